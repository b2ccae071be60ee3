using CustomerValue.Information;

namespace FourInOne.CzechBank;

/// <summary>Loans from the day they were granted to the end of their term; how they were repaid is known only later and is not read.</summary>
internal static class LoanTable
{
    private static readonly FileFormat Format = new("loan.asc", ';', "loan_id", "account_id", "date", "duration");

    public static IReadOnlyDictionary<long, ProductHolding> Read(BankFolder folder, IReadOnlyDictionary<long, Account> accounts) =>
        folder.ReadTable(Format, "loan_id", line =>
        {
            var granted = line.ShortDay("date");
            return new ProductHolding
            {
                Account = line.KnownId("account_id", accounts, "account.asc"),
                Product = "loan",
                HeldFrom = granted,
                HeldTo = granted.AddMonths((int)Math.Min(line.Id("duration"), 1_200)).AddDays(-1),
            };
        });
}
