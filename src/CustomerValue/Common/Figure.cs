using System.Globalization;

namespace CustomerValue;

/// <summary>A number that can be undefined: a value, or the reason why there is none.</summary>
/// <remarks><c>default</c> is undefined for want of observations.</remarks>
public readonly struct Figure : IEquatable<Figure>
{
    private readonly double value;
    private readonly bool isDefined;
    private readonly UndefinedReason reason;

    private Figure(double value, bool isDefined, UndefinedReason reason)
    {
        this.value = value;
        this.isDefined = isDefined;
        this.reason = reason;
    }

    /// <summary>True when there is a value.</summary>
    public bool IsDefined => isDefined;

    /// <summary>The value.</summary>
    /// <exception cref="InvalidOperationException">The figure is undefined; the message names the reason.</exception>
    public double Value => isDefined
        ? value
        : throw new InvalidOperationException($"The figure is undefined: {Reason}. Ask IsDefined first, or read ValueOrNaN.");

    /// <summary>The value, or NaN when undefined.</summary>
    public double ValueOrNaN => isDefined ? value : double.NaN;

    /// <summary>Why there is no value; <see cref="UndefinedReason.None"/> when there is one.</summary>
    public UndefinedReason Reason => isDefined ? UndefinedReason.None : reason == UndefinedReason.None ? UndefinedReason.NoObservations : reason;

    /// <summary>A defined figure.</summary>
    /// <param name="value">A finite number.</param>
    /// <exception cref="ArgumentOutOfRangeException">The value is NaN or infinite.</exception>
    public static Figure Of(double value) => new(Guard.Finite(value), true, UndefinedReason.None);

    /// <summary>An undefined figure.</summary>
    /// <param name="reason">Why, other than <see cref="UndefinedReason.None"/>.</param>
    /// <exception cref="ArgumentException">The reason is <see cref="UndefinedReason.None"/>.</exception>
    public static Figure Undefined(UndefinedReason reason) => reason != UndefinedReason.None
        ? new Figure(double.NaN, false, reason)
        : throw new ArgumentException("An undefined figure needs a reason other than None.", nameof(reason));

    /// <inheritdoc/>
    public bool Equals(Figure other) => isDefined == other.isDefined && Reason == other.Reason && (!isDefined || value.Equals(other.value));

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is Figure other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => isDefined ? value.GetHashCode() : (int)Reason;

    /// <summary>The value in invariant text, or <c>undefined (reason)</c>.</summary>
    public override string ToString() => isDefined ? value.ToString("R", CultureInfo.InvariantCulture) : $"undefined ({Reason})";

    /// <summary>True when both are the same value or undefined for the same reason.</summary>
    public static bool operator ==(Figure left, Figure right) => left.Equals(right);

    /// <summary>True when they differ.</summary>
    public static bool operator !=(Figure left, Figure right) => !left.Equals(right);
}
