namespace CustomerValue;

/// <summary>How far a long piece of work is.</summary>
/// <remarks><c>default</c> is an unnamed stage with nothing done.</remarks>
public readonly struct FitProgress : IEquatable<FitProgress>
{
    private readonly string? stage;

    /// <summary>A report of progress.</summary>
    /// <param name="stage">What is being done, such as <c>restarts</c>.</param>
    /// <param name="done">Units done, ≥ 0.</param>
    /// <param name="total">Units in all; 0 when it cannot be known.</param>
    public FitProgress(string stage, long done, long total)
    {
        this.stage = Guard.NotNull(stage);
        Done = Guard.AtLeast(done, 0);
        Total = Guard.AtLeast(total, 0);
    }

    /// <summary>What is being done.</summary>
    public string Stage => stage ?? string.Empty;

    /// <summary>Units done.</summary>
    public long Done { get; }

    /// <summary>Units in all; 0 when it cannot be known.</summary>
    public long Total { get; }

    /// <inheritdoc/>
    public bool Equals(FitProgress other) => Done == other.Done && Total == other.Total && string.Equals(Stage, other.Stage, StringComparison.Ordinal);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is FitProgress other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Done, Total);

    /// <summary>The progress as <c>stage done/total</c>.</summary>
    public override string ToString() => $"{Stage} {Guard.Text(Done)}/{(Total == 0 ? "?" : Guard.Text(Total))}";

    /// <summary>True when both say the same.</summary>
    public static bool operator ==(FitProgress left, FitProgress right) => left.Equals(right);

    /// <summary>True when they differ.</summary>
    public static bool operator !=(FitProgress left, FitProgress right) => !left.Equals(right);
}
