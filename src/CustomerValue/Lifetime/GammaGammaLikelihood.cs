using CustomerValue.Information;
using CustomerValue.Numerics;

namespace CustomerValue.Lifetime;

/// <summary>Minus the mean log-likelihood of the Gamma-Gamma model in (ln p, ln q, ln γ), with exact gradient and Hessian; customers without repeat purchases do not count.</summary>
/// <remarks>
/// With n = p x, A = ln(1 + m x/γ), B = ln(1 + γ/(m x)) the log-likelihood of one customer is
/// ln Γ(n+q)/Γ(n) − ln Γ(q) − ln m − q A − n B: no difference of large terms. Values are scaled to a mean of 1.
/// </remarks>
internal sealed class GammaGammaLikelihood : SmoothObjective
{
    private readonly int[] repeats;
    private readonly double[] logTotals;
    private readonly int[] order;
    private readonly double penalty;
    private readonly double sumLogValues;

    public GammaGammaLikelihood(PurchaseHistories histories, double penalty)
    {
        this.penalty = penalty;
        var x = histories.Repeats;
        var m = histories.AverageValue;
        var count = 0;
        var sum = 0.0;
        for (var row = 0; row < x.Length; row++)
        {
            if (x[row] == 0)
            {
                continue;
            }

            count++;
            sum += m[row];
        }

        Scale = count > 0 ? sum / count : 1;
        repeats = new int[count];
        order = new int[count];
        logTotals = new double[count];
        var at = 0;
        for (var row = 0; row < x.Length; row++)
        {
            if (x[row] == 0)
            {
                continue;
            }

            repeats[at] = x[row];
            order[at] = at;
            logTotals[at] = Elementary.Log(x[row] * (m[row] / Scale));
            sumLogValues += Elementary.Log(m[row]);
            at++;
        }

        // Equal x side by side: gamma functions are then worked out once per distinct x.
        Array.Sort(repeats, order);
    }

    public override int Size => 3;

    /// <summary>Customers with repeat purchases.</summary>
    public int Customers => repeats.Length;

    /// <summary>Mean value: one unit of the likelihood's money.</summary>
    public double Scale { get; }

    /// <summary>The log-likelihood of all customers, without penalty, in the caller's money.</summary>
    public double TotalLogLikelihood(ReadOnlySpan<double> point)
    {
        Span<double> gradient = stackalloc double[3];
        var ridge = 0.0;
        foreach (var theta in point)
        {
            ridge += penalty * theta * theta;
        }

        return -Customers * (Evaluate(point, gradient, default) - ridge) - sumLogValues;
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

        var p = Elementary.Exp(point[0]);
        var q = Elementary.Exp(point[1]);
        var logGammaQ = SpecialFunctions.LogGamma(q);
        var digammaQ = SpecialFunctions.Digamma(q);
        var trigammaQ = SpecialFunctions.Trigamma(q);
        double value = 0, gp = 0, gq = 0, gg = 0, pp = 0, pq = 0, pg = 0, qq = 0, qg = 0, gammaGamma = 0;
        for (int from = 0, to; from < repeats.Length; from = to)
        {
            var x = repeats[from];
            var n = p * x;
            double above = 0, below = 0, share = 0, bend = 0;
            for (to = from; to < repeats.Length && repeats[to] == x; to++)
            {
                // z = ln(m x/γ): A = softplus(z), B = softplus(−z), share = m x/(γ + m x).
                var z = logTotals[order[to]] - point[2];
                var small = Elementary.Exp(-Math.Abs(z));
                var log = Elementary.Log1p(small);
                var part = (z >= 0 ? 1 : small) / (1 + small);
                above += Math.Max(z, 0) + log;
                below += Math.Max(-z, 0) + log;
                share += part;
                bend += part * (1 - part);
            }

            double count = to - from;
            var digammaN = SpecialFunctions.Digamma(n);
            var digammaSum = SpecialFunctions.Digamma(n + q);
            var trigammaN = SpecialFunctions.Trigamma(n);
            var trigammaSum = SpecialFunctions.Trigamma(n + q);
            value += count * (SpecialFunctions.LogGammaRatio(n, q) - logGammaQ) - q * above - n * below;
            var slopeP = n * (count * (digammaSum - digammaN) - below);
            var slopeQ = q * (count * (digammaSum - digammaQ) - above);
            gp += slopeP;
            gq += slopeQ;
            gg += q * share - n * (count - share);
            pp += slopeP + count * n * n * (trigammaSum - trigammaN);
            qq += slopeQ + count * q * q * (trigammaSum - trigammaQ);
            pq += count * n * q * trigammaSum;
            pg -= n * (count - share);
            qg += q * share;
            gammaGamma -= (q + n) * bend;
        }

        var scale = -1.0 / Customers;
        gradient[0] = scale * gp + 2 * penalty * point[0];
        gradient[1] = scale * gq + 2 * penalty * point[1];
        gradient[2] = scale * gg + 2 * penalty * point[2];
        if (hessian.Length != 0)
        {
            hessian[0] = scale * pp + 2 * penalty;
            hessian[1] = hessian[3] = scale * pq;
            hessian[2] = hessian[6] = scale * pg;
            hessian[4] = scale * qq + 2 * penalty;
            hessian[5] = hessian[7] = scale * qg;
            hessian[8] = scale * gammaGamma + 2 * penalty;
        }

        return scale * value + penalty * (point[0] * point[0] + point[1] * point[1] + point[2] * point[2]);
    }
}
