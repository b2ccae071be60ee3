using CustomerValue.Experiments;

namespace LoanMailer;

/// <summary>Two questions to one mailing: did low rates pay, and did the promise of a year?</summary>
internal sealed record MailerStudy
{
    /// <summary>Offers up to this monthly rate, in percent, are called low.</summary>
    public const double LowRate = 8;

    public required Letter[] Letters { get; init; }

    public required Balance RateBalance { get; init; }

    public required IReadOnlyList<Effect> RateEffects { get; init; }

    /// <summary>Promised letters against others, wave by wave: sizes within each risk class, balance, and effects.</summary>
    public required IReadOnlyList<PromiseWave> PromiseWaves { get; init; }

    /// <summary>What one would have read off all waves in one pot.</summary>
    public required IReadOnlyList<Effect> PromisePooled { get; init; }

    public static MailerStudy Of(Letter[] letters)
    {
        bool IsLow(Letter letter) => letter.OfferedRate <= LowRate;
        return new MailerStudy
        {
            Letters = letters,
            RateBalance = Balance.Of(letters, IsLow),
            RateEffects = Effects(letters, IsLow),
            PromiseWaves = [.. letters.Select(letter => letter.Wave).Distinct().Order().Select(wave => PromiseWave.Of(wave, Array.FindAll(letters, letter => letter.Wave == wave)))],
            PromisePooled = Effects(letters, letter => letter.PromisesYear),
        };
    }

    public static IReadOnlyList<Effect> Effects(Letter[] letters, Func<Letter, bool> isTreated) =>
    [
        Effect.Of("applied", letters, isTreated, letter => letter.Applied ? 1 : 0, isYesNo: true),
        Effect.Of("took a loan", letters, isTreated, letter => letter.TookLoan ? 1 : 0, isYesNo: true),
        Effect.Of("amount lent, rand", letters, isTreated, letter => letter.Loan, isYesNo: false),
        Effect.Of("interest earned, rand", letters, isTreated, letter => letter.Interest, isYesNo: false),
    ];
}

/// <summary>The promise of a year in one wave: what must hold before an effect is shown, and the effect where it holds.</summary>
internal sealed record PromiseWave
{
    public required int Wave { get; init; }

    /// <summary>Letters without and with the promise, and their check against one to one, for each risk class.</summary>
    public required IReadOnlyList<(long Stratum, long Without, long With, SampleRatioCheck OneToOne)> Sizes { get; init; }

    public required Balance Balance { get; init; }

    /// <summary>Empty where sizes or balance say that no lots were drawn.</summary>
    public required IReadOnlyList<Effect> Effects { get; init; }

    public bool IsDrawn => Balance.IsDrawn && Sizes.All(s => !s.OneToOne.IsMismatch());

    public static PromiseWave Of(int wave, Letter[] letters)
    {
        var sizes = letters.GroupBy(letter => letter.Stratum).OrderBy(group => group.Key).Select(group =>
        {
            long with = group.Count(letter => letter.PromisesYear), without = group.Count() - with;
            return (group.Key, without, with, SampleRatioCheck.Of([without, with], [1, 1]));
        }).ToArray();
        var balance = Balance.Of(letters, letter => letter.PromisesYear);
        var study = new PromiseWave { Wave = wave, Sizes = sizes, Balance = balance, Effects = [] };
        return study.IsDrawn ? study with { Effects = MailerStudy.Effects(letters, letter => letter.PromisesYear) } : study;
    }
}
