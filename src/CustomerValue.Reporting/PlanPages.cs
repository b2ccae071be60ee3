using CustomerValue.Targeting;

namespace CustomerValue.Reporting;

/// <summary>The pages of a campaign plan. Its volumes are the bank's own decision and are shown however small.</summary>
internal static class PlanPages
{
    public static Report Make(CampaignPlan plan, IReadOnlyList<string> doesNotShow, Provenance provenance, CampaignPlanParts parts, ReportOptions options)
    {
        var words = new Words(options.Charts);
        var (contacts, value) = (words.Count(plan.ContactCount), words.Money(plan.TotalValue));
        var title = parts.ValueInterval is { } interval
            ? words.Say("{0} contacts, expected to bring {1} ({2} interval {3})", contacts, value, words.Level(interval.Level), words.Numbers.Range(NumberKind.Money, interval.Lower, interval.Upper))
            : words.Say("{0} contacts, expected to bring {1} if the values hold", contacts, value);
        var report = new ReportBuilder(title, provenance);
        report.Tiles(
            new ReportTile(contacts, words.Say("contacts to {0} customers", words.Count(Reached(plan)))),
            new ReportTile(words.Money(plan.TotalCost), words.Say("cost")),
            new ReportTile(value, words.Say("expected value before the campaign"), parts.ValueInterval is not null),
            new ReportTile(words.Share(plan.Gap, 1), words.Say("at most below the best plan there is")));
        if (parts.ProfitByDepth is not null)
        {
            report.Chart(parts.ProfitByDepth);
        }

        report.Facts(words.Say("Offers"), [.. Enumerable.Range(0, plan.OfferNames.Count).Select(i => new KeyValuePair<string, string>(PlainText.Clean(plan.OfferNames[i]), words.Say("{0} customers", words.Count(plan.Volume(i)))))]);
        if (plan.Constraints.Count > 0)
        {
            report.Facts(words.Say("Limits, and what one more unit would bring"), [.. plan.Constraints.Select(c => new KeyValuePair<string, string>(PlainText.Clean(c.Name), Use(words, c)))]);
        }

        var holdout = parts.Holdout.Count > 0 ? parts.Holdout : [words.Say("Nobody is held back: what the campaign adds will not be known.")];
        var none = parts.ValueInterval is null ? [words.Say("No interval of the expected value was handed in: it is a hope, not a measurement."), .. doesNotShow] : doesNotShow;
        report.Boxes(words.Say("Held back"), holdout, words.Say("What this does not show"), none);
        report.Page(words.Say("Who gets nothing, and who signs"));
        report.Facts(words.Say("Without an offer"), [new(words.Say("customers without an offer"), words.Count(plan.CustomerCount - Reached(plan))), .. parts.WithoutOffer]);
        foreach (var chart in parts.Further)
        {
            report.Chart(Guard.NotNull(chart, nameof(parts)));
        }

        report.SignOff(words.Say("Signed by"), parts.SignedBy);
        return report.Build(options);
    }

    private static int Reached(CampaignPlan plan) => Enumerable.Range(0, plan.CustomerCount).Count(i => plan.OfferOf(i) >= 0);

    private static string Use(Words words, ConstraintUse use)
    {
        var text = use.IsMinimum ? words.Say("{0} of at least {1}", words.Plain(use.Used, 0), words.Plain(use.Limit, 0)) : words.Say("{0} of at most {1}", words.Plain(use.Used, 0), words.Plain(use.Limit, 0));
        return use.Price == 0 ? text : text + "; " + words.Say("one more: {0}", words.Numbers.Format(NumberKind.MoneyDifference, use.Price));
    }
}
