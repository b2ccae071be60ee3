#if NET
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
#endif

namespace CustomerValue.Numerics;

/// <summary>Sums of x − shift, of the first three powers of x − center, and of products, in the eight lanes of the house: element j goes to lane j mod 8.</summary>
/// <remarks>Multiply then add, no FMA; 512-bit, 256-bit and scalar code give the same bits.</remarks>
internal static class PowerSumKernel
{
    public static double Sum(ReadOnlySpan<double> x, double shift)
    {
        var done = 0;
        double l0 = 0, l1 = 0, l2 = 0, l3 = 0, l4 = 0, l5 = 0, l6 = 0, l7 = 0;
#if NET
        if (Vector512.IsHardwareAccelerated || Vector256.IsHardwareAccelerated)
        {
            ref var source = ref MemoryMarshal.GetReference(x);
            Vector256<double> low, high;
            if (Vector512.IsHardwareAccelerated)
            {
                var s = Vector512.Create(shift);
                var sum = Vector512<double>.Zero;
                for (; done + 8 <= x.Length; done += 8)
                {
                    sum += Vector512.LoadUnsafe(ref source, (nuint)done) - s;
                }

                (low, high) = (sum.GetLower(), sum.GetUpper());
            }
            else
            {
                var s = Vector256.Create(shift);
                low = high = Vector256<double>.Zero;
                for (; done + 8 <= x.Length; done += 8)
                {
                    low += Vector256.LoadUnsafe(ref source, (nuint)done) - s;
                    high += Vector256.LoadUnsafe(ref source, (nuint)done + 4) - s;
                }
            }

            (l0, l1, l2, l3) = (low[0], low[1], low[2], low[3]);
            (l4, l5, l6, l7) = (high[0], high[1], high[2], high[3]);
        }
#endif
        for (; done + 8 <= x.Length; done += 8)
        {
            var eight = x.Slice(done, 8);
            l0 += eight[0] - shift;
            l1 += eight[1] - shift;
            l2 += eight[2] - shift;
            l3 += eight[3] - shift;
            l4 += eight[4] - shift;
            l5 += eight[5] - shift;
            l6 += eight[6] - shift;
            l7 += eight[7] - shift;
        }

        var rest = 0.0;
        for (; done < x.Length; done++)
        {
            rest += x[done] - shift;
        }

        return Fold(l0, l1, l2, l3, l4, l5, l6, l7) + rest;
    }

    public static (double First, double Second, double Third) Powers(ReadOnlySpan<double> x, double center)
    {
        var done = 0;
        double first = 0, second = 0, third = 0;
#if NET
        if (Vector512.IsHardwareAccelerated)
        {
            ref var source = ref MemoryMarshal.GetReference(x);
            var c = Vector512.Create(center);
            Vector512<double> r = Vector512<double>.Zero, q = r, t = r;
            for (; done + 8 <= x.Length; done += 8)
            {
                var d = Vector512.LoadUnsafe(ref source, (nuint)done) - c;
                var dd = d * d;
                r += d;
                q += dd;
                t += dd * d;
            }

            first = Fold(r.GetLower(), r.GetUpper());
            second = Fold(q.GetLower(), q.GetUpper());
            third = Fold(t.GetLower(), t.GetUpper());
        }
        else if (Vector256.IsHardwareAccelerated)
        {
            ref var source = ref MemoryMarshal.GetReference(x);
            var c = Vector256.Create(center);
            Vector256<double> r0 = Vector256<double>.Zero, r1 = r0, q0 = r0, q1 = r0, t0 = r0, t1 = r0;
            for (; done + 8 <= x.Length; done += 8)
            {
                var d = Vector256.LoadUnsafe(ref source, (nuint)done) - c;
                var e = Vector256.LoadUnsafe(ref source, (nuint)done + 4) - c;
                var dd = d * d;
                var ee = e * e;
                r0 += d;
                r1 += e;
                q0 += dd;
                q1 += ee;
                t0 += dd * d;
                t1 += ee * e;
            }

            first = Fold(r0, r1);
            second = Fold(q0, q1);
            third = Fold(t0, t1);
        }
#endif
        if (done == 0)
        {
            Span<double> r = stackalloc double[8], q = stackalloc double[8], t = stackalloc double[8];
            r.Clear();
            q.Clear();
            t.Clear();
            for (; done + 8 <= x.Length; done += 8)
            {
                for (var lane = 0; lane < 8; lane++)
                {
                    var d = x[done + lane] - center;
                    var dd = d * d;
                    r[lane] += d;
                    q[lane] += dd;
                    t[lane] += dd * d;
                }
            }

            (first, second, third) = (Fold(r), Fold(q), Fold(t));
        }

        double rest1 = 0, rest2 = 0, rest3 = 0;
        for (; done < x.Length; done++)
        {
            var d = x[done] - center;
            rest1 += d;
            rest2 += d * d;
            rest3 += d * d * d;
        }

        return (first + rest1, second + rest2, third + rest3);
    }

    /// <summary>The sum of (x − a)(y − b), for columns of one length.</summary>
    public static double Products(ReadOnlySpan<double> x, double a, ReadOnlySpan<double> y, double b)
    {
        var done = 0;
        double l0 = 0, l1 = 0, l2 = 0, l3 = 0, l4 = 0, l5 = 0, l6 = 0, l7 = 0;
#if NET
        if (Vector512.IsHardwareAccelerated || Vector256.IsHardwareAccelerated)
        {
            ref var left = ref MemoryMarshal.GetReference(x);
            ref var right = ref MemoryMarshal.GetReference(y);
            Vector256<double> low, high;
            if (Vector512.IsHardwareAccelerated)
            {
                Vector512<double> c = Vector512.Create(a), d = Vector512.Create(b), sum = Vector512<double>.Zero;
                for (; done + 8 <= x.Length; done += 8)
                {
                    sum += (Vector512.LoadUnsafe(ref left, (nuint)done) - c) * (Vector512.LoadUnsafe(ref right, (nuint)done) - d);
                }

                (low, high) = (sum.GetLower(), sum.GetUpper());
            }
            else
            {
                Vector256<double> c = Vector256.Create(a), d = Vector256.Create(b);
                low = high = Vector256<double>.Zero;
                for (; done + 8 <= x.Length; done += 8)
                {
                    low += (Vector256.LoadUnsafe(ref left, (nuint)done) - c) * (Vector256.LoadUnsafe(ref right, (nuint)done) - d);
                    high += (Vector256.LoadUnsafe(ref left, (nuint)done + 4) - c) * (Vector256.LoadUnsafe(ref right, (nuint)done + 4) - d);
                }
            }

            (l0, l1, l2, l3) = (low[0], low[1], low[2], low[3]);
            (l4, l5, l6, l7) = (high[0], high[1], high[2], high[3]);
        }
#endif
        for (; done + 8 <= x.Length; done += 8)
        {
            ReadOnlySpan<double> u = x.Slice(done, 8), v = y.Slice(done, 8);
            l0 += (u[0] - a) * (v[0] - b);
            l1 += (u[1] - a) * (v[1] - b);
            l2 += (u[2] - a) * (v[2] - b);
            l3 += (u[3] - a) * (v[3] - b);
            l4 += (u[4] - a) * (v[4] - b);
            l5 += (u[5] - a) * (v[5] - b);
            l6 += (u[6] - a) * (v[6] - b);
            l7 += (u[7] - a) * (v[7] - b);
        }

        var rest = 0.0;
        for (; done < x.Length; done++)
        {
            rest += (x[done] - a) * (y[done] - b);
        }

        return Fold(l0, l1, l2, l3, l4, l5, l6, l7) + rest;
    }

    private static double Fold(double l0, double l1, double l2, double l3, double l4, double l5, double l6, double l7) =>
        ((l0 + l4) + (l1 + l5)) + ((l2 + l6) + (l3 + l7));

    private static double Fold(ReadOnlySpan<double> l) => Fold(l[0], l[1], l[2], l[3], l[4], l[5], l[6], l[7]);

#if NET
    private static double Fold(Vector256<double> low, Vector256<double> high)
    {
        var q = low + high;
        return (q[0] + q[1]) + (q[2] + q[3]);
    }
#endif
}
