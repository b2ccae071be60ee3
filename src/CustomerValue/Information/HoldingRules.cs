namespace CustomerValue.Information;

/// <summary>Product holdings: one by owner, product and first day; an end only once it has passed.</summary>
internal sealed class HoldingRules() : RecordRules<ProductHolding>("holdings", "one content for one holding and known-at")
{
    public override (RejectionReason Reason, string Rule, string Found)? Fault(ProductHolding record) =>
        record.Account.IsMissing && record.Client.IsMissing ? Lacks(RejectionReason.MissingKey, "an account or a client given")
        : string.IsNullOrWhiteSpace(record.Product) ? Lacks(RejectionReason.MissingKey, "a product given")
        : record.HeldFrom == default ? Lacks(RejectionReason.MissingDay, "a first day given")
        : record.HeldTo == default(Day) || record.KnownAt == default(Day) ? Lacks(RejectionReason.MissingDay, "last and known-at day given or null", "default")
        : record.HeldTo < record.HeldFrom ? Lacks(RejectionReason.NegativeDuration, "HeldFrom ≤ HeldTo", $"from {record.HeldFrom}, to {record.HeldTo}")
        : null;

    public override int Compare(ProductHolding first, ProductHolding second)
    {
        var order = Then(first.Account.CompareTo(second.Account), first.Client.CompareTo(second.Client));
        return Then(Then(order, ByText(first.Product, second.Product)), first.HeldFrom.CompareTo(second.HeldFrom));
    }

    public override ProductHolding Content(ProductHolding record) => record with { KnownAt = null };

    public override Day KnownAt(ProductHolding record) => record.KnownAt ?? record.HeldFrom;

    public override Day DayOf(ProductHolding record) => record.HeldFrom;

    public override string Describe(ProductHolding record) =>
        $"{record.Product} of {(record.Account.IsMissing ? $"client {record.Client}" : $"account {record.Account}")} from {record.HeldFrom}";

    public override ProductHolding Mask(ProductHolding record, Day last) => record.HeldTo > last ? record with { HeldTo = null } : record;

    public override void Write(DigestWriter digest, ProductHolding record)
    {
        digest.Write(record.Account);
        digest.Write(record.Client);
        digest.Write(record.Product);
        digest.Write(record.HeldFrom);
        digest.Write(record.HeldTo);
        digest.Write(KnownAt(record));
    }
}
