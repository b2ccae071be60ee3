using CustomerValue.Experiments;

namespace LoanMailer;

/// <summary>The study on the screen.</summary>
internal static class MailerView
{
    public static void Show(MailerStudy study, TextWriter text)
    {
        text.WriteLine($"A lender's mailing, {study.Letters.Length:N0} letters in three waves (Karlan and Zinman 2008). The rate in each letter was drawn by lot within the");
        text.WriteLine("client's risk class and wave; better risks drew from lower rates.");
        ShowRates(study, text);
        ShowPromise(study, text);
    }

    private static void ShowRates(MailerStudy study, TextWriter text)
    {
        text.WriteLine();
        text.WriteLine($"1. Does a low rate ({MailerStudy.LowRate} % a month or less) pay?");
        text.WriteLine();
        text.WriteLine("   Known before the letter, low rate minus others, in standard errors");
        text.WriteLine($"   {"",-14}{"in one pot",12}{"within strata",15}");
        for (var c = 0; c < LetterFile.Covariates.Length; c++)
        {
            var within = study.RateBalance.Within[c];
            text.WriteLine($"   {LetterFile.Covariates[c],-14}{within.Unadjusted.Statistic.Value,12:F1}{within.Comparison.Statistic.Value,15:F1}");
        }

        text.WriteLine($"   within strata as lots would have it (smallest p {study.RateBalance.PValue:F2}, Holm); in one pot the omnibus test gives p {Tiny(study.RateBalance.Pooled.PValue.Value)}");
        Table(study.RateEffects, text);
        var empty = study.RateEffects[0].Stratified.EmptyStrata;
        text.WriteLine($"   No letter above {MailerStudy.LowRate} % went to: {string.Join("; ", empty.Select(Letter.StratumName))}. Nothing can be compared there, and the estimates are not about them.");
        var interest = study.RateEffects[^1];
        text.WriteLine();
        text.WriteLine($"   In one pot a low rate seems to earn {interest.Pooled.Estimate.Value:F0} rand more a letter. Within risk class and wave it earns {-interest.Stratified.Comparison.Estimate.Value:F0} less:");
        text.WriteLine("   the pot gives the low rate the credit for the good risks who drew it. The lots are right.");
    }

    private static void ShowPromise(MailerStudy study, TextWriter text)
    {
        text.WriteLine();
        text.WriteLine("2. Does promising the rate for a year of good repayment bring loans?");
        text.WriteLine();
        text.WriteLine("   Checks before any effect: sizes one to one within each risk class, and balance");
        foreach (var wave in study.PromiseWaves)
        {
            foreach (var (stratum, without, with, check) in wave.Sizes)
            {
                text.WriteLine($"   {Letter.StratumName(stratum),-22}{without,8:N0} without {with,8:N0} with   p {Tiny(check.PValue),-9}{(check.IsMismatch() ? "not one to one" : "")}");
            }

            text.WriteLine($"   wave {wave.Wave}: balance within strata, smallest p {Tiny(wave.Balance.PValue)} (Holm): {(wave.IsDrawn ? "as lots would have it" : "NOT drawn within these strata; no effect is shown")}");
        }

        foreach (var wave in study.PromiseWaves.Where(w => w.IsDrawn))
        {
            text.WriteLine();
            text.WriteLine($"   Wave {wave.Wave}, where lots were drawn:");
            Table(wave.Effects, text);
        }

        var pot = study.PromisePooled[1].Pooled;
        var shown = study.PromiseWaves.Where(w => w.IsDrawn).Select(w => w.Effects[1].Stratified.Comparison).ToArray();
        text.WriteLine();
        text.WriteLine($"   All waves in one pot would have said {100 * pot.Estimate.Value:+0.0;-0.0} points more loans (p {Tiny(pot.PValue.Value)}). Where lots were drawn it is {string.Join(", ", shown.Select(c => $"{100 * c.Estimate.Value:+0.0;-0.0} (p {Tiny(c.PValue.Value)})"))}:");
        text.WriteLine("   the promise went to other clients in the first waves, and that is what the pot shows.");
    }

    private static void Table(IReadOnlyList<Effect> effects, TextWriter text)
    {
        text.WriteLine();
        text.WriteLine($"   {"effect (± standard error)",-26}{"in one pot",18}{"within strata",18}{"Mantel–Haenszel",18}{"strata + covariates",21}");
        foreach (var effect in effects)
        {
            var isShare = effect.CommonEffect is not null;
            var common = effect.CommonEffect?.RiskDifference;
            text.WriteLine(
                $"   {effect.Outcome + (isShare ? ", points" : ""),-26}{Cell(effect.Pooled, isShare),18}{Cell(effect.Stratified.Comparison, isShare),18}"
                + $"{(common is null ? "" : Cell(common.Value.Value, common.StandardError.Value, isShare)),18}{Cell(effect.Regression.Comparison, isShare),21}");
        }
    }

    private static string Cell(ArmComparison c, bool isShare) => Cell(c.Estimate.Value, c.StandardError.Value, isShare);

    private static string Cell(double estimate, double error, bool isShare) =>
        isShare ? $"{100 * estimate:+0.00;-0.00} ± {100 * error:0.00}" : $"{estimate:+0.0;-0.0} ± {error:0.0}";

    private static string Tiny(double p) => p < 1e-300 ? "< 1E-300" : p < 0.001 ? $"{p:0E+0}" : $"{p:F2}";
}
