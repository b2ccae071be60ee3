namespace CustomerValue.Reporting;

/// <summary>A share of customers as a title says it: a fifth rather than 20%.</summary>
internal static class ShareText
{
    public static string Of(Words words, double share) => share switch
    {
        0.05 => words.Say("twentieth"),
        0.1 => words.Say("tenth"),
        0.2 => words.Say("fifth"),
        0.25 => words.Say("quarter"),
        0.5 => words.Say("half"),
        _ => words.Share(share, Digits(share)),
    };

    /// <summary>No decimal for whole percents.</summary>
    public static int Digits(double share) => Math.Abs(100 * share - Math.Round(100 * share)) < 1e-9 ? 0 : 1;
}
