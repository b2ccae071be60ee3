using CustomerValue.Information;
using CustomerValue.Numerics;

namespace CustomerValue.Lifetime;

/// <summary>How future purchases are brought to today's worth: an effective annual rate, a payment convention and a period.</summary>
public sealed record Discounting
{
    private const int MostPeriods = 100_000;

    /// <summary>Ten percent a year, continuously.</summary>
    public static Discounting Default { get; } = new();

    /// <summary>The effective annual rate, ≥ 0: at 0.10 a sum a year from now is worth 1/1.10 today.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The rate is negative or not finite.</exception>
    public double AnnualRate
    {
        get;
        init => field = Guard.NonNegative(value, nameof(AnnualRate));
    } = 0.10;

    /// <summary>When within a period its purchases are taken to be paid.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is none of the enumeration.</exception>
    public PaymentTiming Timing
    {
        get;
        init => field = value is >= PaymentTiming.Continuous and <= PaymentTiming.StartOfPeriod
            ? value
            : throw Guard.OutOfRange(nameof(Timing), (int)value, "must be one of PaymentTiming");
    }

    /// <summary>Length of a period in the model's own unit, &gt; 0; a horizon that is no multiple ends with a shorter period. Not used when continuous.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The length is not finite and positive.</exception>
    public double Period
    {
        get;
        init => field = Guard.Positive(value, nameof(Period));
    } = 1;

    /// <summary>A term structure that takes the place of <see cref="AnnualRate"/> for limited horizons; none when null.</summary>
    public RateCurve? Curve { get; init; }

    /// <summary>The continuous rate per unit of time, ln(1 + annual rate) ÷ units per year.</summary>
    /// <param name="unit">The unit of time of the model.</param>
    public double RatePer(TimeUnit unit) => Elementary.Log1p(AnnualRate) / unit.PerYear;

    /// <summary>Refuses a horizon that is negative, not finite, or of more periods than anybody means.</summary>
    internal void CheckHorizon(double horizon)
    {
        Guard.NonNegative(horizon);
        if (Timing != PaymentTiming.Continuous && horizon > MostPeriods * Period)
        {
            throw Guard.OutOfRange(nameof(horizon), horizon, $"must hold at most {Guard.Text(MostPeriods)} periods of {Guard.Text(Period)}");
        }
    }
}
