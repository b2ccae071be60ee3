namespace CustomerValue.Information;

/// <summary>A row that was left out, and why.</summary>
public sealed class RejectedRow
{
    internal RejectedRow(long row, RejectionReason reason, string message)
    {
        Row = row;
        Reason = reason;
        Message = message;
    }

    /// <summary>Its number in reading order, from 0.</summary>
    public long Row { get; }

    /// <summary>The kind of fault.</summary>
    public RejectionReason Reason { get; }

    /// <summary>Row, rule and value in words.</summary>
    public string Message { get; }

    /// <summary>The message.</summary>
    public override string ToString() => Message;
}
