namespace CustomerValue.Segmentation;

/// <summary>A point of a Lorenz curve: the poorest share of the customers and what they hold.</summary>
/// <remarks><c>default</c> is the origin, where every Lorenz curve begins.</remarks>
public readonly struct LorenzPoint : IEquatable<LorenzPoint>
{
    internal LorenzPoint(double customers, double held)
    {
        Customers = customers;
        Held = held;
    }

    /// <summary>Share of the customers, poorest first, 0 to 1.</summary>
    public double Customers { get; }

    /// <summary>Share of the total that they hold, 0 to 1.</summary>
    public double Held { get; }

    /// <inheritdoc/>
    public bool Equals(LorenzPoint other) => Customers.Equals(other.Customers) && Held.Equals(other.Held);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is LorenzPoint other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Customers, Held);

    /// <summary>Both shares in invariant text.</summary>
    public override string ToString() => $"({Guard.Text(Customers)}, {Guard.Text(Held)})";

    /// <summary>True when both shares are the same.</summary>
    public static bool operator ==(LorenzPoint left, LorenzPoint right) => left.Equals(right);

    /// <summary>True when a share differs.</summary>
    public static bool operator !=(LorenzPoint left, LorenzPoint right) => !left.Equals(right);
}
