using CustomerValue.Numerics;

namespace CustomerValue.Experiments;

/// <summary>Strata in which treatment multiplies the odds alike: what a Cochran–Mantel–Haenszel test finds in them.</summary>
internal sealed class StrataOdds
{
    private readonly double[] rates, shares;

    public StrataOdds(ReadOnlySpan<double> controlRates, ReadOnlySpan<double> shares)
    {
        Guard.SameLength(shares.Length, controlRates.Length, nameof(shares));
        Guard.AtLeast(controlRates.Length, 1, "controlRates.Length");
        var sum = 0.0;
        for (var s = 0; s < shares.Length; s++)
        {
            if (!(controlRates[s] > 0 && controlRates[s] < 1))
            {
                throw Guard.BrokenRow(nameof(controlRates), s, "0 < rate < 1", $"rate {Guard.Text(controlRates[s])}");
            }

            if (!(shares[s] > 0) || double.IsInfinity(shares[s]))
            {
                throw Guard.BrokenRow(nameof(shares), s, "0 < share < ∞", $"share {Guard.Text(shares[s])}");
            }

            sum += shares[s];
        }

        rates = controlRates.ToArray();
        this.shares = shares.ToArray();
        for (var s = 0; s < this.shares.Length; s++)
        {
            this.shares[s] /= sum;
        }
    }

    /// <summary>Power with n control and m treated customers at a logarithm of the odds ratio.</summary>
    public double Power(double n, double m, double logOdds, double critical, DesignOptions options)
    {
        double excess = 0, own = 0, pooled = 0, share = m / (n + m);
        for (var s = 0; s < rates.Length; s++)
        {
            double p = rates[s], q = Elementary.Logistic(Experiments.Power.LogOdds(p) + logOdds);

            // n m / (n + m) of the stratum, times differences and variances.
            double size = shares[s] * n * share, mean = p + share * (q - p);
            excess += size * (q - p);
            own += size * ((1 - share) * q * (1 - q) + share * p * (1 - p));
            pooled += size * mean * (1 - mean);
        }

        double ownError = Math.Sqrt(own * options.VarianceFactor), reach = critical * Math.Sqrt(pooled * options.VarianceFactor);
        var near = NormalDistribution.Survival((reach - Math.Abs(excess)) / ownError);
        return options.OneSided ? near : near + NormalDistribution.Survival((reach + Math.Abs(excess)) / ownError);
    }
}
