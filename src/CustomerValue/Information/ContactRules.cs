namespace CustomerValue.Information;

/// <summary>Contacts: one by customer, day, channel and campaign; a response only once it came.</summary>
internal sealed class ContactRules() : RecordRules<Contact>("contacts", "one content for one contact and known-at")
{
    public override (RejectionReason Reason, string Rule, string Found)? Fault(Contact record) =>
        record.Customer.IsMissing ? Lacks(RejectionReason.MissingKey, "a customer given")
        : record.Day == default ? Lacks(RejectionReason.MissingDay, "a day given")
        : record.RespondedOn == default(Day) || record.KnownAt == default(Day) ? Lacks(RejectionReason.MissingDay, "response and known-at day given or null", "default")
        : record.RespondedOn < record.Day ? Lacks(RejectionReason.NegativeDuration, "Day ≤ RespondedOn", $"contact {record.Day}, response {record.RespondedOn}")
        : null;

    public override int Compare(Contact first, Contact second)
    {
        var order = Then(first.Customer.CompareTo(second.Customer), first.Day.CompareTo(second.Day));
        return Then(Then(order, ByText(first.Channel, second.Channel)), ByText(first.Campaign, second.Campaign));
    }

    public override Contact Content(Contact record) => record with { KnownAt = null };

    public override Day KnownAt(Contact record) => record.KnownAt ?? record.Day;

    public override Day DayOf(Contact record) => record.Day;

    public override string Describe(Contact record) => $"customer {record.Customer} on {record.Day}, channel '{record.Channel}', campaign '{record.Campaign}'";

    public override Contact Mask(Contact record, Day last) => record.RespondedOn > last ? record with { RespondedOn = null } : record;

    public override void Write(DigestWriter digest, Contact record)
    {
        digest.Write(record.Customer);
        digest.Write(record.Day);
        digest.Write(record.Channel);
        digest.Write(record.Campaign);
        digest.Write(record.RespondedOn);
        digest.Write(KnownAt(record));
    }
}
