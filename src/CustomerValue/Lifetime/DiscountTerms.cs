using CustomerValue.Information;
using CustomerValue.Numerics;

namespace CustomerValue.Lifetime;

/// <summary>Discounting in one unit of time: what scores need of it.</summary>
internal readonly struct DiscountTerms(Discounting discounting, TimeUnit unit)
{
    private readonly double perYear = unit.PerYear;

    public bool IsContinuous => discounting.Timing == PaymentTiming.Continuous;

    public double Period => discounting.Period;

    /// <summary>The continuous rate per unit of time where there is no curve.</summary>
    public double Rate { get; } = discounting.RatePer(unit);

    public RateCurve? Curve => discounting.Curve;

    /// <summary>Units of time in a year.</summary>
    public double PerYear => perYear;

    /// <summary>What a unit paid for the period from…to is worth today; not for continuous payment.</summary>
    public double Factor(double from, double to) => At(discounting.Timing switch
    {
        PaymentTiming.StartOfPeriod => from,
        PaymentTiming.MidPeriod => 0.5 * (from + to),
        _ => to,
    });

    /// <summary>What a unit paid at this time is worth today.</summary>
    public double At(double time) => Elementary.Exp(-(Curve is { } curve ? curve.LogGrowth(time / perYear) : Rate * time));

    /// <summary>Today's worth of one unit per unit of time until the horizon, as the convention pays it.</summary>
    public double Annuity(double horizon)
    {
        if (IsContinuous)
        {
            return Curve is null ? Flat(Rate, horizon) : this.Pieces(new Constant(), horizon);
        }

        var sum = 0.0;
        for (var k = 0L; k * Period < horizon; k++)
        {
            var to = Math.Min((k + 1) * Period, horizon);
            sum += Factor(k * Period, to) * (to - k * Period);
        }

        return sum;
    }

    /// <summary>∫ factor dE over 0…horizon under a curve, from ∫ e^(−δu) dE at flat rates: piece by piece of the curve.</summary>
    public double Pieces<T>(in T flat, double horizon)
        where T : struct, IFlatDiscount
    {
        var sum = 0.0;
        var curve = Curve!;
        for (var i = 0; i < curve.Pieces; i++)
        {
            var (from, to, forward, log) = curve.Piece(i);
            double begin = from * perYear, end = Math.Min(horizon, to * perYear), rate = forward / perYear;
            if (begin >= horizon)
            {
                break;
            }

            // e^(rate·begin) carries the flat discount to the beginning of the piece.
            var inside = flat.Until(rate, end) - (begin > 0 ? flat.Until(rate, begin) : 0);
            sum += Elementary.Exp(rate * begin - log) * inside;
        }

        return sum;
    }

    private static double Flat(double rate, double horizon) => rate > 0 ? -Elementary.Expm1(-rate * horizon) / rate : horizon;

    private readonly struct Constant : IFlatDiscount
    {
        public double Until(double rate, double horizon) => Flat(rate, horizon);
    }
}
