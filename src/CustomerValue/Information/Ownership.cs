namespace CustomerValue.Information;

/// <summary>A client's share of an account.</summary>
/// <remarks><c>default</c> is a missing client without a share.</remarks>
public readonly struct Ownership : IEquatable<Ownership>
{
    internal Ownership(RecordKey client, DispositionRole role, double weight)
    {
        Client = client;
        Role = role;
        Weight = weight;
    }

    /// <summary>The client.</summary>
    public RecordKey Client { get; }

    /// <summary>The client's role.</summary>
    public DispositionRole Role { get; }

    /// <summary>The share, 0 to 1: equal among owners and co-owners, 0 for disponents.</summary>
    public double Weight { get; }

    /// <inheritdoc/>
    public bool Equals(Ownership other) => Client == other.Client && Role == other.Role && Weight.Equals(other.Weight);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is Ownership other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Client, Role, Weight);

    /// <summary>True when client, role and share are equal.</summary>
    public static bool operator ==(Ownership left, Ownership right) => left.Equals(right);

    /// <summary>True when they differ.</summary>
    public static bool operator !=(Ownership left, Ownership right) => !left.Equals(right);
}
