namespace CustomerValue.Lifetime;

/// <summary>Customers with one number of repeat purchases before, and what they did afterwards.</summary>
/// <remarks><c>default</c> is a class of no customers.</remarks>
public readonly struct FrequencyClass : IEquatable<FrequencyClass>
{
    internal FrequencyClass(int repeats, bool isOpen, long customers, double meanExpected, double meanActual)
    {
        Repeats = repeats;
        IsOpen = isOpen;
        Customers = customers;
        MeanExpected = meanExpected;
        MeanActual = meanActual;
    }

    /// <summary>Repeat purchases before.</summary>
    public int Repeats { get; }

    /// <summary>True for the last class, of so many repeats or more.</summary>
    public bool IsOpen { get; }

    /// <summary>Customers in the class.</summary>
    public long Customers { get; }

    /// <summary>Their mean forecast.</summary>
    public double MeanExpected { get; }

    /// <summary>Their mean number of purchases.</summary>
    public double MeanActual { get; }

    /// <inheritdoc/>
    public bool Equals(FrequencyClass other) => Repeats == other.Repeats && IsOpen == other.IsOpen && Customers == other.Customers
        && MeanExpected.Equals(other.MeanExpected) && MeanActual.Equals(other.MeanActual);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is FrequencyClass other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Repeats, IsOpen, Customers, MeanExpected, MeanActual);

    /// <summary>One line for a table, in invariant text.</summary>
    public override string ToString() =>
        $"{Guard.Text(Repeats)}{(IsOpen ? "+" : string.Empty)} repeats: {Guard.Text(Customers)} customers, forecast {Guard.Text(MeanExpected)}, actual {Guard.Text(MeanActual)}";

    /// <summary>True when both are the same class with the same figures.</summary>
    public static bool operator ==(FrequencyClass left, FrequencyClass right) => left.Equals(right);

    /// <summary>True when they differ.</summary>
    public static bool operator !=(FrequencyClass left, FrequencyClass right) => !left.Equals(right);

    internal struct Sums
    {
        private long customers;
        private double expected, actual;

        public void Add(double e, double a)
        {
            customers++;
            expected += e;
            actual += a;
        }

        public readonly FrequencyClass ToClass(int repeats, bool isOpen) =>
            new(repeats, isOpen, customers, customers > 0 ? expected / customers : 0, customers > 0 ? actual / customers : 0);
    }
}
