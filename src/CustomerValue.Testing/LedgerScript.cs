using CustomerValue.Information;
using CustomerValue.Numerics;

namespace CustomerValue.Testing;

/// <summary>A household's account movements, made so that every month closes on the household's assets to the cent. A reused buffer.</summary>
internal sealed class LedgerScript
{
    private const long FeeCents = 250;

    /// <summary>A twelfth of 1.2 % a year.</summary>
    private const double MonthlyInterest = 0.001;

    private readonly ulong seed;
    private readonly PurchaseScript[] purchases;
    private readonly int[] nextPurchase = new int[2];
    private readonly int[] monthEnds;
    private readonly int start;
    private readonly List<Row>[] accounts = [[], [], [], []];
    private readonly long[] balances = new long[HouseholdScript.MaxMembers];
    private readonly long[] targets = new long[HouseholdScript.MaxMembers];

    public LedgerScript(ulong seed, SyntheticBankOptions options)
    {
        this.seed = seed;
        start = options.Start.Number;
        purchases = [new PurchaseScript(seed, options), new PurchaseScript(seed, options)];
        monthEnds = SyntheticBank.MonthEnds(options);
    }

    /// <summary>Movements of an account, by day.</summary>
    public List<Row> Rows(int account) => accounts[account];

    public void Load(HouseholdScript household, AssetScript assets)
    {
        foreach (var account in accounts)
        {
            account.Clear();
        }

        if (household.Segment == HouseholdSegment.Dormant)
        {
            return;
        }

        var stream = RandomStream.Open(seed, "ledger", household.Index);
        for (var i = 0; i < household.AdultCount; i++)
        {
            purchases[i].Load(household.CustomerId(i), household.Members[i].HasCard);
            nextPurchase[i] = 0;
        }

        Split(household, assets.Cents[0], targets);
        for (var account = 0; account < household.AccountCount; account++)
        {
            balances[account] = 0;
            Book(account, 0, start, targets[account], TransactionKind.Transfer);
        }

        var first = start;
        for (var month = 1; month < assets.Cents.Length; month++)
        {
            var last = monthEnds[month];
            Split(household, assets.Cents[month], targets);
            for (var account = 0; account < household.AccountCount; account++)
            {
                var from = accounts[account].Count;
                if (account < household.AdultCount)
                {
                    BookCurrent(stream, household.Members[account], account, first, last, from);
                }
                else
                {
                    BookSavings(stream, account, first, last, from, account == household.AdultCount && household.HasSavings);
                }
            }

            first = last + 1;
        }
    }

    /// <summary>What each account holds of the household's assets: current accounts equally, then savings and fund.</summary>
    public static void Split(HouseholdScript household, long cents, Span<long> destination)
    {
        var current = household.HasSavings || household.HasFund ? (long)Math.Floor(cents * household.CurrentShare) : cents;
        var adults = household.AdultCount;
        for (var i = 1; i < adults; i++)
        {
            destination[i] = current / adults;
        }

        destination[0] = current - (adults - 1) * (current / adults);
        var rest = cents - current;
        var account = adults;
        if (household.HasSavings)
        {
            destination[account++] = household.HasFund ? rest - (long)Math.Floor(rest * household.FundShare) : rest;
        }

        if (household.HasFund)
        {
            destination[account] = household.HasSavings ? (long)Math.Floor(rest * household.FundShare) : rest;
        }
    }

    private void BookCurrent(RandomStream stream, MemberScript member, int account, int first, int last, int from)
    {
        var payDay = first + member.PayDay - 1;
        Book(account, from, payDay, member.SalaryCents, TransactionKind.Salary);
        var script = purchases[account].Purchases;
        ref var next = ref nextPurchase[account];
        while (next < script.Count && script[next].Day <= last)
        {
            var (day, cents) = script[next++];
            Book(account, from, day, -cents, TransactionKind.Card);
        }

        Book(account, from, last, -FeeCents, TransactionKind.Fee);

        // What is left over the month's target went into bills after pay day; what is missing came in as a transfer before it.
        var left = balances[account] - targets[account];
        var billDay = payDay + 1 + stream.NextInt(last - payDay - 1);
        Book(account, from, left >= 0 ? billDay : first, -left, left >= 0 ? TransactionKind.HouseholdPayment : TransactionKind.Transfer);
    }

    private void BookSavings(RandomStream stream, int account, int first, int last, int from, bool savings)
    {
        var interest = savings ? (long)Math.Floor(balances[account] * MonthlyInterest) : 0;
        var day = first + stream.NextInt(last - first);
        Book(account, from, last, interest, TransactionKind.Interest);
        Book(account, from, day, targets[account] - balances[account], savings ? TransactionKind.Transfer : TransactionKind.Investment);
    }

    // Keeps the month's rows in day order; rows of one day stay in the order of booking.
    private void Book(int account, int from, int day, long cents, TransactionKind kind)
    {
        if (cents == 0)
        {
            return;
        }

        balances[account] += cents;
        var rows = accounts[account];
        var at = rows.Count;
        while (at > from && rows[at - 1].Day > day)
        {
            at--;
        }

        rows.Insert(at, new Row(day, cents, kind));
    }

    internal readonly struct Row(int day, long cents, TransactionKind kind)
    {
        public int Day { get; } = day;

        public long Cents { get; } = cents;

        public TransactionKind Kind { get; } = kind;
    }
}
