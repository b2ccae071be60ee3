namespace CustomerValue.Reporting;

/// <summary>The pages of a model card.</summary>
internal static class CardPages
{
    public static Report Make(GainsChart gains, IReadOnlyList<string> use, IReadOnlyList<string> avoid, Provenance provenance, ModelCardParts parts, ReportOptions options)
    {
        var words = new Words(options.Charts);
        var report = new ReportBuilder(Title(words, gains), provenance);
        report.Boxes(words.Say("Use it for"), use, words.Say("Do not use it for"), avoid);
        report.Tiles([.. Tiles(words, gains, parts)]);
        report.Chart(gains);
        report.Page(words.Say("How well it predicts, and on what"));
        foreach (var chart in parts.Charts)
        {
            report.Chart(Guard.NotNull(chart, nameof(parts)));
        }

        if (parts.Quality is not null)
        {
            report.Chart(parts.Quality);
        }

        report.Facts(words.Say("Data and fit"), [.. Fit(words, parts), new(words.Say("origin"), string.Join(" · ", provenance.Notes(words))), .. parts.Facts]);
        if (parts.ByGroup is not null)
        {
            report.Page(words.Say("By group"));
            report.Chart(parts.ByGroup);
        }

        return report.Build(options);
    }

    private static string Title(Words words, GainsChart gains)
    {
        var (budget, name) = (gains.Settings.Budget, gains.Settings.Outcome);
        if (gains.BudgetPoint(words) is not { } point)
        {
            return words.Say("Too few customers to say how well the model ranks");
        }

        var times = words.Plain(point.Value / budget, 1);
        return point.Lower > budget ? words.Say("Good for ordering: its best {0} hold {1} times as many {2} as chance", words.Share(budget, 0), times, name)
            : point.Upper < budget ? words.Say("Orders the wrong way: its best {0} hold {1} times as many {2} as chance", words.Share(budget, 0), times, name)
            : words.Say("Not shown to order {0} better than chance", name);
    }

    private static IEnumerable<ReportTile> Tiles(Words words, GainsChart gains, ModelCardParts parts)
    {
        if (parts.Discrimination is { Auc.IsDefined: true } ranking && !words.IsSmall(ranking.Events))
        {
            var text = ranking.AucStandardError.IsDefined
                ? words.Say("area under the curve ({0} interval {1})", words.Level(0.95), Range(words, ranking.AucInterval()))
                : words.Say("area under the curve");
            yield return new ReportTile(words.Plain(ranking.Auc.Value, 3), text);
        }

        if (gains.BudgetPoint(words) is { } point)
        {
            var budget = gains.Settings.Budget;
            yield return new ReportTile(
                words.Numbers.Format(NumberKind.Multiple, point.Value / budget, 1),
                words.Say("as many {0} as at random among the best {1} ({2} interval {3})", gains.Settings.Outcome, words.Share(budget, 0), words.Level(gains.Settings.Level),
                    words.Numbers.Range(NumberKind.Multiple, point.Lower / budget, point.Upper / budget, 1)),
                point.Lower > budget || point.Upper < budget);
        }

        if (parts.Calibration is { Slope.IsDefined: true } line)
        {
            var error = line.SlopeStandardError.ValueOrNaN;
            yield return new ReportTile(
                words.Plain(line.Slope.Value, 2),
                double.IsNaN(error) ? words.Say("calibration slope; 1 is right") : words.Say("calibration slope, standard error {0}; 1 is right", words.Plain(error, 2)));
        }

        yield return new ReportTile(words.Cell(gains.Customers), words.Say("customers not seen by the model, {0} {1}", words.Cell(gains.Events), gains.Settings.Outcome));
    }

    private static string Range(Words words, ConfidenceInterval interval) => words.Numbers.Range(NumberKind.Plain, interval.Lower, interval.Upper, 3);

    private static IEnumerable<KeyValuePair<string, string>> Fit(Words words, ModelCardParts parts)
    {
        if (parts.Fit is not { } fit)
        {
            yield return new(words.Say("fit"), words.Say("no fit report was handed in"));
            yield break;
        }

        yield return new(words.Say("model"), PlainText.Clean(fit.Model));
        yield return new(words.Say("stopped because"), fit.Stop.ToString());
        yield return new(words.Say("iterations"), words.Count(fit.Iterations));
        yield return new(words.Say("largest slope at the end"), fit.GradientNorm.ToString("E1", System.Globalization.CultureInfo.InvariantCulture));
        yield return new(words.Say("observations"), words.Cell(fit.Observations));
        for (var i = 0; i < Math.Min(12, fit.ParameterNames.Count); i++)
        {
            var error = i < fit.StandardErrors.Length ? fit.StandardErrors[i] : double.NaN;
            yield return new(PlainText.Clean(fit.ParameterNames[i]), words.Plain(fit.Estimates[i], 4) + (double.IsFinite(error) ? " ± " + words.Plain(error, 4) : string.Empty));
        }
    }
}
