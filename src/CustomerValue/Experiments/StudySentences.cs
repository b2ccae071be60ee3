namespace CustomerValue.Experiments;

/// <summary>The sentences of a study's verdict.</summary>
internal static class StudySentences
{
    private const double Noteworthy = 0.05;

    public static string Design(ThreeGroupStudy study)
    {
        if (study.SampleRatio is not { } ratio)
        {
            return "The groups were chosen, not drawn. A naive difference of such groups is not an effect: it mixes what was done with how they were picked.";
        }

        var unit = study.Options.DrawnByCustomer ? "customers" : "households";
        if (study.IsWithheld)
        {
            return $"Lots were to be drawn, but the groups' {unit} contradict the plan (p {StudyWords.PValue(ratio.PValue)}): assignment, logging or filtering is broken. No difference is shown until that is found.";
        }

        var fit = $"the groups' {unit} fit the plan (p {StudyWords.PValue(ratio.PValue)}).";
        return study.Options.Design == StudyDesign.Randomized
            ? $"Lots decided who came into which group, and {fit} A difference of groups is an effect."
            : $"The model chose whom to recommend; lots decided who of them was marketed to, and {fit} Marketing − recommended is an effect, the other differences are not.";
    }

    public static string Numbers(ThreeGroupStudy study)
    {
        var table = study.Table;
        string Of(StudyGroup group) => $"{StudyWords.Count(table.Group(group).Customers)} {StudyWords.Name(group)}";
        var text = $"{StudyWords.Count(table.Customers)} customers in {StudyWords.Count(table.Households)} households"
            + (study.Branches > 0 ? $" of {StudyWords.Count(study.Branches)} branches" : string.Empty)
            + $": {Of(StudyGroup.Marketing)}, {Of(StudyGroup.Recommended)}, {Of(StudyGroup.NonRecommended)}";
        return text + (table.CustomersLeftOut > 0
            ? $"; {StudyWords.Count(table.CustomersLeftOut)} of them are left out of the differences, their households being in several groups ({StudyWords.Count(table.CrossingHouseholds)}) or closed ({StudyWords.Count(table.ClosedHouseholds)})."
            : "; none is left out of the differences.");
    }

    public static string Conventions(ThreeGroupStudy study)
    {
        var level = StudyWords.Percent(study.Options.Level);
        var adjusted = study.Covariates.Count > 0
            ? $" Weighted and doubly robust figures are about the customers of the first group of a pair and allow for {string.Join(", ", study.Covariates)}."
            : " No covariates were given, so nothing is weighted or adjusted.";
        return $"Growth is that of the average, Σ after ÷ Σ before − 1. {level} intervals hold for the three pairs of a measure together, not across measures.{(study.IsWithheld ? string.Empty : adjusted)}";
    }

    public static IEnumerable<string> Findings(ThreeGroupStudy study)
    {
        if (study.IsWithheld)
        {
            yield break;
        }

        foreach (var (minuend, subtrahend) in StudyContrasts.Pairs)
        {
            foreach (var measure in new[] { StudyMeasure.Assets, StudyMeasure.AssetEnhancement, StudyMeasure.Promotion })
            {
                yield return study.Options.IsDrawn(minuend, subtrahend) ? Drawn(study, measure, minuend, subtrahend) : Chosen(study, measure, minuend, subtrahend);
            }
        }
    }

    public static IEnumerable<string> Assumptions(ThreeGroupStudy study)
    {
        if (study.Estimates.Any(e => IsSame(e.Assumption, StudyWords.ByLot)))
        {
            yield return "Where lots decided between two groups, their naive and regression-adjusted figures need nothing but that the lots were kept.";
        }

        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var estimate in study.Estimates)
        {
            var isNew = estimate.Assumption.Length > 0 && !IsSame(estimate.Assumption, StudyWords.ByLot) && estimate.Comparison.Estimate.IsDefined;
            if (isNew && seen.Add(estimate.Assumption))
            {
                var name = StudyWords.Name(estimate.Estimator, estimate.Measure);
                yield return IsSame(estimate.Assumption, StudyWords.Chosen) ? StudyWords.Chosen
                    : $"\"{Capital(name)}\"{(estimate.Measure == StudyMeasure.AssetEnhancement && estimate.Estimator == StudyEstimator.Naive ? " growth rates" : string.Empty)} would be an effect if: {estimate.Assumption}";
            }
        }
    }

    public static IEnumerable<string> Cautions(ThreeGroupStudy study)
    {
        if (study.IsWithheld)
        {
            yield break;
        }

        foreach (var (minuend, subtrahend) in StudyContrasts.Pairs)
        {
            if (!study.Options.IsDrawn(minuend, subtrahend) && study.Preferred(StudyMeasure.Assets, minuend, subtrahend) is { } adjusted
                && study.Estimate(StudyMeasure.Assets, minuend, subtrahend, StudyEstimator.Naive).Comparison.Estimate is { IsDefined: true } naive
                && !adjusted.Comparison.Interval.Contains(naive.Value))
            {
                yield return $"{Capital(minuend, subtrahend)}: the naive difference in assets, {StudyWords.Difference(StudyMeasure.Assets, naive.Value)}, lies outside the interval of \"{StudyWords.Name(adjusted.Estimator, adjusted.Measure)}\". It may mostly say how the groups were picked; do not quote it as an effect.";
            }
        }

        foreach (var sentence in Trends(study).Concat(Overlaps(study)).Concat(Hidden(study)))
        {
            yield return sentence;
        }

        foreach (var warning in study.Estimates.SelectMany(e => e.Comparison.Warnings).Distinct().OrderBy(w => w))
        {
            if (warning != ComparisonWarning.GroupsWereChosen)
            {
                yield return warning.Explain();
            }
        }

        foreach (var problem in study.Estimates.Select(e => e.Problem).Concat(study.Balance.Select(b => b.Problem)).Where(p => p.Length > 0).Distinct(StringComparer.Ordinal))
        {
            yield return problem;
        }
    }

    private static IEnumerable<string> Trends(ThreeGroupStudy study)
    {
        var isKnown = false;
        foreach (var trend in study.PreTrends)
        {
            if (study.Options.IsDrawn(trend.Minuend, trend.Subtrahend))
            {
                continue;
            }

            isKnown |= trend.CanBeChecked;
            if (trend.CanBeChecked && trend.Test.PValue.Value < Noteworthy)
            {
                yield return $"{Capital(trend.Minuend, trend.Subtrahend)}, {StudyWords.Name(trend.Measure)}: the groups moved apart before the campaign already (p {StudyWords.PValue(trend.Test.PValue.Value)}), so that change against change is not to be taken as an effect.";
            }
        }

        if (!isKnown && study.Options.Design != StudyDesign.Randomized)
        {
            yield return "Whether the groups moved alike before the campaign cannot be checked: the panel needs two or more moments before it.";
        }
        else if (isKnown)
        {
            yield return "Groups that moved alike before the campaign need not have gone on so; the bounds say how far they might part before a finding falls.";
        }
    }

    private static IEnumerable<string> Overlaps(ThreeGroupStudy study)
    {
        foreach (var balance in study.Balance)
        {
            if (balance.Overlap is { TreatedOutside: > 0.01 } overlap)
            {
                yield return $"{Capital(balance.Minuend, balance.Subtrahend)}: {StudyWords.Number(100 * overlap.TreatedOutside, "0.0")} % of the {StudyWords.Name(balance.Minuend)} customers resemble nobody of the other group.";
            }
        }
    }

    private static IEnumerable<string> Hidden(ThreeGroupStudy study)
    {
        foreach (var finding in study.Sensitivity)
        {
            if (finding.Measure is StudyMeasure.Assets or StudyMeasure.Promotion && finding.EValue.Limit is { IsDefined: true, Value: > 1 } limit)
            {
                yield return $"{Capital(finding.Minuend, finding.Subtrahend)}, {StudyWords.Name(finding.Measure)}: something left out that goes with both group and outcome by a risk ratio of {StudyWords.Number(limit.Value, "0.00")} each could make the doubly robust figure nothing (E-value of the limit).";
            }
        }
    }

    private static string Drawn(ThreeGroupStudy study, StudyMeasure measure, StudyGroup minuend, StudyGroup subtrahend)
    {
        if (study.Preferred(measure, minuend, subtrahend) is not { } estimate)
        {
            return Missing(study, measure, minuend, subtrahend);
        }

        var (value, range) = (estimate.Comparison.Estimate.Value, StudyWords.Range(measure, estimate.SimultaneousInterval));
        var what = $"{StudyWords.Name(measure)}, {StudyWords.Unit(measure)}";
        return estimate.SimultaneousInterval.Contains(0)
            ? $"{Capital(minuend, subtrahend)}: no effect is shown on {what}: {StudyWords.Difference(measure, value)} {range}."
            : $"{Capital(minuend, subtrahend)}: an effect of {StudyWords.Difference(measure, value)} {range} on {what} ({StudyWords.Name(estimate.Estimator, measure)}).";
    }

    private static string Chosen(ThreeGroupStudy study, StudyMeasure measure, StudyGroup minuend, StudyGroup subtrahend)
    {
        var naive = study.Estimate(measure, minuend, subtrahend, StudyEstimator.Naive);
        if (!naive.Comparison.Estimate.IsDefined)
        {
            return Missing(study, measure, minuend, subtrahend);
        }

        var start = $"{Capital(minuend, subtrahend)}, {StudyWords.Name(measure)}, {StudyWords.Unit(measure)}: naive {StudyWords.Difference(measure, naive.Comparison.Estimate.Value)} {StudyWords.Range(measure, naive.SimultaneousInterval)}, which is not an effect";
        if (study.Preferred(measure, minuend, subtrahend) is not { } estimate)
        {
            return start + "; nothing better can be given.";
        }

        var figure = $"{StudyWords.Name(estimate.Estimator, measure)} {StudyWords.Difference(measure, estimate.Comparison.Estimate.Value)} {StudyWords.Range(measure, estimate.SimultaneousInterval)}";
        return estimate.SimultaneousInterval.Contains(0)
            ? $"{start}; {figure}, which cannot be told from nothing."
            : $"{start}; {figure}, an effect only if its assumption holds.";
    }

    private static string Missing(ThreeGroupStudy study, StudyMeasure measure, StudyGroup minuend, StudyGroup subtrahend) =>
        $"{Capital(minuend, subtrahend)}, {StudyWords.Name(measure)}: nothing can be said ({study.Estimate(measure, minuend, subtrahend, StudyEstimator.Naive).Comparison.Estimate.Reason}).";

    private static bool IsSame(string first, string second) => string.Equals(first, second, StringComparison.Ordinal);

    private static string Capital(StudyGroup minuend, StudyGroup subtrahend) => Capital(StudyWords.Pair(minuend, subtrahend));

    private static string Capital(string text) => char.ToUpperInvariant(text[0]) + text.Substring(1);
}
