namespace LoanMailer;

/// <summary>One letter of the lender's mailing, what was known of the client before, and what he did.</summary>
internal sealed record Letter
{
    /// <summary>The mailing's wave, 1 to 3.</summary>
    public required int Wave { get; init; }

    /// <summary>The lender's risk class: rates were drawn within it, low risk from lower rates.</summary>
    public required string Risk { get; init; }

    /// <summary>The monthly rate that the letter offered, in percent.</summary>
    public required double OfferedRate { get; init; }

    /// <summary>True when the letter promised the rate for a year of good repayment.</summary>
    public required bool PromisesYear { get; init; }

    /// <summary>Measured before the mailing, in the order of <see cref="LetterFile.Covariates"/>.</summary>
    public required double[] Before { get; init; }

    public required bool Applied { get; init; }

    public required bool TookLoan { get; init; }

    /// <summary>Amount lent, in rand; 0 without a loan.</summary>
    public required double Loan { get; init; }

    /// <summary>Interest earned on it, in rand.</summary>
    public required double Interest { get; init; }

    /// <summary>Risk class × wave: within it the offered rate was drawn by lot.</summary>
    public long Stratum => 10 * Wave + (Risk switch { "LOW" => 1, "MEDIUM" => 2, _ => 3 });

    public static string StratumName(long stratum) => $"{(stratum % 10) switch { 1 => "low", 2 => "medium", _ => "high" }} risk, wave {stratum / 10}";
}
