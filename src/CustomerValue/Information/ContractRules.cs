namespace CustomerValue.Information;

/// <summary>Contracts: one by id; an end only once it came.</summary>
internal sealed class ContractRules() : RecordRules<Contract>("contracts", "one content for one contract and known-at")
{
    public override (RejectionReason Reason, string Rule, string Found)? Fault(Contract record) =>
        record.Id.IsMissing ? Lacks(RejectionReason.MissingKey, "a contract key given")
        : record.StartedOn == default ? Lacks(RejectionReason.MissingDay, "a first day given")
        : record.EndedOn == default(Day) || record.KnownAt == default(Day) ? Lacks(RejectionReason.MissingDay, "last and known-at day given or null", "default")
        : record.Period.IsAllTime ? Lacks(RejectionReason.MissingDay, "a period of days or months given")
        : record.EndedOn < record.StartedOn ? Lacks(RejectionReason.NegativeDuration, "StartedOn ≤ EndedOn", $"started {record.StartedOn}, ended {record.EndedOn}")
        : null;

    public override int Compare(Contract first, Contract second) => first.Id.CompareTo(second.Id);

    public override Contract Content(Contract record) => record with { KnownAt = null };

    public override Day KnownAt(Contract record) => record.KnownAt ?? record.StartedOn;

    public override Day DayOf(Contract record) => record.StartedOn;

    public override string Describe(Contract record) => $"contract {record.Id}";

    public override Contract Mask(Contract record, Day last) => record.EndedOn > last ? record with { EndedOn = null } : record;

    public override void Write(DigestWriter digest, Contract record)
    {
        digest.Write(record.Id);
        digest.Write(record.Customer);
        digest.Write(record.StartedOn);
        digest.Write(record.EndedOn);
        digest.Write(record.Period.Days);
        digest.Write(record.Period.Months);
        digest.Write(KnownAt(record));
    }
}
