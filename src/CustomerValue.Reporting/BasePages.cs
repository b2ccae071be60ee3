using CustomerValue.Statistics;

namespace CustomerValue.Reporting;

/// <summary>The pages of a report on the customer base.</summary>
internal static class BasePages
{
    public static Report Make(TierMigrationChart migration, IReadOnlyList<string> doesNotShow, Provenance provenance, CustomerBaseParts parts, ReportOptions options)
    {
        var words = new Words(options.Charts);
        var report = new ReportBuilder(Title(words, migration), provenance);
        report.Tiles([.. Tiles(words, migration)]);
        report.Chart(migration);
        if (parts.Concentration is not null)
        {
            report.Chart(parts.Concentration);
        }

        report.Boxes(words.Say("What moved"), parts.WhatMoved.Count > 0 ? parts.WhatMoved : [migration.With(options.Charts).Finding], words.Say("What this does not show"), doesNotShow);
        if (parts.Lifetime.Count > 0)
        {
            report.Page(words.Say("What customers are worth"));
            foreach (var chart in parts.Lifetime)
            {
                report.Chart(Guard.NotNull(chart, nameof(parts)));
            }
        }

        if (parts.Segments is not null)
        {
            report.Page(words.Say("Segments"));
            report.Chart(parts.Segments);
        }

        report.Page(words.Say("Records and method"));
        if (parts.Quality is not null)
        {
            report.Chart(parts.Quality);
        }

        report.Facts(words.Say("Method"),
        [
            new(words.Say("rose, fell"), words.Say("share of those in a tier at first who ended in a higher or lower one; those who left are in the base")),
            new(words.Say("origin"), string.Join(" · ", provenance.Notes(words))),
            .. parts.Facts,
        ]);
        return report.Build(options);
    }

    private static string Title(Words words, TierMigrationChart migration)
    {
        var (counts, present) = (migration.Counts, migration.Present);
        var left = present - counts.Matched;
        return !(present > 0) || migration.ShareDigits(words) is not { } digits || words.IsSmall(present) || words.IsSmall(counts.Promotions) || words.IsSmall(counts.Demotions) || words.IsSmall(left)
            ? words.Say("Too few customers moved to say how the base changed")
            : words.Say("{0} of customers rose a value tier, {1} fell, {2} left", words.Share(counts.Promotions / present, digits), words.Share(counts.Demotions / present, digits), words.Share(left / present, digits));
    }

    private static IEnumerable<ReportTile> Tiles(Words words, TierMigrationChart migration)
    {
        var (counts, present) = (migration.Counts, migration.Present);
        yield return new ReportTile(words.Cell(present), words.Say("customers followed"));
        yield return Rate(words, migration, counts.Promotions, words.Say("rose a value tier"));
        yield return Rate(words, migration, counts.Demotions, words.Say("fell a value tier"));
        yield return Rate(words, migration, present - counts.Matched, words.Say("left"));
    }

    private static ReportTile Rate(Words words, TierMigrationChart migration, double count, string what)
    {
        var of = migration.Present;
        if (!(of > 0) || migration.ShareDigits(words) is not { } digits || words.IsSmall(of) || words.IsSmall(count))
        {
            return new ReportTile("–", what, false);
        }

        var trials = (long)Math.Max(1, Math.Round(of));
        var interval = ProportionInterval.Wilson(new ProportionCounts(Math.Min(trials, (long)Math.Round(count)), trials));
        return new ReportTile(words.Share(count / of, digits), words.Say("{0} ({1} interval {2})", what, words.Level(interval.Level), words.Numbers.Range(NumberKind.Share, interval.Lower, interval.Upper, digits)));
    }
}
