namespace CustomerValue.Information;

/// <summary>How features are extracted; no choice here changes a bit of them.</summary>
public sealed record ExtractionOptions
{
    /// <summary>The defaults: one thread.</summary>
    public static ExtractionOptions Default { get; } = new();

    /// <summary>Threads, ≥ 1; rules of one's own must then be callable from several at once.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Less than 1.</exception>
    public int Threads
    {
        get;
        init => field = Guard.AtLeast(value, 1, nameof(Threads));
    }
    = 1;
}
