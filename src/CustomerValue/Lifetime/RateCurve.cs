using CustomerValue.Numerics;

namespace CustomerValue.Lifetime;

/// <summary>A term structure of interest: what money is worth today depends on how far ahead it comes.</summary>
/// <remarks>
/// Between the given terms the forward rate is flat, so that the logarithm of the discount factor is a line; beyond the last it goes on. Immutable
/// and thread-safe.
/// </remarks>
public sealed class RateCurve
{
    private readonly double[] years;
    private readonly double[] logs;

    private RateCurve(double[] years, double[] logs)
    {
        this.years = years;
        this.logs = logs;
    }

    /// <summary>The curve through effective annual zero rates.</summary>
    /// <param name="years">Terms in years, rising, each finite and &gt; 0; at least one.</param>
    /// <param name="annualRates">Effective annual rate for money at each term, finite and &gt; −1; factors must not rise with the term.</param>
    /// <exception cref="ArgumentException">Lengths differ, terms do not rise, or money later would be worth more; the message names the row.</exception>
    public static RateCurve FromZeroRates(ReadOnlySpan<double> years, ReadOnlySpan<double> annualRates)
    {
        Guard.SameLength(annualRates.Length, years.Length, nameof(annualRates));
        Guard.AllFinite(years, nameof(years));
        Guard.AllFinite(annualRates, nameof(annualRates));
        if (years.Length == 0)
        {
            throw new ArgumentException("A curve needs at least one term.", nameof(years));
        }

        var (terms, logs) = (new double[years.Length + 1], new double[years.Length + 1]);
        for (var i = 0; i < years.Length; i++)
        {
            terms[i + 1] = years[i];
            logs[i + 1] = annualRates[i] > -1 ? years[i] * Elementary.Log1p(annualRates[i]) : double.NaN;
            if (!(years[i] > terms[i] && logs[i + 1] >= logs[i]))
            {
                throw Guard.BrokenRow(
                    nameof(years), i, "rising terms > 0 and factors that do not rise", $"{Guard.Text(years[i])} years at {Guard.Text(annualRates[i])}");
            }
        }

        return new RateCurve(terms, logs);
    }

    /// <summary>What a unit of money at this term is worth today.</summary>
    /// <param name="term">Years ahead, finite and ≥ 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">The term is negative or not finite.</exception>
    public double Factor(double term) => Elementary.Exp(-LogGrowth(Guard.NonNegative(term)));

    /// <summary>Number of pieces with a flat forward rate.</summary>
    internal int Pieces => years.Length - 1;

    /// <summary>A piece: from, to (infinite for the last), forward rate per year, and ln of the growth until its beginning.</summary>
    internal (double From, double To, double Forward, double LogGrowth) Piece(int i) => (
        years[i],
        i == Pieces - 1 ? double.PositiveInfinity : years[i + 1],
        (logs[i + 1] - logs[i]) / (years[i + 1] - years[i]),
        logs[i]);

    /// <summary>−ln of the factor.</summary>
    internal double LogGrowth(double term)
    {
        var i = Pieces - 1;
        while (i > 0 && years[i] > term)
        {
            i--;
        }

        var (from, _, forward, log) = Piece(i);
        return log + forward * (term - from);
    }
}
