using CustomerValue.Experiments;
using CustomerValue.Statistics;

namespace LoanMailer;

/// <summary>How alike two groups of letters are in what was known before: in one pot, and within strata.</summary>
internal sealed record Balance
{
    /// <summary>Standardized differences with all letters in one pot.</summary>
    public required BalanceReport Pooled { get; init; }

    /// <summary>The same covariates compared within risk × wave.</summary>
    public required IReadOnlyList<StratifiedComparison> Within { get; init; }

    /// <summary>The smallest p-value within strata, adjusted for all covariates (Holm): below .001 the letters were not drawn within these strata.</summary>
    public required double PValue { get; init; }

    public bool IsDrawn => PValue >= SampleRatioCheck.DefaultThreshold;

    public static Balance Of(Letter[] letters, Func<Letter, bool> isTreated)
    {
        var treated = Array.ConvertAll(letters, letter => isTreated(letter));
        var strata = Array.ConvertAll(letters, letter => letter.Stratum);
        var within = Enumerable.Range(0, LetterFile.Covariates.Length)
            .Select(c => StratifiedComparison.Of(Array.ConvertAll(letters, letter => letter.Before[c]), treated, strata, new StratificationOptions { LeaveOutEmpty = true }))
            .ToArray();
        var adjusted = new double[within.Length];
        Multiplicity.Holm(Array.ConvertAll(within, w => w.Comparison.PValue.Value), adjusted);
        return new Balance
        {
            Pooled = BalanceReport.Of(letters.SelectMany(letter => letter.Before).ToArray(), LetterFile.Covariates, Array.ConvertAll(treated, t => t ? 1 : 0)),
            Within = within,
            PValue = adjusted.Min(),
        };
    }
}
