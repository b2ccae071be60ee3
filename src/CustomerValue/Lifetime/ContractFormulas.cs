using CustomerValue.Numerics;

namespace CustomerValue.Lifetime;

/// <summary>Contracts that are renewed, or not, each period: S(t) = B(γ, δ + tᶜ)/B(γ, δ), shifted beta-geometric at c = 1.</summary>
internal readonly struct ContractFormulas(double gamma, double delta, double c)
{
    /// <summary>Terms that are added one by one; what comes after is an integral with Euler and Maclaurin's corrections.</summary>
    private const int LongestSum = 20_000;

    /// <summary>ln S(t).</summary>
    public double LogSurvival(double t) =>
        t > 0 ? SpecialFunctions.LogGammaRatio(delta, gamma) - SpecialFunctions.LogGammaRatio(delta + Power(t), gamma) : 0;

    /// <summary>ln of the share of contracts renewed at renewal t.</summary>
    public double LogRetention(int t) => c == 1
        ? -Elementary.Log1p(gamma / (delta + (t - 1)))
        : SpecialFunctions.LogGammaRatio(delta + Power(t - 1), gamma) - SpecialFunctions.LogGammaRatio(delta + Power(t), gamma);

    /// <summary>P(ends at renewal t).</summary>
    public double Ending(int t) => Elementary.Exp(LogSurvival(t - 1)) * -Elementary.Expm1(LogRetention(t));

    public double LogLikelihood(int tenure, bool ended) => ended
        ? LogSurvival(tenure - 1) + Elementary.Log(-Elementary.Expm1(LogRetention(tenure)))
        : LogSurvival(tenure);

    /// <summary>Σ over t ≥ from of S(t)/S(given) (1 + rate)^(from − t).</summary>
    public double Discounted(int from, int given, double rate)
    {
        var log = Elementary.Log1p(rate);
        if (c == 1)
        {
            // The first term, and those after it as a series that is known.
            var first = Elementary.Exp(LogSurvival(from) - LogSurvival(given));
            var next = (delta + from) / (gamma + delta + from) / (1 + rate);
            return first * (1 + next * Elementary.Exp(ContractSums.LogDiscounted(delta + from, gamma, rate)));
        }

        var start = LogSurvival(given);
        var sum = 0.0;
        for (var t = from; t < from + LongestSum; t++)
        {
            var term = Elementary.Exp(LogSurvival(t) - start - log * (t - from));
            sum += term;
            if (term < 1e-18 * sum)
            {
                return sum;
            }
        }

        return sum + Tail(from, start, log);
    }

    private double Tail(int from, double start, double log)
    {
        double begin = from + LongestSum;
        var f = new Term(this, start, log, from, begin);
        var slope = (f.Value(begin + 1) - f.Value(begin - 1)) / 2;
        var length = Elementary.Log1p(60 / log / begin);
        return Quadrature.AdaptivePanels(f, 0, length, 1 + (int)length) + 0.5 * f.Value(begin) - slope / 12;
    }

    private double Power(double t) => c == 1 || t == 0 ? t : Elementary.Exp(c * Elementary.Log(t));

    private readonly struct Term(ContractFormulas f, double start, double log, int from, double begin) : IIntegrand
    {
        public double Value(double t) => Elementary.Exp(f.LogSurvival(t) - start - log * (t - from));

        public double At(double u)
        {
            var grown = begin * Elementary.Exp(u);
            return Value(grown) * grown;
        }
    }
}
