using CustomerValue.Statistics;

namespace CustomerValue.Experiments;

/// <summary>The rule for covariates that are missing: fill with the average of the others and say so in a second covariate.</summary>
/// <remarks>
/// Being missing is settled before treatment, so in a randomized trial both columns are lawful covariates and no customer is lost (Zhao and Ding 2022, JASA).
/// Nothing in this room takes NaN.
/// </remarks>
public static class MissingCovariate
{
    /// <summary>Fills a column and marks what was filled.</summary>
    /// <param name="values">One value a row; finite where present, not read where missing.</param>
    /// <param name="isMissing">True where the value is missing; as long as <paramref name="values"/>.</param>
    /// <param name="filled">Receives the column with the average of the present values in place of missing ones (0 when none is present).</param>
    /// <param name="indicator">Receives 1 where missing, else 0.</param>
    /// <exception cref="ArgumentException">Lengths differ, a destination is too short, or a present value is NaN or infinite.</exception>
    public static void Fill(ReadOnlySpan<double> values, ReadOnlySpan<bool> isMissing, Span<double> filled, Span<double> indicator)
    {
        Guard.SameLength(isMissing.Length, values.Length, nameof(isMissing));
        Guard.LongEnough(filled.Length, values.Length, nameof(filled));
        Guard.LongEnough(indicator.Length, values.Length, nameof(indicator));
        var present = default(SampleMoments);
        for (var row = 0; row < values.Length; row++)
        {
            if (!isMissing[row] && !double.IsFinite(values[row]))
            {
                throw Guard.BrokenRow(nameof(values), row, "a present covariate is finite", $"value {Guard.Text(values[row])}");
            }

            present = isMissing[row] ? present : present.Add(values[row]);
        }

        for (var row = 0; row < values.Length; row++)
        {
            filled[row] = isMissing[row] ? present.Mean : values[row];
            indicator[row] = isMissing[row] ? 1 : 0;
        }
    }
}
