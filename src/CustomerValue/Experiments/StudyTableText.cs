using System.Globalization;
using System.Text;

namespace CustomerValue.Experiments;

/// <summary>The study table for a reader at a branch.</summary>
internal static class StudyTableText
{
    private const int Label = 34, Column = 30;

    private static readonly StudyGroup[] Order = [StudyGroup.Marketing, StudyGroup.Recommended, StudyGroup.NonRecommended];

    public static string Of(StudyTable table)
    {
        var text = new StringBuilder();
        var level = (100 * table.Options.Level).ToString("0.##", CultureInfo.InvariantCulture);
        text.Append("Three-group study, groups ").Append(DesignOf(table.Options.Design))
            .Append("; unit customer (").Append(Guard.Text(table.Customers)).Append("), cluster household (").Append(Guard.Text(table.Households))
            .Append("); ").Append(level).Append(" % intervals\n");
        Groups(text, table);
        text.Append("\nDifferences in percentage points; the three of a measure hold jointly at ").Append(level).Append(" %\n");
        foreach (var contrast in table.Contrasts)
        {
            Contrast(text, contrast);
        }

        Whole(text, table);
        return text.ToString();
    }

    /// <summary>One column a group.</summary>
    public static void Groups(StringBuilder text, StudyTable table)
    {
        Row(text, string.Empty, table, row => StudyWords.Name(row.Group));
        Row(text, "customers", table, row => Guard.Text(row.Customers));
        Row(text, "households", table, row => Guard.Text(row.Households));
        Row(text, "assets before, average household", table, row => Money(row.Households, row.HouseholdAssetsBefore.Mean, row.HouseholdAssetsBeforeInterval));
        Row(text, "assets after, average household", table, row => Money(row.Households, row.HouseholdAssetsAfter.Mean, row.HouseholdAssetsAfterInterval));
        Row(text, "assets before, average customer", table, row => Money(row.Customers, row.AssetsBefore.Value.ValueOrNaN, row.AssetsBefore.Interval));
        Row(text, "assets after, average customer", table, row => Money(row.Customers, row.AssetsAfter.Value.ValueOrNaN, row.AssetsAfter.Interval));
        Row(text, "asset enhancement rate", table, row => Estimate(row.AssetEnhancement));
        if (table.Options.Years != 1)
        {
            Row(text, "  a year, compounded", table, row => Annual(row.AnnualGrowth));
        }

        Row(text, "average of growths", table, row => Percent(row.MeanOfGrowths));
        Row(text, "promotion rate, of all", table, row => Estimate(row.Promotion));
        Row(text, "promotion rate, of those able", table, row => Estimate(row.PromotionOfEligible));
        if (table.Groups[0].PromotionChange.Value.Reason != UndefinedReason.NoObservations)
        {
            Row(text, "  change on the period before", table, row => Estimate(row.PromotionChange));
        }
    }

    private static void Row(StringBuilder text, string label, StudyTable table, Func<StudyGroupRow, string> cell)
    {
        text.Append(label.PadRight(Label));
        foreach (var group in Order)
        {
            text.Append("  ").Append(cell(table.Group(group)).PadLeft(Column));
        }

        text.Append('\n');
    }

    private static void Contrast(StringBuilder text, StudyContrast contrast)
    {
        var measure = contrast.Measure switch
        {
            StudyMeasure.AssetEnhancement => "asset enhancement",
            StudyMeasure.Promotion => "promotion, of all",
            StudyMeasure.PromotionOfEligible => "promotion, of those able",
            _ => "change of promotion",
        };
        var estimate = contrast.Comparison.Estimate;
        var interval = contrast.SimultaneousInterval;
        text.Append(measure.PadRight(26)).Append(StudyWords.Pair(contrast.Minuend, contrast.Subtrahend).PadRight(32))
            .Append((estimate.IsDefined ? Points(estimate.Value) : estimate.ToString()).PadLeft(8))
            .Append(estimate.IsDefined && !double.IsInfinity(interval.Width) ? $"  [{Points(interval.Lower)}, {Points(interval.Upper)}]".PadRight(22) : string.Empty)
            .Append(contrast.AdjustedPValue.IsDefined ? "  adjusted p " + StudyWords.PValue(contrast.AdjustedPValue.Value) : string.Empty)
            .Append('\n');
    }

    private static void Whole(StringBuilder text, StudyTable table)
    {
        text.Append("\nThe whole: ").Append(table.TotalBefore.ToString("#,0", CultureInfo.InvariantCulture)).Append(" to ")
            .Append(table.TotalAfter.ToString("#,0", CultureInfo.InvariantCulture)).Append(" in ").Append(Guard.Text(table.Options.Years))
            .Append(table.Options.Years == 1 ? " year, " : " years, ").Append(Annual(table.AnnualGrowth)).Append(" a year, compounded\n");
        text.Append("Crossing households ").Append(Guard.Text(table.CrossingHouseholds)).Append(", closed households ").Append(Guard.Text(table.ClosedHouseholds))
            .Append(" (closed customers ").Append(Guard.Text(table.ClosedCustomers)).Append("); customers left out of the differences ")
            .Append(Guard.Text(table.CustomersLeftOut)).Append('\n');
        text.Append(table.Options.Design switch
        {
            StudyDesign.Chosen => "The groups were chosen, not drawn: a difference mixes what was done with how they were picked, and is not an effect.\n",
            StudyDesign.RandomizedCampaign => "Lots decided who of the recommended was marketed to; differences with the non-recommended mix what was done with how they were picked.\n",
            _ => string.Empty,
        });

        foreach (var warning in table.Warnings)
        {
            if (warning != ComparisonWarning.GroupsWereChosen)
            {
                text.Append("Note: ").Append(Sentence(warning)).Append('\n');
            }
        }
    }

    private static string DesignOf(StudyDesign design) => design switch
    {
        StudyDesign.Chosen => "chosen",
        StudyDesign.Randomized => "randomized",
        _ => "recommended by the model, marketed to by lots",
    };

    private static string Annual(AnnualGrowth growth) => !growth.Growth.IsDefined || double.IsInfinity(growth.Interval.Width)
        ? Percent(growth.Growth)
        : $"{Percent(growth.Growth)} [{(100 * growth.Interval.Lower).ToString("0.0", CultureInfo.InvariantCulture)}, {(100 * growth.Interval.Upper).ToString("0.0", CultureInfo.InvariantCulture)}]";

    private static string Sentence(ComparisonWarning warning) => warning switch
    {
        ComparisonWarning.EmptyArm => "a group is empty; it is not compared.",
        ComparisonWarning.TooFewObservations => "a group has one household only; no error can be given.",
        ComparisonWarning.Degenerate => "a difference has no variation at all; its p-value is a convention.",
        ComparisonWarning.SkewTimesImbalance => "balances are skewed and groups differ in size: one tail's error is off by more than half of its 2.5 %.",
        ComparisonWarning.FewClusters => "a group has fewer than 50 households: clustered errors are too small on average.",
        ComparisonWarning.PValueUnderflow => "a p-value is too small for a double and reads 0; its logarithm is kept.",
        _ => warning.ToString(),
    };

    private static string Money(int count, double value, ConfidenceInterval interval) => count == 0 ? "–"
        : double.IsInfinity(interval.Width) ? Whole(value)
        : $"{Whole(value)} [{Whole(interval.Lower)}, {Whole(interval.Upper)}]";

    private static string Whole(double value) => value.ToString("#,0", CultureInfo.InvariantCulture);

    private static string Points(double value) => (100 * value).ToString("+0.0;-0.0;0.0", CultureInfo.InvariantCulture);

    private static string Percent(Figure figure) => figure.IsDefined ? (100 * figure.Value).ToString("0.0", CultureInfo.InvariantCulture) + " %" : figure.Reason.ToString();

    private static string Estimate(ClusteredEstimate estimate) => !estimate.Value.IsDefined || double.IsInfinity(estimate.Interval.Width)
        ? Percent(estimate.Value)
        : $"{Percent(estimate.Value)} [{(100 * estimate.Interval.Lower).ToString("0.0", CultureInfo.InvariantCulture)}, {(100 * estimate.Interval.Upper).ToString("0.0", CultureInfo.InvariantCulture)}]";
}
