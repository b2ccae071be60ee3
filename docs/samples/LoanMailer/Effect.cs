using CustomerValue.Experiments;

namespace LoanMailer;

/// <summary>One outcome of two groups of letters, compared in four ways.</summary>
internal sealed record Effect
{
    public required string Outcome { get; init; }

    /// <summary>All letters in one pot: Welch's test.</summary>
    public required ArmComparison Pooled { get; init; }

    /// <summary>Within risk × wave, averaged by the strata's sizes.</summary>
    public required StratifiedComparison Stratified { get; init; }

    /// <summary>Least squares on strata and covariates, each group its own slopes (Lin 2013).</summary>
    public required AdjustedComparison Regression { get; init; }

    /// <summary>The common risk difference of Mantel and Haenszel, for outcomes that are yes or no.</summary>
    public required MantelHaenszel? CommonEffect { get; init; }

    public static Effect Of(string outcome, Letter[] letters, Func<Letter, bool> isTreated, Func<Letter, double> value, bool isYesNo)
    {
        var values = Array.ConvertAll(letters, letter => value(letter));
        var treated = Array.ConvertAll(letters, letter => isTreated(letter));
        var strata = Array.ConvertAll(letters, letter => letter.Stratum);
        return new Effect
        {
            Outcome = outcome,
            Pooled = MeanTest.Welch(Of(values, treated, true), Of(values, treated, false)),
            Stratified = StratifiedComparison.Of(values, treated, strata, new StratificationOptions { LeaveOutEmpty = true }),
            Regression = OnStrataAndCovariates(letters, values, treated, strata),
            CommonEffect = isYesNo ? MantelHaenszel.Of(Array.ConvertAll(values, v => v == 1), treated, strata) : null,
        };
    }

    private static double[] Of(double[] values, bool[] treated, bool arm) => [.. values.Where((_, row) => treated[row] == arm)];

    // Letters of strata that hold only one of the groups have nothing to be compared with.
    private static AdjustedComparison OnStrataAndCovariates(Letter[] letters, double[] values, bool[] treated, long[] strata)
    {
        var comparable = strata.Distinct().Where(s => Enumerable.Range(0, strata.Length).Where(i => strata[i] == s).Select(i => treated[i]).Distinct().Count() == 2).Order().ToArray();
        var rows = Enumerable.Range(0, letters.Length).Where(i => comparable.Contains(strata[i])).ToArray();
        return RegressionAdjustment.Fit(
            new TrialColumns
            {
                Outcomes = Array.ConvertAll(rows, i => values[i]),
                IsTreated = Array.ConvertAll(rows, i => treated[i]),
                Covariates = rows.SelectMany(i => comparable.Skip(1).Select(s => strata[i] == s ? 1.0 : 0).Concat(letters[i].Before)).ToArray(),
                CovariateNames = [.. comparable.Skip(1).Select(Letter.StratumName), .. LetterFile.Covariates],
            });
    }
}
