using System.Globalization;
using CustomerValue.Information;
using FourInOne.Banks;
using FourInOne.Output;

namespace FourInOne.Steps;

/// <summary>Step 1 on the screen and in <c>data-quality.csv</c>.</summary>
internal static class InformationView
{
    public static void Show(CustomerPicture picture, Screen screen)
    {
        var bank = picture.Bank;
        screen.Step(1, "Customer information");
        screen.Table(
            ["Source", ">Read", ">Accepted", ">Duplicates", ">Rejected", "Days"],
            Sources(picture).Select(s => new[] { s.Name, Text.Count(s.Read), Text.Count(s.Accepted), Text.Count(s.Duplicates), Text.Count(s.Rejected), s.Days }));
        foreach (var rejection in Rejections(picture).Take(3))
        {
            screen.Fact("rejected", rejection);
        }

        screen.Fact("balances", Balances(picture));
        screen.Fact("accounts", AccountsByClients(picture));
        screen.Fact("households", $"{Text.Count(picture.Features.RowCount)} of {Text.Count(picture.Households.Count)} have moved money by {bank.Calendar.AsOf}; {Text.Plain(picture.Features.Schema.Count)} features of each are known then");
        screen.Fact("panel", $"{Text.Count(picture.Panel.CustomerMonths)} household-months over {Text.Count(picture.Panel.Months.Count)} months; {Text.Count(picture.Purchases.Histories.Count)} accounts with a history of purchases");
        screen.Meaning($"Everything below about households uses what was booked up to the end of {bank.Calendar.AsOf}; what came later only judges it.");
    }

    public static void Write(CustomerPicture picture, ResultFolder results)
    {
        results.Write(
            "data-quality.csv",
            Sources(picture),
            ("source", s => s.Name),
            ("read", s => s.Read),
            ("accepted", s => s.Accepted),
            ("duplicates", s => s.Duplicates),
            ("rejected", s => s.Rejected),
            ("days", s => s.Days));
        results.Write("rejections.csv", Rejections(picture), ("rejection", text => text));
    }

    /// <summary>Accounts by the number of clients who may dispose of them.</summary>
    public static IReadOnlyDictionary<int, int> ClientsOfAccounts(CustomerPicture picture) => picture.Households.Accounts
        .GroupBy(account => picture.Households.OwnersOf(account).Length)
        .OrderBy(group => group.Key)
        .ToDictionary(group => group.Key, group => group.Count());

    private static string AccountsByClients(CustomerPicture picture) =>
        string.Join(", ", ClientsOfAccounts(picture).Select(group => $"{Text.Count(group.Value)} with {Text.Plain(group.Key)} client{(group.Key == 1 ? string.Empty : "s")}"));

    private static string Balances(CustomerPicture picture)
    {
        var (reconciliation, tolerance) = (picture.Reconciliation, picture.Bank.BalanceTolerance);
        var within = tolerance == 0 ? "to the cent" : $"within {tolerance.ToString(CultureInfo.InvariantCulture)} {picture.Bank.Currency}";
        return $"{Text.Percent(reconciliation.Share, 2)} of {Text.Count(reconciliation.AccountDays)} account-days follow from the movements {within}{Misses(reconciliation)}";
    }

    private static string Misses(BalanceReconciliation reconciliation)
    {
        var gross = reconciliation.Gaps.Where(gap => Math.Abs(gap.Gap) > 1).ToList();
        var days = gross.Select(gap => gap.Day).Distinct().ToList();
        return gross.Count == 0 ? string.Empty
            : days.Count == 1 ? $"; {Text.Count(gross.Count)} miss by more than 1, all on {days[0]}, where the records are cut"
            : $"; {Text.Count(gross.Count)} miss by more than 1, on {Text.Count(days.Count)} days";
    }

    private static IEnumerable<(string Name, long Read, long Accepted, long Duplicates, long Rejected, string Days)> Sources(CustomerPicture picture) =>
    [
        .. picture.Bank.Readings.Select(r => (r.File, (long)r.Lines, (long)r.Accepted, (long)r.Duplicates, (long)r.Rejected, string.Empty)),
        Source("dispositions", picture.Households.Quality),
        Source("movements", picture.Ledger.Quality),
    ];

    private static (string Name, long Read, long Accepted, long Duplicates, long Rejected, string Days) Source(string name, DataQuality quality) =>
        (name, quality.RowsRead, quality.RowsAccepted, quality.Duplicates, quality.RowsRejected, quality.FirstDay is null ? string.Empty : $"{quality.FirstDay} … {quality.LastDay}");

    private static IEnumerable<string> Rejections(CustomerPicture picture) =>
        [.. picture.Bank.Readings.SelectMany(r => r.Rejections), .. Of("households", picture.Households.Quality), .. Of("ledger", picture.Ledger.Quality)];

    private static IEnumerable<string> Of(string source, DataQuality quality) => quality.RejectedRows.Select(row => $"{source}: {row.Message}");
}
