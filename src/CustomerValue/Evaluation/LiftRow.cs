namespace CustomerValue.Evaluation;

/// <summary>One bin of a lift table.</summary>
public sealed class LiftRow
{
    internal LiftRow(int bin, double weight, double events, double cumulativeEvents, double share, double eventTotal, double baseRate)
    {
        Bin = bin;
        Weight = weight;
        Events = events;
        CumulativeShare = share;
        Rate = events / weight;
        var some = eventTotal > 0;
        Lift = some ? Figure.Of(Rate / baseRate) : Figure.Undefined(UndefinedReason.ZeroBase);
        CumulativeGain = some ? Figure.Of(cumulativeEvents / eventTotal) : Figure.Undefined(UndefinedReason.ZeroBase);
        CumulativeLift = some ? Figure.Of(cumulativeEvents / eventTotal / share) : Figure.Undefined(UndefinedReason.ZeroBase);
    }

    /// <summary>1 for the highest scores.</summary>
    public int Bin { get; }

    /// <summary>Customers in the bin, Σ of weights; a fraction where a tie is shared.</summary>
    public double Weight { get; }

    /// <summary>Customers with the event in the bin; a fraction where a tie is shared.</summary>
    public double Events { get; }

    /// <summary>Share of all customers in this bin and those above it.</summary>
    public double CumulativeShare { get; }

    /// <summary>Events ÷ customers of the bin.</summary>
    public double Rate { get; }

    /// <summary>Rate of the bin ÷ rate of all.</summary>
    public Figure Lift { get; }

    /// <summary>Share of all events in this bin and those above it.</summary>
    public Figure CumulativeGain { get; }

    /// <summary>Rate of this bin and those above it ÷ rate of all.</summary>
    public Figure CumulativeLift { get; }
}
