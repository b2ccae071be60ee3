using CustomerValue.Experiments;
using CustomerValue.Statistics;

namespace CustomerValue.Tests.Experiments;

/// <summary>Two arms of raw rows, from which every kind of comparison can be made.</summary>
internal sealed record Rows(string Name, double[] Treatment, double[] Control)
{
    public static bool[] Outcomes(double[] values) => [.. values.Select(v => v > 0)];

    /// <summary>A denominator between 1 and 3 that depends on the row alone.</summary>
    public static double[] Contacts(double[] values) => [.. values.Select((_, i) => 1.0 + i % 3)];

    public static double[] After(double[] values) => [.. values.Select((v, i) => 1.1 * v + 0.2 * (i % 4))];

    public static bool[] OutcomesAfter(double[] values) => [.. values.Select((v, i) => v > 0 != (i % 5 == 2))];

    public static long[] Households(double[] values) => [.. values.Select((_, i) => (long)(i / 2))];
}

/// <summary>The view of any result: what the degenerate battery and the consistency test look at.</summary>
internal sealed record Found(Figure Estimate, Figure Error, Figure PValue, Figure LogPValue, ConfidenceInterval Interval, IReadOnlyList<ComparisonWarning> Warnings, string Text);

/// <summary>Every kind of comparison, from rows and from the summaries a warehouse would send.</summary>
internal static class ComparisonKinds
{
    private static readonly ValueCap Cap = ValueCap.At(-5, 40);

    public static IEnumerable<(string Name, Func<Rows, Found> FromRows, Func<Rows, Found> FromSummaries)> All()
    {
        foreach (var (name, raw, test) in new (string, Func<double[], double[], ArmComparison>, Func<SampleMoments, SampleMoments, ArmComparison>)[]
        {
            ("Welch", (a, b) => MeanTest.Welch(a, b), (a, b) => MeanTest.Welch(a, b)),
            ("pooled t", (a, b) => MeanTest.Pooled(a, b), (a, b) => MeanTest.Pooled(a, b)),
            ("z", (a, b) => MeanTest.Z(a, b), (a, b) => MeanTest.Z(a, b)),
        })
        {
            yield return (name, r => Of(raw(r.Treatment, r.Control)), r => Of(test(Warehouse(r.Treatment), Warehouse(r.Control))));
        }

        yield return ("Welch, capped", r => Of(Cap.Compare(r.Treatment, r.Control, MeanTest.Welch)), r => Of(Cap.Compare(Warehouse(Held(r.Treatment)), Warehouse(Held(r.Control)), MeanTest.Welch)));
        yield return ("paired t", r => Of(MeanTest.Paired(Rows.After(r.Treatment), r.Treatment)), r => Of(MeanTest.Paired(Warehouse(r.Treatment, Rows.After(r.Treatment)))));

        foreach (var (name, test) in new (string, Func<SampleMoments, SampleMoments, ArmComparison>)[]
        {
            ("lift, Fieller", (a, b) => RelativeLift.Fieller(a, b)),
            ("lift, delta", (a, b) => RelativeLift.Delta(a, b)),
            ("lift, log", (a, b) => RelativeLift.Log(a, b)),
        })
        {
            yield return (name, r => Of(test(SampleMoments.FromSample(r.Treatment), SampleMoments.FromSample(r.Control))), r => Of(test(Warehouse(r.Treatment), Warehouse(r.Control))));
        }

        foreach (var (name, test) in new (string, Func<ProportionCounts, ProportionCounts, ArmComparison>)[]
        {
            ("rates, pooled z", (a, b) => ProportionTest.Pooled(a, b)),
            ("rates, unpooled z", (a, b) => ProportionTest.Unpooled(a, b)),
            ("rates, score", (a, b) => ProportionTest.Score(a, b)),
            ("rates, log odds", (a, b) => ProportionTest.LogOdds(a, b)),
            ("rate lift, Koopman", (a, b) => RelativeLift.Koopman(a, b)),
            ("rate lift, Fieller", (a, b) => RelativeLift.Fieller(a, b)),
            ("rate lift, delta", (a, b) => RelativeLift.Delta(a, b)),
            ("rate lift, log", (a, b) => RelativeLift.Log(a, b)),
        })
        {
            yield return (name, r => Of(test(Counted(r.Treatment), Counted(r.Control))), r => Of(test(Sent(r.Treatment), Sent(r.Control))));
        }

        foreach (var (name, test) in new (string, Func<ProportionCounts, ProportionCounts, ExactTest>)[]
        {
            ("Fisher", (a, b) => ExactTest.Fisher(a, b)),
            ("Fisher, mid-p", (a, b) => ExactTest.FisherMidP(a, b)),
            ("Barnard", (a, b) => ExactTest.Barnard(a, b)),
            ("Boschloo", (a, b) => ExactTest.Boschloo(a, b)),
            ("binomial", (a, _) => ExactTest.Binomial(a, 0.3)),
        })
        {
            yield return (name, r => Of(test(Counted(r.Treatment), Counted(r.Control))), r => Of(test(Sent(r.Treatment), Sent(r.Control))));
        }

        foreach (var (name, test) in new (string, Func<RatioEstimate, RatioEstimate, ArmComparison>)[]
        {
            ("ratio", (a, b) => RatioEstimate.Compare(a, b)),
            ("ratio lift, Fieller", (a, b) => RelativeLift.Fieller(a, b)),
            ("ratio lift, delta", (a, b) => RelativeLift.Delta(a, b)),
            ("ratio lift, log", (a, b) => RelativeLift.Log(a, b)),
        })
        {
            yield return (name,
                r => Of(test(RatioEstimate.Of(r.Treatment, Rows.Contacts(r.Treatment)), RatioEstimate.Of(r.Control, Rows.Contacts(r.Control)))),
                r => Of(test(RatioEstimate.FromMoments(Warehouse(r.Treatment, Rows.Contacts(r.Treatment))), RatioEstimate.FromMoments(Warehouse(r.Control, Rows.Contacts(r.Control))))));
        }

        yield return ("growth of average",
            r => Of(GrowthOfAverage.Compare(GrowthOfAverage.Of(r.Treatment, Rows.After(r.Treatment)), GrowthOfAverage.Of(r.Control, Rows.After(r.Control)))),
            r => Of(GrowthOfAverage.Compare(GrowthOfAverage.FromMoments(Warehouse(r.Treatment, Rows.After(r.Treatment))), GrowthOfAverage.FromMoments(Warehouse(r.Control, Rows.After(r.Control))))));
        yield return ("growth of average, households",
            r => Of(GrowthOfAverage.Compare(GrowthOfAverage.Of(r.Treatment, Rows.After(r.Treatment), Rows.Households(r.Treatment)), GrowthOfAverage.Of(r.Control, Rows.After(r.Control), Rows.Households(r.Control)))),
            r => Of(GrowthOfAverage.Compare(OfHouseholds(r.Treatment), OfHouseholds(r.Control))));
        yield return ("growth of rate, households",
            r => Of(GrowthOfRate.Compare(Rate(r.Treatment), Rate(r.Control))),
            r => Of(GrowthOfRate.Compare(RateOfHouseholds(r.Treatment), RateOfHouseholds(r.Control))));
        yield return ("change of rate, households",
            r => Of(GrowthOfRate.CompareChanges(Rate(r.Treatment), Rate(r.Control))),
            r => Of(GrowthOfRate.CompareChanges(RateOfHouseholds(r.Treatment), RateOfHouseholds(r.Control))));

        foreach (var (name, test) in new (string, Func<SampleMoments, SampleMoments, EquivalenceTest>)[]
        {
            ("equivalence, Welch", (a, b) => EquivalenceTest.Welch(a, b, -2, 3)),
            ("equivalence, pooled", (a, b) => EquivalenceTest.Pooled(a, b, -2, double.PositiveInfinity)),
            ("equivalence, lift", (a, b) => EquivalenceTest.Lift(a, b, -0.2, 0.3)),
            ("equivalence of a comparison", (a, b) => EquivalenceTest.Of(MeanTest.Z(a, b, 0.9), -2, 3)),
        })
        {
            yield return (name, r => Of(test(SampleMoments.FromSample(r.Treatment), SampleMoments.FromSample(r.Control))), r => Of(test(Warehouse(r.Treatment), Warehouse(r.Control))));
        }

        foreach (var (name, test) in new (string, Func<ProportionCounts, ProportionCounts, EquivalenceTest>)[]
        {
            ("equivalence of rates, Miettinen–Nurminen", (a, b) => EquivalenceTest.MiettinenNurminen(a, b, -0.1, 0.1)),
            ("equivalence of rates, Farrington–Manning", (a, b) => EquivalenceTest.FarringtonManning(a, b, -0.1, double.PositiveInfinity)),
            ("equivalence of rates, unpooled", (a, b) => EquivalenceTest.Unpooled(a, b, -0.1, 0.1)),
            ("equivalence of rate lift", (a, b) => EquivalenceTest.Lift(a, b, -0.1, 0.1)),
        })
        {
            yield return (name, r => Of(test(Counted(r.Treatment), Counted(r.Control))), r => Of(test(Sent(r.Treatment), Sent(r.Control))));
        }

        yield return ("equivalence of ratios",
            r => Of(EquivalenceTest.Ratio(RatioEstimate.Of(r.Treatment, Rows.Contacts(r.Treatment)), RatioEstimate.Of(r.Control, Rows.Contacts(r.Control)), -1, 1)),
            r => Of(EquivalenceTest.Ratio(RatioEstimate.FromMoments(Warehouse(r.Treatment, Rows.Contacts(r.Treatment))), RatioEstimate.FromMoments(Warehouse(r.Control, Rows.Contacts(r.Control))), -1, 1)));

        foreach (var (name, test) in new (string, Func<SampleMoments, SampleMoments, Found>)[]
        {
            ("Dunnett", (a, b) => Of(ManyToOneTest.Dunnett([a, a.Scale(2)], b).Comparisons[0])),
            ("Tukey", (a, b) => Of(PairwiseTest.Tukey([b, a, a.Scale(2)]).Comparisons[0])),
            ("Games–Howell", (a, b) => Of(PairwiseTest.GamesHowell([b, a, a.Scale(2)]).Comparisons[0])),
        })
        {
            yield return (name, r => test(SampleMoments.FromSample(r.Treatment), SampleMoments.FromSample(r.Control)), r => test(Warehouse(r.Treatment), Warehouse(r.Control)));
        }
    }

    private static Found Of(ArmComparison c) => new(c.Estimate, c.StandardError, c.PValue, c.LogPValue, c.Interval, c.Warnings, c.ToString());

    private static Found Of(ExactTest c) => new(c.Estimate, Figure.Undefined(UndefinedReason.NoObservations), c.PValue, c.LogPValue, c.Interval, c.Warnings, c.ToString());

    private static Found Of(EquivalenceTest c) => new(c.Comparison.Estimate, c.Comparison.StandardError, c.PValue, c.LogPValue, c.Comparison.Interval, c.Comparison.Warnings, c.ToString());

    private static Found Of(ManyToOneComparison c) => new(c.Comparison.Estimate, c.Comparison.StandardError, c.AdjustedPValue, c.LogAdjustedPValue, c.SimultaneousInterval, c.Comparison.Warnings, c.ToString());

    private static Found Of(PairwiseComparison c) => new(c.Comparison.Estimate, c.Comparison.StandardError, c.AdjustedPValue, c.LogAdjustedPValue, c.SimultaneousInterval, c.Comparison.Warnings, c.ToString());

    private static ProportionCounts Counted(double[] values) => ProportionCounts.FromOutcomes(Rows.Outcomes(values));

    // SELECT SUM(outcome), COUNT(*)
    private static ProportionCounts Sent(double[] values) => new(values.Count(v => v > 0), values.Length);

    // SELECT COUNT(x), AVG(x), VAR_SAMP(x), and the skewness; by the textbook's two passes, not by our own code.
    private static SampleMoments Warehouse(double[] x)
    {
        if (x.Length == 0)
        {
            return default;
        }

        double mean = x.Average(), squares = x.Sum(v => (v - mean) * (v - mean)), cubes = x.Sum(v => (v - mean) * (v - mean) * (v - mean));
        return squares > 0
            ? SampleMoments.FromSummary(x.Length, mean, squares / (x.Length - 1), cubes / x.Length / Math.Pow(squares / x.Length, 1.5))
            : SampleMoments.FromSummary(x.Length, mean, 0);
    }

    private static MomentMatrix Warehouse(params double[][] columns)
    {
        var n = columns[0].Length;
        var means = columns.Select(c => n == 0 ? 0 : c.Average()).ToArray();
        double Covariance(int i, int j) => n < 2 ? 0 : columns[i].Zip(columns[j], (a, b) => (a - means[i]) * (b - means[j])).Sum() / (n - 1);
        return MomentMatrix.FromSummary(n, means, [.. Enumerable.Range(0, columns.Length * columns.Length).Select(k => Covariance(k / columns.Length, k % columns.Length))]);
    }

    private static double[] Held(double[] values) => [.. values.Select(v => Math.Min(40, Math.Max(-5, v)))];

    private static double[] BySum(double[] values, long[] households) => [.. households.Distinct().Select(h => values.Where((_, i) => households[i] == h).Sum())];

    private static GrowthOfAverage OfHouseholds(double[] values)
    {
        var homes = Rows.Households(values);
        return GrowthOfAverage.FromHouseholds(Warehouse(BySum(values, homes), BySum(Rows.After(values), homes)), values.Length);
    }

    private static GrowthOfRate Rate(double[] values) => GrowthOfRate.Of(Rows.Outcomes(values), Rows.OutcomesAfter(values), Rows.Households(values));

    private static GrowthOfRate RateOfHouseholds(double[] values)
    {
        var homes = Rows.Households(values);
        double[] Sum(bool[] flags) => BySum([.. flags.Select(f => f ? 1.0 : 0)], homes);
        var everybody = Sum([.. values.Select(_ => true)]);
        return GrowthOfRate.FromMoments(Warehouse(Sum(Rows.Outcomes(values)), everybody, Sum(Rows.OutcomesAfter(values)), everybody), isClustered: true);
    }
}
