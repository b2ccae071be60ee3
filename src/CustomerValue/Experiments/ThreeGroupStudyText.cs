using System.Text;

namespace CustomerValue.Experiments;

/// <summary>A three-group study for a reader at a branch.</summary>
internal static class ThreeGroupStudyText
{
    private const int Label = 34, Column = 34;

    public static string Of(ThreeGroupStudy study)
    {
        var text = new StringBuilder();
        text.Append("Three-group study\n").Append(study.Verdict.Design).Append('\n').Append(study.Verdict.Numbers).Append('\n').Append(study.Verdict.Unit).Append("\n\n");
        StudyTableText.Groups(text, study.Table);
        if (!study.IsWithheld)
        {
            Estimates(text, study);
            Balance(text, study);
            Trends(text, study);
            Sensitivity(text, study);
            Returns(text, study);
        }

        Verdict(text, study);
        return text.ToString();
    }

    private static void Estimates(StringBuilder text, ThreeGroupStudy study)
    {
        text.Append("\nDifferences, with intervals that hold for the three pairs of a measure together\n");
        Line(text, string.Empty, pair => StudyWords.Pair(pair.Minuend, pair.Subtrahend));
        foreach (var measure in study.Estimates.GroupBy(e => e.Measure))
        {
            text.Append(StudyWords.Name(measure.Key)).Append(", ").Append(StudyWords.Unit(measure.Key)).Append('\n');
            foreach (var estimator in measure.GroupBy(e => e.Estimator))
            {
                Line(text, "  " + StudyWords.Name(estimator.Key, measure.Key), pair => Cell(estimator.FirstOrDefault(e => e.Minuend == pair.Minuend && e.Subtrahend == pair.Subtrahend)));
            }
        }

        text.Append(study.Options.Design switch
        {
            StudyDesign.Chosen => "The groups were chosen: no naive difference is an effect, and no other is one unless its assumption holds.\n",
            StudyDesign.RandomizedCampaign => "Only marketing − recommended was decided by lots; no other naive difference is an effect.\n",
            _ => string.Empty,
        });
    }

    private static void Balance(StringBuilder text, ThreeGroupStudy study)
    {
        if (study.Balance.Count == 0)
        {
            return;
        }

        text.Append("\nHow alike the groups are in what was known before (standardized differences; above 0.1 noteworthy)\n");
        foreach (var balance in study.Balance)
        {
            text.Append(StudyWords.Pair(balance.Minuend, balance.Subtrahend).PadRight(Label)).Append("  largest ").Append(Size(balance.Before.Largest));
            if (balance is { After: { } after, Overlap: { } overlap })
            {
                text.Append(", weighted ").Append(Size(after.Largest)).Append("; ").Append(StudyWords.Count(balance.Comparison)).Append(' ').Append(StudyWords.Name(balance.Subtrahend))
                    .Append(" customers amount to ").Append(StudyWords.Count(balance.EffectiveComparison.Value)).Append("; without counterpart ")
                    .Append(StudyWords.Number(100 * overlap.TreatedOutside, "0.0")).Append(" %\n");
            }
            else
            {
                text.Append("; cannot be weighted: ").Append(balance.Problem).Append('\n');
            }
        }
    }

    private static void Trends(StringBuilder text, ThreeGroupStudy study)
    {
        text.Append("\nHow the groups moved before the campaign\n");
        if (!study.PreTrends.Any(t => t.CanBeChecked))
        {
            text.Append("cannot be checked: the panel needs two or more moments before the campaign\n");
            return;
        }

        foreach (var trend in study.PreTrends.Where(t => t.CanBeChecked))
        {
            text.Append(StudyWords.Pair(trend.Minuend, trend.Subtrahend).PadRight(Label)).Append("  ").Append(StudyWords.Name(trend.Measure).PadRight(20))
                .Append(trend.Test.PValue.Value < 0.05 ? "moved apart, p " : "no drift seen, p ").Append(StudyWords.PValue(trend.Test.PValue.Value)).Append("; change against change, if steps depart by ")
                .Append(StudyWords.Number(trend.Bound.Magnitude, "0.##")).Append("× the largest earlier one: ").Append(StudyWords.Range(trend.Measure, trend.Bound.Interval))
                .Append(trend.BreakdownMagnitude.IsDefined ? $", above nothing up to {StudyWords.Number(trend.BreakdownMagnitude.Value, "0.0")}×" : string.Empty).Append('\n');
        }
    }

    private static void Sensitivity(StringBuilder text, ThreeGroupStudy study)
    {
        if (study.Sensitivity.Count == 0)
        {
            return;
        }

        text.Append("\nHow strong something left out would have to be (E-value: 1 needs nothing)\n");
        foreach (var finding in study.Sensitivity)
        {
            text.Append(StudyWords.Pair(finding.Minuend, finding.Subtrahend).PadRight(Label)).Append("  ").Append(StudyWords.Name(finding.Measure).PadRight(30))
                .Append(StudyWords.Number(finding.EValue.Estimate, "0.00")).Append(", for the interval ").Append(Size(finding.EValue.Limit))
                .Append(finding.Robustness is { } value ? $"; or explain {StudyWords.Number(100 * value.Value, "0.0")} % of what is left of both" : string.Empty).Append('\n');
        }
    }

    private static void Returns(StringBuilder text, ThreeGroupStudy study)
    {
        if (study.Returns.Count == 0)
        {
            return;
        }

        text.Append("\nReturn on the campaign's cost of ").Append(StudyWords.Count(study.Returns[0].Return.Cost)).Append(" (1 pays back what was spent; as good as the estimate behind it)\n");
        foreach (var item in study.Returns)
        {
            var value = item.Return.Return;
            text.Append(("against " + StudyWords.Name(item.Estimate.Subtrahend)).PadRight(Label)).Append("  ").Append(StudyWords.Name(item.Estimate.Estimator, StudyMeasure.Assets).PadRight(30))
                .Append(value.IsDefined ? $"{StudyWords.Number(value.Value, "0.00")} [{StudyWords.Number(item.Return.Interval.Lower, "0.00")}, {StudyWords.Number(item.Return.Interval.Upper, "0.00")}]" : value.Reason.ToString());
            text.Append(item.Estimate is { Estimator: StudyEstimator.Naive, IsByLot: false } ? "  not a return: the groups were chosen\n" : "\n");
        }
    }

    private static void Verdict(StringBuilder text, ThreeGroupStudy study)
    {
        text.Append("\nVerdict\n").Append("  • ").Append(study.Verdict.Conventions).Append('\n');
        foreach (var sentence in study.Verdict.Findings.Concat(study.Verdict.Assumptions).Concat(study.Verdict.Cautions))
        {
            text.Append("  • ").Append(sentence).Append('\n');
        }
    }

    private static void Line(StringBuilder text, string label, Func<(StudyGroup Minuend, StudyGroup Subtrahend), string> cell)
    {
        text.Append(label.PadRight(Label));
        foreach (var pair in StudyContrasts.Pairs)
        {
            text.Append("  ").Append(cell(pair).PadLeft(Column));
        }

        text.Append('\n');
    }

    private static string Cell(StudyEstimate? estimate) => estimate is null ? "–"
        : !estimate.Comparison.Estimate.IsDefined ? estimate.Comparison.Estimate.Reason.ToString()
        : $"{StudyWords.Difference(estimate.Measure, estimate.Comparison.Estimate.Value)} {StudyWords.Range(estimate.Measure, estimate.SimultaneousInterval)}";

    private static string Size(Figure figure) => figure.IsDefined ? StudyWords.Number(Math.Abs(figure.Value), "0.00") : figure.Reason.ToString();
}
