using System.Runtime.CompilerServices;
#if NET
using System.Runtime.Intrinsics.X86;
#endif

namespace CustomerValue.Numerics;

/// <summary>As many elements as fill whole vectors; each method returns how many it did, the scalar functions do the rest.</summary>
internal static class ElementaryKernel
{
    /// <summary><see cref="Elementary.LogisticNear"/>'s bits by fewer instructions where the processor has them: a single score costs what they take.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double LogisticNear(double x)
    {
#if NET
        if (Avx512F.IsSupported)
        {
            return ElementaryKernel512.LogisticNear(x);
        }
#endif
        return Elementary.LogisticNear(x);
    }

    public static int Exp(ReadOnlySpan<double> x, Span<double> destination)
    {
#if NET
        if (System.Runtime.Intrinsics.Vector512.IsHardwareAccelerated)
        {
            return ElementaryKernel512.Exp(x, destination);
        }

        if (System.Runtime.Intrinsics.Vector256.IsHardwareAccelerated)
        {
            return ElementaryKernel256.Exp(x, destination);
        }
#endif
        return 0;
    }

    public static int Log(ReadOnlySpan<double> x, Span<double> destination)
    {
#if NET
        if (System.Runtime.Intrinsics.Vector512.IsHardwareAccelerated)
        {
            return ElementaryKernel512.Log(x, destination);
        }

        if (System.Runtime.Intrinsics.Vector256.IsHardwareAccelerated)
        {
            return ElementaryKernel256.Log(x, destination);
        }
#endif
        return 0;
    }

    public static int Logistic(ReadOnlySpan<double> x, Span<double> destination)
    {
#if NET
        if (System.Runtime.Intrinsics.Vector512.IsHardwareAccelerated)
        {
            return ElementaryKernel512.Logistic(x, destination);
        }

        if (System.Runtime.Intrinsics.Vector256.IsHardwareAccelerated)
        {
            return ElementaryKernel256.Logistic(x, destination);
        }
#endif
        return 0;
    }
}
