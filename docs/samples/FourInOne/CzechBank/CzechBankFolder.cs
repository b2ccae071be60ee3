using CustomerValue;
using CustomerValue.Information;
using FourInOne.Banks;

namespace FourInOne.CzechBank;

/// <summary>The Czech bank of the PKDD'99 challenge, from the files in a folder.</summary>
/// <remarks>Orders are not read: they have no date, so nobody can say whether they were known on a day.</remarks>
internal static class CzechBankFolder
{
    public const string Currency = "CZK";

    /// <summary>Balances are written to 10 hellers; two roundings meet in a day.</summary>
    private const decimal Rounding = 0.2m;

    /// <summary>In eleven months hardly anybody is seen to stop withdrawing, so the likelihood alone lets the dropout run to 0.</summary>
    private const double DropoutPenalty = 0.01;

    public static BankRecords Open(string path)
    {
        var folder = new BankFolder(path);
        var regions = DistrictTable.Read(folder);
        var clients = ClientTable.Read(folder, regions);
        var accounts = AccountTable.Read(folder, regions);
        var dispositions = DispositionTable.Read(folder, clients, accounts);
        var cards = CardTable.Read(folder, dispositions);
        var loans = LoanTable.Read(folder, accounts);
        var movements = MovementFile.Read(folder, accounts);
        return new BankRecords
        {
            Name = "the Czech bank",
            Currency = Currency,
            Calendar = new StudyCalendar(new Day(1993, 8, 31), new Day(1993, 11, 30), new Day(1994, 2, 28)),
            Tiers = ValueTierNames.From(15_000, 30_000, 50_000),
            BalanceTolerance = Rounding,
            PurchaseKinds = [TransactionKind.CashWithdrawal, TransactionKind.Card],
            PurchasePenalty = DropoutPenalty,
            Readings = folder.Readings,
            Clients = [.. clients.Values],
            Accounts = [.. accounts.Values],
            Dispositions = [.. dispositions.Values],
            Holdings = [.. cards.Values, .. loans.Values],
            Transactions = movements,
            Terms = new CampaignTerms
            {
                Offers =
                [
                    new OfferTerms("advice in the branch", "branch") { Cost = 150, Strength = 1.0, CapacityShare = 0.06 },
                    new OfferTerms("call by telephone", "telephone") { Cost = 40, Strength = 0.6, CapacityShare = 0.12 },
                    new OfferTerms("letter", "mail") { Cost = 12, Strength = 0.25, CapacityShare = 0.40 },
                ],
                BudgetPerHousehold = 16,
                ValueOfResponse = 2_500,
                AssumedLogOdds = 0.5,
            },
        };
    }
}
