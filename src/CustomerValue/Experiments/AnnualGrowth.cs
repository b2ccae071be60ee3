using CustomerValue.Statistics;

namespace CustomerValue.Experiments;

/// <summary>Growth per year, compounded, with its error and interval.</summary>
/// <remarks>
/// The error is the delta method's; the interval takes the limits of the growth over the whole span to one year, so that both intervals say the same. Undefined with a
/// reason where the growth is. Immutable and thread-safe.
/// </remarks>
public sealed class AnnualGrowth
{
    internal AnnualGrowth(Figure growth, Figure error, ConfidenceInterval whole, int clusters, double years)
    {
        Years = years;
        Clusters = clusters;
        Growth = growth.IsDefined ? CompoundGrowth.OfRatio(growth.Value, years) : growth;
        StandardError = !growth.IsDefined ? growth
            : !error.IsDefined ? error
            : growth.Value <= -1 ? (years == 1 ? error : Figure.Undefined(UndefinedReason.AtLimit))
            : Figure.Of(error.Value * (1 + Growth.Value) / ((1 + growth.Value) * years));
        var method = years == 1 ? whole.Method : whole.Method + ", a year";
        Interval = StandardError.IsDefined || growth.IsDefined && error.IsDefined
            ? new ConfidenceInterval(Limit(whole.Lower, years), Limit(whole.Upper, years), whole.Level, method)
            : new ConfidenceInterval(double.NegativeInfinity, double.PositiveInfinity, whole.Level, method);
    }

    /// <summary>Years from start to end.</summary>
    public double Years { get; }

    /// <summary>Households (or customers where none were given) that speak to the figure.</summary>
    public int Clusters { get; }

    /// <summary>(Σ end ÷ Σ start)^(1 ÷ years) − 1.</summary>
    public Figure Growth { get; }

    /// <summary>Standard error of <see cref="Growth"/>.</summary>
    public Figure StandardError { get; }

    /// <summary>Interval of <see cref="Growth"/>; the whole line when no error can be given.</summary>
    public ConfidenceInterval Interval { get; }

    /// <summary>One line, in invariant text.</summary>
    public override string ToString() => $"{Growth} a year, se {StandardError}, {Interval}";

    // Over one year the plain limit, as it is; over longer spans nobody loses more than everything.
    private static double Limit(double growth, double years)
    {
        if (years == 1 || double.IsInfinity(growth))
        {
            return growth;
        }

        var limit = growth <= -1 ? Figure.Of(-1) : CompoundGrowth.OfRatio(growth, years);
        return limit.IsDefined ? limit.Value : double.PositiveInfinity;
    }
}
