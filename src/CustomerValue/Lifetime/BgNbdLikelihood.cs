using CustomerValue.Numerics;

namespace CustomerValue.Lifetime;

/// <summary>Minus the mean log-likelihood of the BG/NBD model in (ln r, ln α, ln a, ln b), with exact gradient and Hessian.</summary>
/// <remarks>
/// With ℓ(t) = ln(1 + t/α) the log-likelihood of one customer is
/// ln Γ(r+x)/Γ(r) + ln B(a,b+x)/B(a,b) − x (ln α + ℓ(T)) − r ℓ(T) + [x &gt; 0] ln(1 + eʷ), w = ln a − ln(b+x−1) + (r+x)(ℓ(T) − ℓ(tₓ)).
/// Everything but the last term depends on x or on T alone and is summed once per distinct value; ℓ keeps its digits when α is far above T.
/// </remarks>
internal sealed class BgNbdLikelihood(LifetimeTables tables, double penalty) : SmoothObjective
{
    private readonly LogSums r = new(tables.RepeatValues.Length);
    private readonly LogSums b = new(tables.RepeatValues.Length);
    private readonly LogSums ab = new(tables.RepeatValues.Length);
    private readonly double[] logTime = new double[tables.Times.Length];
    private readonly double[] share = new double[tables.Times.Length];

    public override int Size => 4;

    /// <summary>The log-likelihood of all customers, without penalty.</summary>
    public double TotalLogLikelihood(ReadOnlySpan<double> point)
    {
        Span<double> gradient = stackalloc double[4];
        var ridge = 0.0;
        foreach (var theta in point)
        {
            ridge += penalty * theta * theta;
        }

        return -tables.Customers * (Evaluate(point, gradient, default) - ridge) + ScaleTerm();
    }

    public override double Evaluate(ReadOnlySpan<double> point, Span<double> gradient, Span<double> hessian)
    {
        foreach (var theta in point)
        {
            if (!(Math.Abs(theta) < 60))
            {
                return double.NaN;
            }
        }

        var terms = default(Sums);
        var pr = Elementary.Exp(point[0]);
        var alpha = Elementary.Exp(point[1]);
        var pa = Elementary.Exp(point[2]);
        var pb = Elementary.Exp(point[3]);
        AddRepeats(ref terms, pr, pa, pb);
        AddAges(ref terms, pr, alpha, point[1]);
        AddPatterns(ref terms, pr, point[2], pb);

        var n = tables.Customers;
        gradient[0] = -terms.R / n;
        gradient[1] = -terms.Alpha / n;
        gradient[2] = -terms.A / n;
        gradient[3] = -terms.B / n;
        if (hessian.Length != 0)
        {
            Fill(hessian, in terms, -1 / n);
        }

        var ridge = 0.0;
        for (var i = 0; i < 4; i++)
        {
            ridge += penalty * point[i] * point[i];
            gradient[i] += 2 * penalty * point[i];
            if (hessian.Length != 0)
            {
                hessian[5 * i] += 2 * penalty;
            }
        }

        return ridge - terms.Value / n;
    }

    private static void Fill(Span<double> hessian, in Sums s, double scale)
    {
        hessian[0] = scale * s.RR;
        hessian[1] = hessian[4] = scale * s.RAlpha;
        hessian[2] = hessian[8] = scale * s.RA;
        hessian[3] = hessian[12] = scale * s.RB;
        hessian[5] = scale * s.AlphaAlpha;
        hessian[6] = hessian[9] = scale * s.AlphaA;
        hessian[7] = hessian[13] = scale * s.AlphaB;
        hessian[10] = scale * s.AA;
        hessian[11] = hessian[14] = scale * s.AB;
        hessian[15] = scale * s.BB;
    }

    /// <summary>ln Γ(r+x)/Γ(r) + ln B(a,b+x)/B(a,b), per distinct x.</summary>
    private void AddRepeats(ref Sums s, double pr, double pa, double pb)
    {
        r.Fill(tables.RepeatValues, pr);
        b.FillRatio(tables.RepeatValues, pb, pa);
        ab.FillSlopes(tables.RepeatValues, pa + pb);
        b.FillSlopes(tables.RepeatValues, pb);
        for (var i = 0; i < tables.RepeatValues.Length; i++)
        {
            var count = tables.RepeatCounts[i];
            s.Value += count * (r.Value[i] + b.Value[i]);
            s.R += count * pr * r.First[i];
            s.RR += count * pr * (r.First[i] - pr * r.Second[i]);
            s.A -= count * pa * ab.First[i];
            s.AA -= count * pa * (ab.First[i] - pa * ab.Second[i]);
            s.AB += count * pa * pb * ab.Second[i];
            var slope = pb * (b.First[i] - ab.First[i]);
            s.B += count * slope;
            s.BB += count * (slope - pb * pb * (b.Second[i] - ab.Second[i]));
        }
    }

    /// <summary>−x (ln α + ℓ(T)) − r ℓ(T), per distinct T; fills ℓ and t/(α+t) for every time.</summary>
    private void AddAges(ref Sums s, double pr, double alpha, double logAlpha)
    {
        for (var i = 0; i < tables.Times.Length; i++)
        {
            var time = tables.Times[i];
            var log = Elementary.Log1p(time / alpha);
            var v = time / (alpha + time);
            var u = alpha / (alpha + time);
            logTime[i] = log;
            share[i] = v;
            var count = tables.AgeCounts[i];
            if (count == 0)
            {
                continue;
            }

            var repeats = tables.AgeRepeats[i];
            s.Value -= repeats * (logAlpha + log) + count * pr * log;
            s.R -= count * pr * log;
            s.RR -= count * pr * log;
            s.Alpha += count * pr * v - repeats * u;
            s.RAlpha += count * pr * v;
            s.AlphaAlpha -= (repeats + count * pr) * u * v;
        }
    }

    /// <summary>ln(1 + eʷ), per pattern with x &gt; 0.</summary>
    private void AddPatterns(ref Sums s, double pr, double logA, double pb)
    {
        var lastRepeats = -1;
        double sum = 0, beta = 0, offset = 0;
        foreach (ref readonly var pattern in tables.Patterns.AsSpan())
        {
            if (pattern.Repeats != lastRepeats)
            {
                lastRepeats = pattern.Repeats;
                var x = tables.RepeatValues[lastRepeats];
                var before = pb + (x - 1);
                sum = pr + x;
                beta = pb / before;
                offset = logA - Elementary.Log(before);
            }

            var stretch = logTime[pattern.Age] - logTime[pattern.Recency];
            var w = offset + sum * stretch;
            var small = Elementary.Exp(-Math.Abs(w));
            var count = pattern.Count;
            s.Value += count * (Math.Max(w, 0) + Elementary.Log1p(small));
            var dead = (w >= 0 ? 1 : small) / (1 + small);

            // Derivatives of w in the logarithms of r, α, a, b.
            var wr = pr * stretch;
            var d = share[pattern.Age] - share[pattern.Recency];
            var wAlpha = -sum * d;
            var first = count * dead;
            var second = first * (1 - dead);
            s.R += first * wr;
            s.Alpha += first * wAlpha;
            s.A += first;
            s.B -= first * beta;
            s.RR += first * wr + second * wr * wr;
            s.RAlpha += second * wr * wAlpha - first * pr * d;
            s.RA += second * wr;
            s.RB -= second * wr * beta;
            var bend = share[pattern.Age] * (1 - share[pattern.Age]) - share[pattern.Recency] * (1 - share[pattern.Recency]);
            s.AlphaAlpha += second * wAlpha * wAlpha + first * sum * bend;
            s.AlphaA += second * wAlpha;
            s.AlphaB -= second * wAlpha * beta;
            s.AA += second;
            s.AB -= second * beta;
            s.BB += second * beta * beta - first * beta * (1 - beta);
        }
    }

    /// <summary>Densities of purchase times are per unit of time: x ln(scale) brings them back to the caller's unit.</summary>
    private double ScaleTerm()
    {
        var purchases = 0.0;
        foreach (var repeats in tables.AgeRepeats)
        {
            purchases += repeats;
        }

        return -purchases * Elementary.Log(tables.Scale);
    }

    private struct Sums
    {
        public double Value, R, Alpha, A, B, RR, RAlpha, RA, RB, AlphaAlpha, AlphaA, AlphaB, AA, AB, BB;
    }
}
