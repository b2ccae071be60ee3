namespace CustomerValue.Uplift;

/// <summary>One vertex of an uplift curve.</summary>
/// <remarks><c>default</c> is the start, (0, 0).</remarks>
public readonly struct UpliftPoint : IEquatable<UpliftPoint>
{
    internal UpliftPoint(double customers, double value)
    {
        Customers = customers;
        Value = value;
    }

    /// <summary>Customers so far, Σ of weights.</summary>
    public double Customers { get; }

    /// <summary>Height of the curve.</summary>
    public double Value { get; }

    /// <inheritdoc/>
    public bool Equals(UpliftPoint other) => Customers.Equals(other.Customers) && Value.Equals(other.Value);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is UpliftPoint other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Customers, Value);

    /// <summary>The point as <c>(customers, value)</c>.</summary>
    public override string ToString() => $"({Guard.Text(Customers)}, {Guard.Text(Value)})";

    /// <summary>True when both are the same point.</summary>
    public static bool operator ==(UpliftPoint left, UpliftPoint right) => left.Equals(right);

    /// <summary>True when they differ.</summary>
    public static bool operator !=(UpliftPoint left, UpliftPoint right) => !left.Equals(right);
}
