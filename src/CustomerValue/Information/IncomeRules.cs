namespace CustomerValue.Information;

/// <summary>Margins, fees and costs: one by id; those without one are all kept.</summary>
internal sealed class IncomeRules() : RecordRules<IncomeEntry>("income", "one content for one id and known-at")
{
    public override (RejectionReason Reason, string Rule, string Found)? Fault(IncomeEntry record) =>
        record.Account.IsMissing && record.Client.IsMissing ? Lacks(RejectionReason.MissingKey, "an account or a client given")
        : record.From == default ? Lacks(RejectionReason.MissingDay, "a first day given")
        : record.To == default(Day) || record.KnownAt == default(Day) ? Lacks(RejectionReason.MissingDay, "last and known-at day given or null", "default")
        : record.To < record.From ? Lacks(RejectionReason.NegativeDuration, "From ≤ To", $"from {record.From}, to {record.To}")
        : record.Kind is < IncomeKind.Unspecified or > IncomeKind.RiskCost ? Lacks(RejectionReason.UnknownCategory, "a known kind of income", $"kind {Guard.Text((int)record.Kind)}")
        : null;

    public override int Compare(IncomeEntry first, IncomeEntry second)
    {
        var order = first.Id.CompareTo(second.Id);
        if (order != 0 || HasKey(first))
        {
            return order;
        }

        order = Then(first.Account.CompareTo(second.Account), first.Client.CompareTo(second.Client));
        order = Then(Then(order, first.From.CompareTo(second.From)), first.LastDay.CompareTo(second.LastDay));
        order = Then(Then(order, first.Kind.CompareTo(second.Kind)), first.Amount.CompareTo(second.Amount));
        return Then(order, KnownAt(first).CompareTo(KnownAt(second)));
    }

    public override bool HasKey(IncomeEntry record) => !record.Id.IsMissing;

    public override IncomeEntry Content(IncomeEntry record) => record with { To = record.LastDay, Currency = string.Empty, KnownAt = null };

    public override Day KnownAt(IncomeEntry record) => record.KnownAt ?? record.LastDay;

    public override Day DayOf(IncomeEntry record) => record.LastDay;

    public override string Currency(IncomeEntry record) => record.Currency;

    public override string Describe(IncomeEntry record) => $"id {record.Id}";

    public override void Write(DigestWriter digest, IncomeEntry record)
    {
        digest.Write(record.Id);
        digest.Write(record.Account);
        digest.Write(record.Client);
        digest.Write(record.From);
        digest.Write(record.LastDay);
        digest.Write((int)record.Kind);
        digest.Write(record.Amount);
        digest.Write(KnownAt(record));
    }
}
