using CustomerValue.Information;

namespace FourInOne.CzechBank;

/// <summary>The movements of 1993 to March 1994, one comma-separated file. Repeated and contradicting ids are left to the ledger, which counts them.</summary>
internal static class MovementFile
{
    private static readonly FileFormat Format = new(
        "trans_1993_to_1994q1.csv", ',', "trans_id", "account_id", "date", "direction", "type_raw", "operation", "amount", "balance", "k_symbol");

    private static readonly Dictionary<string, int> Signs = new(StringComparer.Ordinal) { ["CREDIT"] = 1, ["DEBIT"] = -1 };

    /// <summary>The source's own words; VYBER, a withdrawal, is a debit too.</summary>
    private static readonly Dictionary<string, int> SourceSigns = new(StringComparer.Ordinal) { ["PRIJEM"] = 1, ["VYDAJ"] = -1, ["VYBER"] = -1 };

    private static readonly Dictionary<string, TransactionKind> Operations = new(StringComparer.Ordinal)
    {
        [""] = TransactionKind.Unspecified,
        ["CASH_IN"] = TransactionKind.CashDeposit,
        ["CASH_OUT"] = TransactionKind.CashWithdrawal,
        ["CARD_OUT"] = TransactionKind.Card,
        ["TRANSFER_IN"] = TransactionKind.Transfer,
        ["TRANSFER_OUT"] = TransactionKind.Transfer,
    };

    /// <summary>What a movement was for, where the bank says so.</summary>
    private static readonly Dictionary<string, TransactionKind?> Purposes = new(StringComparer.Ordinal)
    {
        [""] = null,
        ["INTEREST"] = TransactionKind.Interest,
        ["FEE"] = TransactionKind.Fee,
        ["OVERDRAFT_INT"] = TransactionKind.OverdraftInterest,
        ["HOUSEHOLD"] = TransactionKind.HouseholdPayment,
        ["INSURANCE"] = TransactionKind.Insurance,
        ["LOAN"] = TransactionKind.LoanPayment,
        ["PENSION"] = TransactionKind.Salary,
    };

    public static IReadOnlyList<Transaction> Read(BankFolder folder, IReadOnlyDictionary<long, Account> accounts) =>
        folder.ReadRows(Format, line => new Transaction
        {
            Id = line.Id("trans_id"),
            Account = line.KnownId("account_id", accounts, "account.asc"),
            ValueDay = line.IsoDay("date"),
            Amount = SignedAmount(line),
            Currency = CzechBankFolder.Currency,
            Kind = KindOf(line),
            BalanceAfter = line.Money("balance"),
        });

    private static decimal SignedAmount(BankLine line)
    {
        var sign = line.Code("direction", Signs);
        if (line.Code("type_raw", SourceSigns) != sign)
        {
            throw FieldFault.In("type_raw", line.Text("type_raw"), $"a word for {line.Text("direction")}");
        }

        var amount = line.Money("amount");
        return amount >= 0 ? sign * amount : throw FieldFault.In("amount", line.Text("amount"), "an amount from 0, whose direction stands in its own column");
    }

    private static TransactionKind KindOf(BankLine line)
    {
        var operation = line.Code("operation", Operations);
        return line.Code("k_symbol", Purposes) ?? operation;
    }
}
