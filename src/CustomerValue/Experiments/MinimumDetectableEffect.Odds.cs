using CustomerValue.Numerics;

namespace CustomerValue.Experiments;

// Odds, strata of rates, growths of a rate.
public static partial class MinimumDetectableEffect
{
    /// <summary>The odds ratio nearest to 1 that Woolf's test detects; see <see cref="Power.OfLogOdds"/>.</summary>
    /// <param name="control">Control customers, ≥ 1.</param>
    /// <param name="treatment">Treated customers, ≥ 1.</param>
    /// <param name="controlRate">Rate in the control arm, between 0 and 1.</param>
    /// <param name="options">Significance and power; the defaults when null. Method is not read.</param>
    /// <returns>Above 1, or below when a decrease is sought.</returns>
    /// <exception cref="ArgumentException">A number breaks its rule, or no odds ratio is detected: near 0 and 1 the logarithm of the odds is too uncertain.</exception>
    public static double OfLogOdds(long control, long treatment, double controlRate, DesignOptions? options = null)
    {
        var o = (options ?? DesignOptions.Default).Checked();
        Guard.AtLeast(control, 1);
        Guard.AtLeast(treatment, 1);
        Guard.OpenUnit(controlRate);
        double critical = o.CriticalNormal((double)treatment / control), logit = Power.LogOdds(controlRate);
        double Shift(double odds)
        {
            // 1 / (q (1 − q)) = 2 + e^l + e^−l for log odds l: right where q rounds to 1.
            var l = logit + Power.Signed(odds, o);
            return odds / Math.Sqrt((1 / (control * controlRate * (1 - controlRate)) + (2 + Elementary.Exp(l) + Elementary.Exp(-l)) / treatment) * o.VarianceFactor);
        }

        double PowerAt(double odds) => Power.OfShift(Shift(odds), critical, o.OneSided);

        // The shift rises to one maximum, then falls.
        double low = 0, high = 60;
        for (var step = 0; step < 100; step++)
        {
            double left = low + (high - low) / 3, right = high - (high - low) / 3;
            (low, high) = Shift(left) < Shift(right) ? (left, high) : (low, right);
        }

        return PowerAt(low) < o.Power
            ? throw new ArgumentException(
                $"No odds ratio is detected with power {Guard.Text(o.Power)} by {Guard.Text(control)} control and {Guard.Text(treatment)} treated customers: at most with {Guard.Text(PowerAt(low))}.", nameof(control))
            : Elementary.Exp(Power.Signed(Solve(low, PowerAt, o), o));
    }

    /// <summary>The common odds ratio nearest to 1 that the test of <see cref="MantelHaenszel"/> detects; see <see cref="Power.OfMantelHaenszel"/>.</summary>
    /// <param name="control">Control customers of all strata, ≥ 2.</param>
    /// <param name="treatment">Treated customers of all strata, ≥ 2.</param>
    /// <param name="controlRates">Rate in the control arm of each stratum, between 0 and 1; at least one.</param>
    /// <param name="shares">Share of each stratum's customers, &gt; 0; they are divided by their sum.</param>
    /// <param name="options">Significance and power; the defaults when null. Method is not read.</param>
    /// <returns>Above 1, or below when a decrease is sought.</returns>
    /// <exception cref="ArgumentException">A number breaks its rule, lengths differ, or no odds ratio is detected.</exception>
    public static double OfMantelHaenszel(long control, long treatment, ReadOnlySpan<double> controlRates, ReadOnlySpan<double> shares, DesignOptions? options = null)
    {
        var o = (options ?? DesignOptions.Default).Checked();
        Guard.AtLeast(control, 2);
        Guard.AtLeast(treatment, 2);
        var strata = new StrataOdds(controlRates, shares);
        var critical = o.CriticalNormal((double)treatment / control);
        double PowerAt(double odds) => strata.Power(control, treatment, Power.Signed(odds, o), critical, o);
        const double Most = 30;
        return PowerAt(Most) < o.Power
            ? throw new ArgumentException(
                $"No odds ratio is detected with power {Guard.Text(o.Power)} by {Guard.Text(control)} control and {Guard.Text(treatment)} treated customers.", nameof(control))
            : Elementary.Exp(Power.Signed(Solve(Most, PowerAt, o), o));
    }

    /// <summary>The smallest detectable difference in the growth of a rate, as a fraction.</summary>
    /// <param name="control">Control customers, or clusters where the baseline is clustered; ≥ 2.</param>
    /// <param name="treatment">Treated ones; ≥ 2.</param>
    /// <param name="baseline">The growth of past customers: its variance is used for both arms.</param>
    /// <param name="options">Significance and power; the defaults when null. The reference is the normal curve.</param>
    /// <returns>&gt; 0, or &lt; 0 when a decrease is sought.</returns>
    /// <exception cref="ArgumentException">A number breaks its rule, or the baseline has no variance.</exception>
    public static double OfGrowths(long control, long treatment, GrowthOfRate baseline, DesignOptions? options = null) =>
        OfMeans(control, treatment, Power.UnitDeviation(baseline), (options ?? DesignOptions.Default).OnNormalCurve());

    /// <summary>The smallest detectable difference in the change of a rate, in points as a fraction.</summary>
    /// <param name="control">Control customers, or clusters where the baseline is clustered; ≥ 2.</param>
    /// <param name="treatment">Treated ones; ≥ 2.</param>
    /// <param name="baseline">The change of past customers: its variance is used for both arms.</param>
    /// <param name="options">Significance and power; the defaults when null. The reference is the normal curve.</param>
    /// <returns>&gt; 0, or &lt; 0 when a decrease is sought.</returns>
    /// <exception cref="ArgumentException">A number breaks its rule, or the baseline has no variance.</exception>
    public static double OfChanges(long control, long treatment, GrowthOfRate baseline, DesignOptions? options = null) =>
        OfMeans(control, treatment, Power.ChangeDeviation(baseline), (options ?? DesignOptions.Default).OnNormalCurve());
}
