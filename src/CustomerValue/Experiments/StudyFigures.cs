using CustomerValue.Numerics;
using CustomerValue.Statistics;

namespace CustomerValue.Experiments;

/// <summary>Every figure of one group, with the influence of each household on it.</summary>
internal sealed class StudyFigures
{
    private const int Measures = 4;

    private readonly Figure[] values = new Figure[Measures];
    private readonly ClusterSums[] influences = new ClusterSums[Measures];

    public StudyFigures(StudyPanel panel, StudyGroup group, Func<int, bool> belongs)
    {
        var rows = new List<int>();
        for (var row = 0; row < panel.Count; row++)
        {
            if (panel.Groups[row] == group && belongs(row))
            {
                rows.Add(row);
            }
        }

        Customers = rows.Count;
        for (var m = 0; m < Measures; m++)
        {
            influences[m] = new ClusterSums(panel.HouseholdCount);
        }

        Before = new ClusterSums(panel.HouseholdCount);
        After = new ClusterSums(panel.HouseholdCount);
        Count(panel, rows);
        SumAssets(panel, rows);
        Influence(panel, rows);
    }

    public int Customers { get; }

    public double MeanBefore { get; private set; }

    public double MeanAfter { get; private set; }

    public ClusterSums Before { get; }

    public ClusterSums After { get; }

    public SampleMoments HouseholdsBefore { get; private set; }

    public SampleMoments HouseholdsAfter { get; private set; }

    public ProportionCounts Promotion { get; private set; }

    public ProportionCounts PromotionOfEligible { get; private set; }

    public Figure MeanOfGrowths { get; private set; }

    public int ZeroBases { get; private set; }

    public Figure Value(StudyMeasure measure) => values[(int)measure];

    public StudyFigure FigureOf(StudyMeasure measure) => new(Value(measure), Influences(measure));

    /// <summary>Mean of a number over some rows of one group.</summary>
    public static StudyFigure MeanOf(StudyPanel panel, int[] rows, Func<int, double> value)
    {
        var values = Array.ConvertAll(rows, row => value(row));
        var mean = SampleMoments.FromSample(values).Mean;
        var sums = new ClusterSums(panel.HouseholdCount);
        for (var i = 0; i < rows.Length; i++)
        {
            sums.Add(panel.Households[rows[i]], ClusterSums.Residual(values[i], mean) / rows.Length);
        }

        return new StudyFigure(rows.Length == 0 ? Figure.Undefined(UndefinedReason.EmptyArm) : Figure.Of(mean), sums);
    }

    public ClusterSums Influences(StudyMeasure measure) => influences[(int)measure];

    private void Count(StudyPanel panel, List<int> rows)
    {
        long risen = 0, able = 0, risenAble = 0, risenBefore = 0;
        foreach (var row in rows)
        {
            risen += panel.IsPromoted(row) ? 1 : 0;
            able += panel.CanRise(row) ? 1 : 0;
            risenAble += panel.CanRise(row) && panel.IsPromoted(row) ? 1 : 0;
            risenBefore += panel.HasPeriodBefore && panel.WasPromotedBefore(row) ? 1 : 0;
        }

        Promotion = new ProportionCounts(risen, rows.Count);
        PromotionOfEligible = new ProportionCounts(risenAble, able);
        var empty = Figure.Undefined(UndefinedReason.EmptyArm);
        Set(StudyMeasure.Promotion, rows.Count == 0 ? empty : Promotion.Rate);
        Set(StudyMeasure.PromotionOfEligible, rows.Count == 0 ? empty : able == 0 ? Figure.Undefined(UndefinedReason.NoneEligible) : PromotionOfEligible.Rate);
        Set(StudyMeasure.PromotionChange, rows.Count == 0 ? empty : !panel.HasPeriodBefore ? Figure.Undefined(UndefinedReason.NoObservations) : Figure.Of((double)(risen - risenBefore) / rows.Count));
    }

    private void SumAssets(StudyPanel panel, List<int> rows)
    {
        var before = new double[rows.Count];
        var after = new double[rows.Count];
        var growths = default(SampleMoments);
        var isInfinite = false;
        for (var i = 0; i < before.Length; i++)
        {
            before[i] = panel.Before[rows[i]];
            after[i] = panel.After[rows[i]];
            var growth = before[i] > 0 ? (after[i] - before[i]) / before[i] : 0;
            isInfinite |= double.IsInfinity(growth);
            growths = before[i] > 0 && !double.IsInfinity(growth) ? growths.Add(growth) : growths;
            ZeroBases += before[i] > 0 ? 0 : 1;
        }

        MeanBefore = SampleMoments.FromSample(before).Mean;
        MeanAfter = SampleMoments.FromSample(after).Mean;
        MeanOfGrowths = isInfinite ? Figure.Undefined(UndefinedReason.Infinite)
            : growths.Count > 0 ? Figure.Of(growths.Mean)
            : Figure.Undefined(rows.Count == 0 ? UndefinedReason.EmptyArm : UndefinedReason.ZeroBase);
        Set(StudyMeasure.AssetEnhancement, rows.Count == 0 ? Figure.Undefined(UndefinedReason.EmptyArm)
            : MeanBefore == 0 ? Figure.Undefined(UndefinedReason.ZeroBase)
            : MeanBefore < 0 ? Figure.Undefined(UndefinedReason.NegativeBase)
            : Figure.Of((MeanAfter - MeanBefore) / MeanBefore));
        HouseholdsBefore = ByHousehold(panel, rows, before);
        HouseholdsAfter = ByHousehold(panel, rows, after);
    }

    private void Influence(StudyPanel panel, List<int> rows)
    {
        double n = rows.Count, able = PromotionOfEligible.Trials;
        var enhancement = Value(StudyMeasure.AssetEnhancement);
        var ratio = enhancement.IsDefined ? MeanAfter / MeanBefore : 0;
        double rate = Value(StudyMeasure.Promotion).ValueOrNaN, rateOfAble = Value(StudyMeasure.PromotionOfEligible).ValueOrNaN, change = Value(StudyMeasure.PromotionChange).ValueOrNaN;
        foreach (var row in rows)
        {
            var household = panel.Households[row];
            double b = panel.Before[row], a = panel.After[row], risen = panel.IsPromoted(row) ? 1 : 0;
            Before.Add(household, (b - MeanBefore) / n);
            After.Add(household, (a - MeanAfter) / n);
            Influences(StudyMeasure.AssetEnhancement).Add(household, enhancement.IsDefined ? ClusterSums.Residual(a, ratio * b) / MeanBefore / n : 0);
            Influences(StudyMeasure.Promotion).Add(household, (risen - rate) / n);
            if (panel.CanRise(row))
            {
                Influences(StudyMeasure.PromotionOfEligible).Add(household, (risen - rateOfAble) / able);
            }

            if (panel.HasPeriodBefore)
            {
                Influences(StudyMeasure.PromotionChange).Add(household, (risen - (panel.WasPromotedBefore(row) ? 1 : 0) - change) / n);
            }
        }
    }

    private void Set(StudyMeasure measure, Figure value) => values[(int)measure] = value;

    private static SampleMoments ByHousehold(StudyPanel panel, List<int> rows, double[] assets)
    {
        var sums = new double[panel.HouseholdCount];
        var isHere = new bool[panel.HouseholdCount];
        for (var i = 0; i < assets.Length; i++)
        {
            var household = panel.Households[rows[i]];
            sums[household] += assets[i];
            isHere[household] = true;
        }

        var kept = new List<double>();
        for (var household = 0; household < sums.Length; household++)
        {
            if (isHere[household])
            {
                kept.Add(sums[household]);
            }
        }

        return SampleMoments.FromSample([.. kept]);
    }
}
