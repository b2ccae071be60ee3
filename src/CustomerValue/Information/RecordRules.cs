namespace CustomerValue.Information;

/// <summary>What a source of records asks of a row, which rows are versions of one record, and what of it an as-of day shows.</summary>
internal abstract class RecordRules<T>(string source, string contradiction)
    where T : class
{
    public string Source { get; } = source;

    /// <summary>The rule that contradicting versions break, in words.</summary>
    public string Contradiction { get; } = contradiction;

    /// <summary>The first rule that a row breaks, or null.</summary>
    public abstract (RejectionReason Reason, string Rule, string Found)? Fault(T record);

    /// <summary>Order by key; where a record has none, by all that it says, so that equal sets give equal orders.</summary>
    public abstract int Compare(T first, T second);

    /// <summary>True when two rows that compare as equal are versions of one record, not two records that look alike.</summary>
    public virtual bool HasKey(T record) => true;

    /// <summary>The record without its known-at: what duplicates agree in.</summary>
    public abstract T Content(T record);

    public abstract Day KnownAt(T record);

    /// <summary>The day by which the record counts.</summary>
    public abstract Day DayOf(T record);

    public virtual string Currency(T record) => string.Empty;

    public abstract string Describe(T record);

    /// <summary>The record without what lies after the last visible day.</summary>
    public virtual T Mask(T record, Day last) => record;

    public abstract void Write(DigestWriter digest, T record);

    protected static int Then(int order, int next) => order != 0 ? order : next;

    protected static int ByText(string first, string second) => string.CompareOrdinal(first, second);

    protected static (RejectionReason Reason, string Rule, string Found) Lacks(RejectionReason reason, string rule, string found = "none") => (reason, rule, found);
}
