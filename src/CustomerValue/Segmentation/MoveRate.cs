namespace CustomerValue.Segmentation;

/// <summary>A share of customers who moved: how many of how many, with Wilson's interval.</summary>
/// <remarks><c>default</c> is nobody of nobody.</remarks>
public readonly struct MoveRate : IEquatable<MoveRate>
{
    internal MoveRate(double moved, double of)
    {
        Moved = moved;
        Of = of;
    }

    /// <summary>Customers who moved.</summary>
    public double Moved { get; }

    /// <summary>Customers who could have moved.</summary>
    public double Of { get; }

    /// <summary>The share; undefined when nobody could have moved.</summary>
    public Figure Rate => Of > 0 ? Figure.Of(Moved / Of) : Figure.Undefined(UndefinedReason.NoneEligible);

    /// <summary>Wilson's interval of the share, taking customers as independent.</summary>
    /// <param name="level">Coverage, between 0 and 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">The level is out of range.</exception>
    /// <exception cref="InvalidOperationException">Nobody could have moved.</exception>
    public ConfidenceInterval Interval(double level = 0.95) => Of > 0
        ? WilsonRate.Of(Moved, Of, level)
        : throw new InvalidOperationException("Nobody could have moved, so the rate has no interval. Ask Rate.IsDefined first.");

    /// <inheritdoc/>
    public bool Equals(MoveRate other) => Moved.Equals(other.Moved) && Of.Equals(other.Of);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is MoveRate other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Moved, Of);

    /// <summary>Counts and share in invariant text.</summary>
    public override string ToString() => $"{Guard.Text(Moved)} of {Guard.Text(Of)} ({Rate})";

    /// <summary>True when both counts are the same.</summary>
    public static bool operator ==(MoveRate left, MoveRate right) => left.Equals(right);

    /// <summary>True when a count differs.</summary>
    public static bool operator !=(MoveRate left, MoveRate right) => !left.Equals(right);
}
