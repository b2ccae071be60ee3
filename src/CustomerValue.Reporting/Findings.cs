namespace CustomerValue.Reporting;

/// <summary>The rules by which titles are computed: from an interval, never by eye.</summary>
public static class Findings
{
    /// <summary>What may be said of an effect whose zero means nothing happened.</summary>
    /// <param name="estimate">The effect.</param>
    /// <param name="interval">Its interval; one that touches zero shows nothing.</param>
    /// <param name="breakEven">The effect that pays for itself, finite; null when not asked.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="breakEven"/> is not finite.</exception>
    public static EffectFinding OfEffect(Figure estimate, ConfidenceInterval interval, double? breakEven = null)
    {
        if (breakEven is { } given)
        {
            Guard.Finite(given, nameof(breakEven));
        }

        if (!estimate.IsDefined || interval.Level == 0)
        {
            return EffectFinding.Unknown;
        }

        if (interval.Contains(0))
        {
            return EffectFinding.NotShown;
        }

        if (interval.Upper < 0)
        {
            return EffectFinding.Below;
        }

        return breakEven is not { } limit ? EffectFinding.Above
            : interval.Lower >= limit ? EffectFinding.PaysForItself
            : interval.Upper < limit ? EffectFinding.TooLittleToPay
            : EffectFinding.PayOpen;
    }

    /// <summary>A title for an effect; words of cause only for groups drawn by lot.</summary>
    internal static string Title(Words words, EffectFinding finding, bool isRandomized, string treatment, string outcome, string size) => finding switch
    {
        EffectFinding.Unknown => words.Say("The effect of {0} on {1} cannot be estimated", treatment, outcome),
        EffectFinding.NotShown when isRandomized => words.Say("No effect of {0} on {1} can be shown yet", treatment, outcome),
        EffectFinding.NotShown => words.Say("Like with like, no difference in {1} between {0} and the rest can be shown yet", treatment, outcome),
        EffectFinding.Below when isRandomized => words.Say("{0} lowers {1} by {2}", Capital(treatment), outcome, size),
        EffectFinding.Below => words.Say("Like with like, {1} is lower by {2} with {0}", treatment, outcome, size),
        EffectFinding.Above when isRandomized => words.Say("{0} lifts {1} by {2}", Capital(treatment), outcome, size),
        EffectFinding.Above => words.Say("Like with like, {1} is higher by {2} with {0}", treatment, outcome, size),
        EffectFinding.PaysForItself when isRandomized => words.Say("{0} lifts {1} by {2} and pays for itself", Capital(treatment), outcome, size),
        EffectFinding.PaysForItself => words.Say("Like with like, {1} is higher by {2} with {0}: enough to pay for itself, if that is the effect", treatment, outcome, size),
        EffectFinding.TooLittleToPay when isRandomized => words.Say("{0} lifts {1} by {2}: too little to pay for itself", Capital(treatment), outcome, size),
        EffectFinding.TooLittleToPay => words.Say("Like with like, {1} is higher by {2} with {0}: too little to pay for itself", treatment, outcome, size),
        _ when isRandomized => words.Say("{0} lifts {1} by {2}; whether that pays for itself is still open", Capital(treatment), outcome, size),
        _ => words.Say("Like with like, {1} is higher by {2} with {0}; whether that pays for itself is still open", treatment, outcome, size),
    };

    /// <summary>The text with a capital at its beginning.</summary>
    internal static string Capital(string text) =>
        text.Length > 0 && text[0] is >= 'a' and <= 'z' ? (char)(text[0] - 32) + text.Substring(1) : text;
}
