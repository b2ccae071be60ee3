namespace CustomerValue.Information;

/// <summary>What a table shows as of a day, and how much it leaves out.</summary>
internal sealed class RecordView<T>
    where T : class
{
    public T[] Rows { get; set; } = [];

    /// <summary>The currency of the visible rows; what rows of the future say of it does not count.</summary>
    public string Currency { get; set; } = string.Empty;

    public long Later { get; set; }

    public long NotYetKnown { get; set; }

    public long Superseded { get; set; }
}
