using System.Globalization;

namespace CustomerValue.Information;

/// <summary>Reported balances: one by account and day.</summary>
internal sealed class BalanceRules() : RecordRules<BalanceObservation>("observations", "one balance for one account, day and known-at")
{
    public override (RejectionReason Reason, string Rule, string Found)? Fault(BalanceObservation record) =>
        record.Account.IsMissing ? Lacks(RejectionReason.MissingKey, "an account given")
        : record.Day == default ? Lacks(RejectionReason.MissingDay, "a day given")
        : record.KnownAt == default(Day) ? Lacks(RejectionReason.MissingDay, "known-at day given or null", "default")
        : null;

    public override int Compare(BalanceObservation first, BalanceObservation second) => Then(first.Account.CompareTo(second.Account), first.Day.CompareTo(second.Day));

    public override BalanceObservation Content(BalanceObservation record) => record with { KnownAt = null, Currency = string.Empty };

    public override Day KnownAt(BalanceObservation record) => record.KnownAt ?? record.Day;

    public override Day DayOf(BalanceObservation record) => record.Day;

    public override string Currency(BalanceObservation record) => record.Currency;

    public override string Describe(BalanceObservation record) => $"account {record.Account} on {record.Day}: {record.Balance.ToString(CultureInfo.InvariantCulture)}";

    public override void Write(DigestWriter digest, BalanceObservation record)
    {
        digest.Write(record.Account);
        digest.Write(record.Day);
        digest.Write(record.Balance);
        digest.Write(KnownAt(record));
    }
}
