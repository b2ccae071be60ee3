#if NET
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using static CustomerValue.Numerics.Elementary;

namespace CustomerValue.Numerics;

/// <summary>The scalar formulas of <see cref="Elementary"/>, 4 at a time: operation for operation, so bit for bit.</summary>
/// <remarks>The 512-bit and 256-bit files differ in the width and in how 2ᵏ is multiplied; change both. Operators never fuse: C# contracts nothing.</remarks>
internal static class ElementaryKernel256
{
    public static int Exp(ReadOnlySpan<double> x, Span<double> destination)
    {
        ref var source = ref MemoryMarshal.GetReference(x);
        ref var target = ref MemoryMarshal.GetReference(destination);
        var i = 0;
        for (; i <= x.Length - Vector256<double>.Count; i += Vector256<double>.Count)
        {
            Exp(Vector256.LoadUnsafe(ref source, (nuint)i)).StoreUnsafe(ref target, (nuint)i);
        }

        return i;
    }

    public static int Log(ReadOnlySpan<double> x, Span<double> destination)
    {
        ref var source = ref MemoryMarshal.GetReference(x);
        ref var target = ref MemoryMarshal.GetReference(destination);
        var i = 0;
        for (; i <= x.Length - Vector256<double>.Count; i += Vector256<double>.Count)
        {
            Log(Vector256.LoadUnsafe(ref source, (nuint)i)).StoreUnsafe(ref target, (nuint)i);
        }

        return i;
    }

    public static int Logistic(ReadOnlySpan<double> x, Span<double> destination)
    {
        ref var source = ref MemoryMarshal.GetReference(x);
        ref var target = ref MemoryMarshal.GetReference(destination);
        var i = 0;
        for (; i <= x.Length - Vector256<double>.Count; i += Vector256<double>.Count)
        {
            Logistic(Vector256.LoadUnsafe(ref source, (nuint)i)).StoreUnsafe(ref target, (nuint)i);
        }

        return i;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<double> Logistic(Vector256<double> x)
    {
        var z = Exp(-Vector256.Abs(x));
        var one = Vector256.Create(1.0);
        var numerator = Vector256.ConditionalSelect(Vector256.GreaterThanOrEqual(x, Vector256<double>.Zero), one, z);
        return Canonical(x, numerator / (one + z));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<double> Exp(Vector256<double> argument)
    {
        var upper = Vector256.Create(ExpUpper);
        var lower = Vector256.Create(ExpLower);
        var x = Vector256.ConditionalSelect(Vector256.GreaterThan(argument, upper), upper, argument);
        x = Vector256.ConditionalSelect(Vector256.LessThan(x, lower), lower, x);
        var shifted = x * Vector256.Create(Log2E) + Vector256.Create(Shifter);
        var k = shifted - Vector256.Create(Shifter);
        var high = x - k * Vector256.Create(Ln2High);
        var low = k * Vector256.Create(Ln2Low);

        var r = high - low;
        var r2 = r * r;
        var r4 = r2 * r2;
        var first = (Vector256.Create(E0) + Vector256.Create(E1) * r) + r2 * (Vector256.Create(E2) + Vector256.Create(E3) * r);
        var middle = (Vector256.Create(E4) + Vector256.Create(E5) * r) + r2 * (Vector256.Create(E6) + Vector256.Create(E7) * r);
        var polynomial = (first + r4 * middle) + (r4 * r4) * (Vector256.Create(E8) + Vector256.Create(E9) * r);
        var tail = r2 * Vector256.Create(0.5) + (r2 * r) * polynomial;

        var one = Vector256.Create(1.0);
        var sum = one + high;
        var value = sum + ((high - (sum - one)) + (tail - low));

        // k + 2048 is positive, so the logical shift halves it as the scalar code's arithmetic one does.
        var biased = shifted.AsInt64() - Vector256.Create(ShifterBits - 2048);
        var half = Vector256.ShiftRightLogical(biased, 1);
        var one64 = Vector256.Create(1L);
        var scale1 = Vector256.ShiftLeft(half - one64, 52).AsDouble();
        var scale2 = Vector256.ShiftLeft(biased - half - one64, 52).AsDouble();
        return Canonical(argument, value * scale1 * scale2);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<double> Log(Vector256<double> argument)
    {
        var zero = Vector256<double>.Zero;
        var infinity = Vector256.Create(double.PositiveInfinity);
        var subnormal = Vector256.LessThan(argument, Vector256.Create(MinNormal));
        var x = Vector256.ConditionalSelect(subnormal, argument * Vector256.Create(TwoTo54), argument);
        var exponentShift = Vector256.ConditionalSelect(subnormal, Vector256.Create(-1023.0 - 54), Vector256.Create(-1023.0));

        // The exponent as a double: written into the low bits of 2⁵², which is then taken off. Exact.
        var bits = x.AsInt64() + Vector256.Create(OneBits - SqrtHalfBits);
        var two52 = Vector256.Create(4503599627370496.0);
        var k = ((Vector256.ShiftRightLogical(bits, 52) | two52.AsInt64()).AsDouble() - two52) + exponentShift;
        var one = Vector256.Create(1.0);
        var f = ((bits & Vector256.Create(MantissaMask)) + Vector256.Create(SqrtHalfBits)).AsDouble() - one;

        var low = k * Vector256.Create(Ln2Low);
        var halfSquare = Vector256.Create(0.5) * f * f;
        var s = f / (Vector256.Create(2.0) + f);
        var z = s * s;
        var w = z * z;
        var even = w * (Vector256.Create(L1) + w * (Vector256.Create(L3) + w * Vector256.Create(L5)));
        var odd = z * (Vector256.Create(L0) + w * (Vector256.Create(L2) + w * (Vector256.Create(L4) + w * Vector256.Create(L6))));
        var high = k * Vector256.Create(Ln2High);
        var sum = high + f;
        var error = Vector256.ConditionalSelect(Vector256.Equals(k, zero), zero, f - (sum - high));
        var value = sum + (error + ((s * (halfSquare + (even + odd)) + low) - halfSquare));

        value = Vector256.ConditionalSelect(Vector256.Equals(argument, infinity), infinity, value);
        value = Vector256.ConditionalSelect(Vector256.GreaterThan(argument, zero), value, Vector256.Create(double.NaN));
        return Vector256.ConditionalSelect(Vector256.Equals(argument, zero), -infinity, value);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<double> Canonical(Vector256<double> argument, Vector256<double> value) =>
        Vector256.ConditionalSelect(Vector256.Equals(argument, argument), value, Vector256.Create(double.NaN));
}
#endif
