using System.Globalization;
using CustomerValue;
using CustomerValue.Information;
using FourInOne.Banks;
using FourInOne.Output;

namespace FourInOne.Steps;

/// <summary>Step 1 on the screen and in <c>data-quality.csv</c>.</summary>
internal static class InformationView
{
    private const int RejectionsShown = 3;

    public static void Show(CustomerPicture picture, Screen screen)
    {
        var bank = picture.Bank;
        screen.Step(1, "Customer information");
        screen.Table(
            ["Source", ">Read", ">Accepted", ">Duplicates", ">Rejected", "Days"],
            Sources(picture).Select(s => new[] { s.Name, Text.Count(s.Read), Text.Count(s.Accepted), Text.Count(s.Duplicates), Text.Count(s.Rejected), s.FirstDay is null ? string.Empty : $"{s.FirstDay} … {s.LastDay}" }));
        ShowRejections(picture, screen);
        screen.Fact("balances", Balances(picture));
        screen.Fact("accounts", AccountsByClients(picture));
        screen.Fact("households", $"{Text.Count(picture.Features.RowCount)} of {Text.Count(picture.Households.Count)} have moved money by {bank.Calendar.AsOf}; {Text.Plain(picture.Features.Schema.Count)} features of each are known then{Homeless(picture)}");
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
            ("first_day", s => s.FirstDay),
            ("last_day", s => s.LastDay));
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
        return $"{Text.Percent(reconciliation.Share, 2)} of {Text.Count(reconciliation.AccountDays)} account-days follow from the movements {within}{Misses(reconciliation, picture.Ledger.Quality.LastDay)}";
    }

    private static string Misses(BalanceReconciliation reconciliation, Day? lastDay)
    {
        var days = reconciliation.Gaps.Select(gap => gap.Day).Distinct().ToList();
        var isWhole = reconciliation.Gaps.Count == reconciliation.FailedDays;
        return reconciliation.FailedDays == 0 ? string.Empty
            : $"; {Text.Count(reconciliation.FailedDays)} do not" + (isWhole && days.All(day => day == lastDay) ? $", all on {lastDay}, on which the records were cut" : string.Empty);
    }

    private static string Homeless(CustomerPicture picture) => picture.Panel.UnassignedAccounts == 0
        ? string.Empty
        : $"; {Text.Count(picture.Panel.UnassignedAccounts)} accounts with movements belong to nobody and are left out";

    private static void ShowRejections(CustomerPicture picture, Screen screen)
    {
        var rejections = Rejections(picture).ToList();
        foreach (var rejection in rejections.Take(RejectionsShown))
        {
            screen.Fact("rejected", rejection);
        }

        if (rejections.Count > RejectionsShown)
        {
            screen.Fact("", "more in rejections.csv");
        }
    }

    private static IEnumerable<(string Name, long Read, long Accepted, long Duplicates, long Rejected, Day? FirstDay, Day? LastDay)> Sources(CustomerPicture picture) =>
    [
        .. picture.Bank.Readings.Select(r => (r.File, (long)r.Lines, (long)r.Accepted, (long)r.Duplicates, (long)r.Rejected, (Day?)null, (Day?)null)),
        Source("dispositions", picture.Households.Quality),
        Source("movements", picture.Ledger.Quality),
    ];

    private static (string Name, long Read, long Accepted, long Duplicates, long Rejected, Day? FirstDay, Day? LastDay) Source(string name, DataQuality quality) =>
        (name, quality.RowsRead, quality.RowsAccepted, quality.Duplicates, quality.RowsRejected, quality.FirstDay, quality.LastDay);

    private static IEnumerable<string> Rejections(CustomerPicture picture) =>
        [.. picture.Bank.Readings.SelectMany(r => r.Rejections), .. Of("households", picture.Households.Quality), .. Of("ledger", picture.Ledger.Quality)];

    private static IEnumerable<string> Of(string source, DataQuality quality) => quality.RejectedRows.Select(row => $"{source}: {row.Message}");
}
