#if NET
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using static CustomerValue.Numerics.Elementary;

namespace CustomerValue.Numerics;

/// <summary>The scalar formulas of <see cref="Elementary"/>, 8 at a time: operation for operation, so bit for bit.</summary>
/// <remarks>The 512-bit and 256-bit files differ in the width and in how 2ᵏ is multiplied; change both. Operators never fuse: C# contracts nothing.</remarks>
internal static class ElementaryKernel512
{
    public static int Exp(ReadOnlySpan<double> x, Span<double> destination)
    {
        ref var source = ref MemoryMarshal.GetReference(x);
        ref var target = ref MemoryMarshal.GetReference(destination);
        var i = 0;
        for (; i <= x.Length - Vector512<double>.Count; i += Vector512<double>.Count)
        {
            Exp(Vector512.LoadUnsafe(ref source, (nuint)i)).StoreUnsafe(ref target, (nuint)i);
        }

        return i;
    }

    public static int Log(ReadOnlySpan<double> x, Span<double> destination)
    {
        ref var source = ref MemoryMarshal.GetReference(x);
        ref var target = ref MemoryMarshal.GetReference(destination);
        var i = 0;
        for (; i <= x.Length - Vector512<double>.Count; i += Vector512<double>.Count)
        {
            Log(Vector512.LoadUnsafe(ref source, (nuint)i)).StoreUnsafe(ref target, (nuint)i);
        }

        return i;
    }

    public static int Logistic(ReadOnlySpan<double> x, Span<double> destination)
    {
        ref var source = ref MemoryMarshal.GetReference(x);
        ref var target = ref MemoryMarshal.GetReference(destination);
        var i = 0;
        for (; i <= x.Length - Vector512<double>.Count; i += Vector512<double>.Count)
        {
            Logistic(Vector512.LoadUnsafe(ref source, (nuint)i)).StoreUnsafe(ref target, (nuint)i);
        }

        return i;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> Logistic(Vector512<double> x)
    {
        var z = Exp(-Vector512.Abs(x));
        var one = Vector512.Create(1.0);
        var numerator = Vector512.ConditionalSelect(Vector512.GreaterThanOrEqual(x, Vector512<double>.Zero), one, z);
        return Canonical(x, numerator / (one + z));
    }

    /// <summary>One value with |x| ≤ <see cref="LogisticLimit"/>: two halves of the polynomial side by side.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double LogisticNear(double x)
    {
        var t = -Math.Abs(x);
        var k = Sse41.RoundToNearestIntegerScalar(Vector128.CreateScalarUnsafe(t * Log2E)).ToScalar();
        var high = t - k * Ln2High;
        var low = k * Ln2Low;
        var r = Vector128.Create(high - low);
        var r2 = r * r;
        var pair = (Vector128.Create(E0, E4) + Vector128.Create(E1, E5) * r) + r2 * (Vector128.Create(E2, E6) + Vector128.Create(E3, E7) * r);
        var square = r2.ToScalar();
        var r4 = square * square;
        var polynomial = (pair.ToScalar() + r4 * pair.GetElement(1)) + (r4 * r4) * (E8 + E9 * r.ToScalar());
        var tail = square * 0.5 + (square * r.ToScalar()) * polynomial;
        var sum = 1 + high;
        var value = sum + ((high - (sum - 1)) + (tail - low));
        var z = Avx512F.ScaleScalar(Vector128.CreateScalarUnsafe(value), Vector128.CreateScalarUnsafe(k));

        // z below zero, 1 from zero on: the sign of x chooses.
        var numerator = Sse41.BlendVariable(Vector128.CreateScalarUnsafe(1.0), z, Vector128.CreateScalarUnsafe(x)).ToScalar();
        return numerator / (1 + z.ToScalar());
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<double> Exp(Vector512<double> argument)
    {
        var upper = Vector512.Create(ExpUpper);
        var lower = Vector512.Create(ExpLower);
        var x = Vector512.ConditionalSelect(Vector512.GreaterThan(argument, upper), upper, argument);
        x = Vector512.ConditionalSelect(Vector512.LessThan(x, lower), lower, x);
        var shifted = x * Vector512.Create(Log2E) + Vector512.Create(Shifter);
        var k = shifted - Vector512.Create(Shifter);
        var high = x - k * Vector512.Create(Ln2High);
        var low = k * Vector512.Create(Ln2Low);

        var r = high - low;
        var r2 = r * r;
        var r4 = r2 * r2;
        var first = (Vector512.Create(E0) + Vector512.Create(E1) * r) + r2 * (Vector512.Create(E2) + Vector512.Create(E3) * r);
        var middle = (Vector512.Create(E4) + Vector512.Create(E5) * r) + r2 * (Vector512.Create(E6) + Vector512.Create(E7) * r);
        var polynomial = (first + r4 * middle) + (r4 * r4) * (Vector512.Create(E8) + Vector512.Create(E9) * r);
        var tail = r2 * Vector512.Create(0.5) + (r2 * r) * polynomial;

        var one = Vector512.Create(1.0);
        var sum = one + high;
        var value = sum + ((high - (sum - one)) + (tail - low));

        // One instruction for the scaling in two steps of the scalar code, of which only the last can round.
        return Canonical(argument, Avx512F.Scale(value, k));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<double> Log(Vector512<double> argument)
    {
        var zero = Vector512<double>.Zero;
        var infinity = Vector512.Create(double.PositiveInfinity);
        var subnormal = Vector512.LessThan(argument, Vector512.Create(MinNormal));
        var x = Vector512.ConditionalSelect(subnormal, argument * Vector512.Create(TwoTo54), argument);
        var exponentShift = Vector512.ConditionalSelect(subnormal, Vector512.Create(-1023.0 - 54), Vector512.Create(-1023.0));

        // The exponent as a double: written into the low bits of 2⁵², which is then taken off. Exact.
        var bits = x.AsInt64() + Vector512.Create(OneBits - SqrtHalfBits);
        var two52 = Vector512.Create(4503599627370496.0);
        var k = ((Vector512.ShiftRightLogical(bits, 52) | two52.AsInt64()).AsDouble() - two52) + exponentShift;
        var one = Vector512.Create(1.0);
        var f = ((bits & Vector512.Create(MantissaMask)) + Vector512.Create(SqrtHalfBits)).AsDouble() - one;

        var low = k * Vector512.Create(Ln2Low);
        var halfSquare = Vector512.Create(0.5) * f * f;
        var s = f / (Vector512.Create(2.0) + f);
        var z = s * s;
        var w = z * z;
        var even = w * (Vector512.Create(L1) + w * (Vector512.Create(L3) + w * Vector512.Create(L5)));
        var odd = z * (Vector512.Create(L0) + w * (Vector512.Create(L2) + w * (Vector512.Create(L4) + w * Vector512.Create(L6))));
        var high = k * Vector512.Create(Ln2High);
        var sum = high + f;
        var error = Vector512.ConditionalSelect(Vector512.Equals(k, zero), zero, f - (sum - high));
        var value = sum + (error + ((s * (halfSquare + (even + odd)) + low) - halfSquare));

        value = Vector512.ConditionalSelect(Vector512.Equals(argument, infinity), infinity, value);
        value = Vector512.ConditionalSelect(Vector512.GreaterThan(argument, zero), value, Vector512.Create(double.NaN));
        return Vector512.ConditionalSelect(Vector512.Equals(argument, zero), -infinity, value);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<double> Canonical(Vector512<double> argument, Vector512<double> value) =>
        Vector512.ConditionalSelect(Vector512.Equals(argument, argument), value, Vector512.Create(double.NaN));
}
#endif
