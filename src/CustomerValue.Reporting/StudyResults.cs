using CustomerValue.Experiments;

namespace CustomerValue.Reporting;

/// <summary>What a chart or report of the trade takes from a three-group study.</summary>
internal static class StudyResults
{
    private const double Noteworthy = 0.05;

    private static readonly StudyMeasure[] Compared = [StudyMeasure.Promotion, StudyMeasure.PromotionOfEligible, StudyMeasure.AssetEnhancement];

    /// <summary>The study's preferred differences of marketing and recommended, where they are not the naive ones.</summary>
    public static ThreeGroupChartOptions Settings(ThreeGroupStudy study, ThreeGroupChartOptions options)
    {
        if (options.LikeWithLike.Count > 0)
        {
            throw new ArgumentException("LikeWithLike must be empty: the study brings its own like-with-like differences.", nameof(options));
        }

        var found = new Dictionary<StudyMeasure, EffectEstimate>();
        foreach (var measure in Compared)
        {
            if (Quoted(study, measure) is { Estimator: not StudyEstimator.Naive } estimate)
            {
                found[measure] = Effect(estimate);
            }
        }

        return options with { LikeWithLike = found };
    }

    /// <summary>How the preferred differences were made, in a few words.</summary>
    public static string Adjustment(Words words, ThreeGroupStudy study)
    {
        var methods = Compared.Select(m => Quoted(study, m)).Where(e => e is { Estimator: not StudyEstimator.Naive })
            .Select(e => Name(words, e!.Estimator, StudyMeasure.Assets)).Distinct(StringComparer.Ordinal).ToArray();
        var text = string.Join("; ", methods);
        return methods.Length == 0 || study.Covariates.Count == 0 ? text : words.Say("{0}, {1} known traits", text, words.Count(study.Covariates.Count));
    }

    /// <summary>Balance of marketing and recommended, before and after weighting; null where there is none, or too much to read.</summary>
    public static BalanceChart? Balance(Words words, ThreeGroupStudy study, Provenance provenance)
    {
        var balance = study.Balance.FirstOrDefault(b => IsPair(b.Minuend, b.Subtrahend));
        var names = balance?.Before.Rows.Where(r => r.Arm == 1).Select(r => r.Covariate).ToArray();
        if (names is null || names.Length is 0 or > 40)
        {
            return null;
        }

        var isSame = balance!.After is { } after && after.Rows.Where(r => r.Arm == 1).Select(r => r.Covariate).SequenceEqual(names, StringComparer.Ordinal);
        var options = new BalanceChartOptions { ArmName = words.Say("marketing"), ReferenceName = words.Say("recommended"), Method = words.Say("weighting") };
        return BalanceChart.From(balance.Before, isSame ? balance.After : null, provenance, options);
    }

    /// <summary>One measure by every estimator, the preferred one above; null where the raw difference would stand alone.</summary>
    public static EffectsChart? Effects(Words words, ThreeGroupStudy study, StudyMeasure measure, Provenance provenance)
    {
        if (Quoted(study, measure) is not { } quoted)
        {
            return null;
        }

        var rows = new List<EffectRow> { new(Name(words, quoted.Estimator, measure), Effect(quoted)) };
        rows.AddRange(study.Estimates.Where(e => e.Measure == measure && IsPair(e.Minuend, e.Subtrahend))
            .Select(e => new EffectRow(Name(words, e.Estimator, measure), Effect(e)) { Group = words.Say("every estimator") }));
        return EffectsChart.From(rows, provenance, new EffectsChartOptions
        {
            Treatment = words.Say("marketing"),
            Outcome = Noun(words, measure),
            Kind = Kind(measure),
            IsRandomized = quoted.IsByLot,
            Design = words.Say("marketing minus recommended"),
            Adjustment = words.Say("intervals hold jointly for the three pairs of groups"),
        });
    }

    /// <summary>Every difference but the naive ones.</summary>
    public static IEnumerable<KeyValuePair<string, string>> Estimates(Words words, ThreeGroupStudy study)
    {
        foreach (var e in study.Estimates.Where(e => e.Estimator != StudyEstimator.Naive))
        {
            var effect = Effect(e);
            var text = words.Say("not shown");
            if (effect.Estimate.IsDefined && !IsSmall(words, study, e.Minuend, e.Subtrahend))
            {
                text = Text(words, e.Measure, effect.Estimate.Value, effect.Interval) + (e.AdjustedPValue.IsDefined ? ", " + words.Say("adjusted {0}", words.PValue(e.AdjustedPValue.Value)) : string.Empty);
            }

            yield return Fact(words.Say("{0}: {1}, {2}", Noun(words, e.Measure), Pair(words, e.Minuend, e.Subtrahend), Name(words, e.Estimator, e.Measure)), text);
        }
    }

    /// <summary>How the groups moved before, how strong something left out would have to be, and what the campaign returned.</summary>
    public static IEnumerable<KeyValuePair<string, string>> Sensitivity(Words words, ThreeGroupStudy study)
    {
        foreach (var trend in study.PreTrends.Where(t => !IsSmall(words, study, t.Minuend, t.Subtrahend)))
        {
            var name = words.Say("before the campaign: {0}, {1}", Noun(words, trend.Measure), Pair(words, trend.Minuend, trend.Subtrahend));
            if (!trend.CanBeChecked || !trend.Test.PValue.IsDefined)
            {
                yield return Fact(name, words.Say("cannot be checked: that needs two or more moments before the campaign"));
                continue;
            }

            var p = words.PValue(trend.Test.PValue.Value);
            var text = trend.Test.PValue.Value < Noteworthy ? words.Say("moved apart, {0}", p) : words.Say("no drift seen, {0}", p);
            yield return Fact(name, !trend.Bound.CanBeChecked || double.IsInfinity(trend.Bound.Interval.Width) ? text : text + "; " + words.Say(
                "change against change, if later steps depart by {0} times the largest earlier one: {1}",
                words.Plain(trend.Bound.Magnitude, 1), words.Numbers.Range(Kind(trend.Measure), trend.Bound.Interval.Lower, trend.Bound.Interval.Upper, Digits(trend.Measure))));
        }

        foreach (var finding in study.Sensitivity.Where(s => !IsSmall(words, study, s.Minuend, s.Subtrahend)))
        {
            var value = finding.EValue;
            var text = value.Limit.IsDefined ? words.Say("E-value {0}, of the interval {1}", words.Plain(value.Estimate, 2), words.Plain(value.Limit.Value, 2)) : words.Say("E-value {0}", words.Plain(value.Estimate, 2));
            yield return Fact(
                words.Say("something left out: {0}, {1}", Noun(words, finding.Measure), Pair(words, finding.Minuend, finding.Subtrahend)),
                finding.Robustness is { } robust ? text + "; " + words.Say("or {0} of what is left of group and outcome", words.Share(robust.Value)) : text);
        }

        foreach (var item in study.Returns.Where(r => !IsSmall(words, study, r.Estimate.Minuend, r.Estimate.Subtrahend)))
        {
            if (item.Estimate is { Estimator: StudyEstimator.Naive, IsByLot: false })
            {
                continue;
            }

            var back = item.Return;
            yield return Fact(
                words.Say("return on a unit of cost: {0}, {1}", Pair(words, item.Estimate.Minuend, item.Estimate.Subtrahend), Name(words, item.Estimate.Estimator, StudyMeasure.Assets)),
                !back.Return.IsDefined || double.IsInfinity(back.Interval.Width) ? words.Say("not defined")
                    : words.Plain(back.Return.Value, 2) + " (" + words.Numbers.Range(NumberKind.Plain, back.Interval.Lower, back.Interval.Upper, 2) + ")");
        }
    }

    /// <summary>What speaks against the quoted difference, for the manager.</summary>
    public static IEnumerable<string> Limits(Words words, ThreeGroupStudy study)
    {
        if (study.Options.Design != StudyDesign.Chosen || IsSmall(words, study, StudyGroup.Marketing, StudyGroup.Recommended))
        {
            yield break;
        }

        var trends = study.PreTrends.Where(t => IsPair(t.Minuend, t.Subtrahend) && t.CanBeChecked && t.Test.PValue.IsDefined).ToArray();
        if (trends.Length == 0)
        {
            yield return words.Say("Whether the groups moved alike before the campaign cannot be checked: earlier moments are missing.");
        }
        else if (trends.Min(t => t.Test.PValue.Value) is < Noteworthy and var least)
        {
            yield return words.Say("The groups moved apart before the campaign already ({0}): their bare change is not to be taken as an effect.", words.PValue(least));
        }

        if (study.Balance.FirstOrDefault(b => IsPair(b.Minuend, b.Subtrahend))?.Overlap is { TreatedOutside: > 0.01 } overlap)
        {
            yield return words.Say("{0} of the customers marketed to resemble nobody who was only recommended.", words.Share(overlap.TreatedOutside));
        }

        if (study.Sensitivity.FirstOrDefault(s => s.Measure == StudyMeasure.Promotion && IsPair(s.Minuend, s.Subtrahend))?.EValue.Limit is { IsDefined: true, Value: > 1 } limit)
        {
            yield return words.Say("Something unrecorded that goes with group and promotion by a risk ratio of {0} each could explain the gap away.", words.Plain(limit.Value, 2));
        }
    }

    /// <summary>Assumptions and cautions as the study says them, in its own English.</summary>
    public static IReadOnlyList<string> Verdict(Words words, ThreeGroupStudy study)
    {
        StudyGroup[] groups = [StudyGroup.Marketing, StudyGroup.Recommended, StudyGroup.NonRecommended];
        return groups.Any(g => words.IsSmall(study.Table.Group(g).Customers)) ? [words.Say("Not shown: a group is smaller than {0} customers.", words.Count(words.Options.MinimumCell))]
            : [study.Verdict.Design, .. study.Verdict.Assumptions.Concat(study.Verdict.Cautions).Select(Short)];
    }

    /// <summary>The estimate to quote of marketing minus recommended, where it has a finite interval.</summary>
    private static StudyEstimate? Quoted(ThreeGroupStudy study, StudyMeasure measure) =>
        study.Preferred(measure, StudyGroup.Marketing, StudyGroup.Recommended) is { } found && Effect(found).Estimate.IsDefined ? found : null;

    private static EffectEstimate Effect(StudyEstimate estimate)
    {
        var (value, interval) = (estimate.Comparison.Estimate, estimate.SimultaneousInterval);
        return value.IsDefined && interval.Level > 0 && !double.IsInfinity(interval.Width) && interval.Contains(value.Value)
            ? new EffectEstimate(value, interval) : default;
    }

    private static string Text(Words words, StudyMeasure measure, double value, ConfidenceInterval interval) =>
        words.Numbers.Format(Kind(measure), value, Digits(measure)) + " (" + words.Numbers.Range(Kind(measure), interval.Lower, interval.Upper, Digits(measure)) + ")";

    private static NumberKind Kind(StudyMeasure measure) => measure switch
    {
        StudyMeasure.Assets => NumberKind.MoneyDifference,
        StudyMeasure.LogAssets => NumberKind.Difference,
        _ => NumberKind.Points,
    };

    private static int Digits(StudyMeasure measure) => measure switch
    {
        StudyMeasure.Assets => 0,
        StudyMeasure.LogAssets => 3,
        _ => 1,
    };

    private static string Noun(Words words, StudyMeasure measure) => measure switch
    {
        StudyMeasure.Assets => words.Say("the balance of a customer"),
        StudyMeasure.LogAssets => words.Say("the logarithm of assets"),
        _ => ThreeGroupChart.Noun(words, measure),
    };

    private static string Name(Words words, StudyEstimator estimator, StudyMeasure measure) => estimator switch
    {
        StudyEstimator.Naive => words.Say("as the groups stand"),
        StudyEstimator.DifferenceInDifferences when measure == StudyMeasure.Promotion => words.Say("against the period before"),
        StudyEstimator.DifferenceInDifferences => words.Say("change against change"),
        StudyEstimator.Adjusted => words.Say("by regression"),
        StudyEstimator.Weighted => words.Say("weighted to resemble"),
        _ => words.Say("doubly robust"),
    };

    private static string Pair(Words words, StudyGroup minuend, StudyGroup subtrahend) =>
        words.Say("{0} minus {1}", ThreeGroupChart.Name(words, minuend), ThreeGroupChart.Name(words, subtrahend));

    private static bool IsPair(StudyGroup minuend, StudyGroup subtrahend) => minuend == StudyGroup.Marketing && subtrahend == StudyGroup.Recommended;

    private static bool IsSmall(Words words, ThreeGroupStudy study, StudyGroup minuend, StudyGroup subtrahend) =>
        words.IsSmall(study.Table.Group(minuend).Customers) || words.IsSmall(study.Table.Group(subtrahend).Customers);

    private static string Short(string sentence)
    {
        var clean = PlainText.Clean(sentence);
        return clean.Length <= PlainText.MaxLength ? clean : string.Concat(clean.Remove(PlainText.MaxLength - (char.IsHighSurrogate(clean[PlainText.MaxLength - 2]) ? 2 : 1)), "\u2026");
    }

    private static KeyValuePair<string, string> Fact(string name, string value) => new(name.Length <= PlainText.MaxLength ? name : Short(name), value);
}
