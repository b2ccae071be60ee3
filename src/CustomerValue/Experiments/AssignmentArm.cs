namespace CustomerValue.Experiments;

/// <summary>One arm of an assignment: its name and its share.</summary>
/// <remarks><c>default</c> is an arm without name and share; an assignment refuses it.</remarks>
public readonly struct AssignmentArm : IEquatable<AssignmentArm>
{
    private readonly string? name;

    /// <summary>An arm.</summary>
    /// <param name="name">Such as <c>marketing</c>; not empty.</param>
    /// <param name="weight">Share relative to the other arms, finite and ≥ 0: 3, 4, 3 and 0.3, 0.4, 0.3 are the same.</param>
    /// <exception cref="ArgumentException">The name is null or empty, or the weight is out of its range.</exception>
    public AssignmentArm(string name, double weight)
    {
        this.name = Guard.NotNull(name).Length > 0 ? name : throw new ArgumentException("name is empty; an arm needs one.", nameof(name));
        Weight = Guard.NonNegative(weight);
    }

    /// <summary>The arm's name.</summary>
    public string Name => name ?? string.Empty;

    /// <summary>Share relative to the other arms.</summary>
    public double Weight { get; }

    /// <inheritdoc/>
    public bool Equals(AssignmentArm other) => string.Equals(Name, other.Name, StringComparison.Ordinal) && Weight.Equals(other.Weight);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is AssignmentArm other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Name, Weight);

    /// <summary>Name and weight, in invariant text.</summary>
    public override string ToString() => $"{Name} ({Guard.Text(Weight)})";

    /// <summary>True when name and weight are equal.</summary>
    public static bool operator ==(AssignmentArm left, AssignmentArm right) => left.Equals(right);

    /// <summary>True when they differ.</summary>
    public static bool operator !=(AssignmentArm left, AssignmentArm right) => !left.Equals(right);
}
