namespace CustomerValue.Information;

/// <summary>Dispositions: equal rows are duplicates; which of several versions holds, <see cref="HouseholdBuilder"/> decides.</summary>
internal sealed class DispositionRules() : RecordRules<Disposition>("dispositions", "one content for one right and known-at")
{
    public override (RejectionReason Reason, string Rule, string Found)? Fault(Disposition record) =>
        record.Client.IsMissing || record.Account.IsMissing ? Lacks(RejectionReason.MissingKey, "client and account given", $"client '{record.Client}', account '{record.Account}'")
        : record.ValidTo == default(Day) || record.KnownAt == default(Day) ? Lacks(RejectionReason.MissingDay, "last and known-at day given or null", "default")
        : record.Role is < DispositionRole.Owner or > DispositionRole.Disponent ? Lacks(RejectionReason.UnknownCategory, "role owner, co-owner or disponent", $"role {Guard.Text((int)record.Role)}")
        : record.ValidTo < record.ValidFrom ? Lacks(RejectionReason.NegativeDuration, "ValidFrom ≤ ValidTo", $"from {record.ValidFrom}, to {record.ValidTo}")
        : null;

    public override int Compare(Disposition first, Disposition second)
    {
        var order = Then(first.Account.CompareTo(second.Account), first.Client.CompareTo(second.Client));
        order = Then(order, Number(first.ValidFrom).CompareTo(Number(second.ValidFrom)));
        order = Then(order, Number(first.KnownAt).CompareTo(Number(second.KnownAt)));
        return Then(Then(order, first.Role.CompareTo(second.Role)), Number(first.ValidTo).CompareTo(Number(second.ValidTo)));
    }

    public override Disposition Content(Disposition record) => record;

    public override Day KnownAt(Disposition record) => record.KnownAt ?? DayOf(record);

    public override Day DayOf(Disposition record) => record.ValidFrom ?? Day.MinValue;

    public override string Describe(Disposition record) => $"client {record.Client} on account {record.Account}";

    public override Disposition Mask(Disposition record, Day last) => record.ValidTo > last ? record with { ValidTo = null } : record;

    public override void Write(DigestWriter digest, Disposition record)
    {
        digest.Write(record.Client);
        digest.Write(record.Account);
        digest.Write((int)record.Role);
        digest.Write(record.ValidFrom);
        digest.Write(record.ValidTo);
        digest.Write(KnownAt(record));
    }

    private static int Number(Day? day) => day is { } given ? given.Number : -1;
}
