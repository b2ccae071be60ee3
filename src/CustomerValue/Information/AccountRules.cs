namespace CustomerValue.Information;

/// <summary>Accounts: one row by key, a closing only once it has passed.</summary>
internal sealed class AccountRules() : RecordRules<Account>("accounts", "one content for one account and known-at")
{
    public override (RejectionReason Reason, string Rule, string Found)? Fault(Account record) =>
        record.Id.IsMissing ? Lacks(RejectionReason.MissingKey, "a key given")
        : record.OpenedOn == default ? Lacks(RejectionReason.MissingDay, "an opening day given")
        : record.ClosedOn == default(Day) || record.KnownAt == default(Day) ? Lacks(RejectionReason.MissingDay, "closing and known-at day given or null", "default")
        : record.ClosedOn < record.OpenedOn ? Lacks(RejectionReason.NegativeDuration, "OpenedOn ≤ ClosedOn", $"opened {record.OpenedOn}, closed {record.ClosedOn}")
        : null;

    public override int Compare(Account first, Account second) => first.Id.CompareTo(second.Id);

    public override Account Content(Account record) => record with { KnownAt = null };

    public override Day KnownAt(Account record) => record.KnownAt ?? record.OpenedOn;

    public override Day DayOf(Account record) => record.OpenedOn;

    public override string Describe(Account record) => $"account {record.Id}";

    public override Account Mask(Account record, Day last) => record.ClosedOn > last ? record with { ClosedOn = null } : record;

    public override void Write(DigestWriter digest, Account record)
    {
        digest.Write(record.Id);
        digest.Write(record.OpenedOn);
        digest.Write(record.ClosedOn);
        digest.Write(record.Product);
        digest.Write(record.Branch);
        digest.Write(record.Currency);
        digest.Write(KnownAt(record));
    }
}
