using CustomerValue.Numerics;
using CustomerValue.Statistics;

namespace CustomerValue.Experiments;

/// <summary>Compares two rates within strata: the Cochran–Mantel–Haenszel test, common odds ratio, risk ratio and risk difference, and whether one odds ratio fits.</summary>
/// <remarks>
/// Safe for many sparse strata: one that has no customer in an arm, or outcomes of one class only, adds nothing to the test and the odds ratio, and is counted. Errors:
/// Robins, Breslow and Greenland (1986) for the odds ratio, Greenland and Robins (1985) for risk ratio and difference. The continuity correction takes ½ from |A − E|, and
/// nothing where |A − E| is below ½ (R's <c>mantelhaen.test</c>). Homogeneity after Breslow and Day (1980), corrected by Tarone (1985), over informative strata; both need large strata. Immutable and thread-safe.
/// </remarks>
public sealed class MantelHaenszel
{
    private MantelHaenszel(ReadOnlySpan<ProportionCounts> treatment, ReadOnlySpan<ProportionCounts> control, double level)
    {
        double excess = 0, variance = 0;
        double or1 = 0, or0 = 0, pr = 0, psqr = 0, qs = 0, rr1 = 0, rr0 = 0, rrv = 0, rd = 0, rdv = 0, w = 0;
        for (var s = 0; s < treatment.Length; s++)
        {
            double a = treatment[s].Successes, n1 = treatment[s].Trials, c = control[s].Successes, n0 = control[s].Trials;
            double b = n1 - a, d = n0 - c, m = n1 + n0, t = a + c;
            Strata += m > 0 ? 1 : 0;
            if (n1 == 0 || n0 == 0)
            {
                UninformativeStrata += m > 0 ? 1 : 0;
                continue;
            }

            // Shares of m first, so that counts of 10⁹ neither overflow nor lose digits.
            double s1 = n1 / m, s0 = n0 / m, r = a * (d / m), u = b * (c / m), p = (a + d) / m, q = (b + c) / m;
            excess += a * s0 - c * s1;
            variance += s1 * s0 * t * ((m - t) / (m - 1));
            or1 += r;
            or0 += u;
            pr += p * r;
            psqr += p * u + q * r;
            qs += q * u;
            rr1 += a * s0;
            rr0 += c * s1;
            rrv += s1 * s0 * t - a * c / m;
            rd += a * s0 - c * s1;
            rdv += a * (b / n1) * s0 * s0 + c * (d / n0) * s1 * s1;
            w += n1 * s0;
            UninformativeStrata += t == 0 || t == m ? 1 : 0;
        }

        var isEmpty = w == 0;
        var why = Figure.Undefined(isEmpty ? UndefinedReason.EmptyArm : UndefinedReason.OneClass);
        var corrected = Math.Abs(excess) < 0.5 ? excess : Math.Abs(excess) - 0.5;
        Test = new StrataTest("Cochran–Mantel–Haenszel χ²", variance > 0 ? Figure.Of(excess * (excess / variance)) : why, 1);
        CorrectedTest = new StrataTest("Cochran–Mantel–Haenszel χ², continuity-corrected", variance > 0 ? Figure.Of(corrected * (corrected / variance)) : why, 1);
        OddsRatio = CommonEffect.Ratio("Mantel–Haenszel odds ratio, Robins–Breslow–Greenland", or1, or0, (pr / or1 / or1 + psqr / or1 / or0 + qs / or0 / or0) / 2, level, why);
        RiskRatio = CommonEffect.Ratio("Mantel–Haenszel risk ratio, Greenland–Robins", rr1, rr0, rrv / rr1 / rr0, level, why);
        RiskDifference = CommonEffect.Difference("Mantel–Haenszel risk difference, Greenland–Robins", isEmpty ? why : Figure.Of(rd / w), rdv / w / w, level);
        (BreslowDay, Tarone) = Homogeneity(treatment, control, OddsRatio.Value, or1 > 0);
    }

    /// <summary>Is there any association within strata?</summary>
    public StrataTest Test { get; }

    /// <summary>The same with continuity correction.</summary>
    public StrataTest CorrectedTest { get; }

    /// <summary>Odds of success under treatment over those under control.</summary>
    public CommonEffect OddsRatio { get; }

    /// <summary>Rate under treatment over that under control.</summary>
    public CommonEffect RiskRatio { get; }

    /// <summary>Rate under treatment minus that under control.</summary>
    public CommonEffect RiskDifference { get; }

    /// <summary>Do the strata share one odds ratio? Undefined with fewer than two informative strata, and for a common ratio of 0 or ∞.</summary>
    public StrataTest BreslowDay { get; }

    /// <summary><see cref="BreslowDay"/> with Tarone's correction: the one to use.</summary>
    public StrataTest Tarone { get; }

    /// <summary>Strata that have customers.</summary>
    public int Strata { get; }

    /// <summary>Strata without customers of one arm, or with outcomes of one class only.</summary>
    public int UninformativeStrata { get; }

    /// <summary>Compares two arms by the counts of each stratum.</summary>
    /// <param name="treatment">Counts of the treatment arm, one a stratum.</param>
    /// <param name="control">Counts of the control arm, in the same order.</param>
    /// <param name="level">Coverage of the intervals, between 0 and 1.</param>
    /// <exception cref="ArgumentException">Lengths differ, or the level is not between 0 and 1.</exception>
    public static MantelHaenszel Of(ReadOnlySpan<ProportionCounts> treatment, ReadOnlySpan<ProportionCounts> control, double level = 0.95)
    {
        Guard.SameLength(control.Length, treatment.Length, nameof(control));
        return new MantelHaenszel(treatment, control, Guard.OpenUnit(level));
    }

    /// <summary>Compares two arms by rows.</summary>
    /// <param name="outcomes">True for a customer with the outcome.</param>
    /// <param name="isTreated">True for a customer of the treatment arm.</param>
    /// <param name="strata">The customer's stratum.</param>
    /// <param name="level">Coverage of the intervals, between 0 and 1.</param>
    /// <exception cref="ArgumentException">Lengths differ, or the level is not between 0 and 1.</exception>
    public static MantelHaenszel Of(ReadOnlySpan<bool> outcomes, ReadOnlySpan<bool> isTreated, ReadOnlySpan<long> strata, double level = 0.95)
    {
        Guard.SameLength(isTreated.Length, outcomes.Length, nameof(isTreated));
        Guard.SameLength(strata.Length, outcomes.Length, nameof(strata));
        var codes = KeyNumbers.Number(strata, out var count);
        var successes = new long[2 * count];
        var trials = new long[2 * count];
        for (var row = 0; row < codes.Length; row++)
        {
            var cell = isTreated[row] ? codes[row] : count + codes[row];
            trials[cell]++;
            successes[cell] += outcomes[row] ? 1 : 0;
        }

        var counts = new ProportionCounts[2 * count];
        for (var cell = 0; cell < counts.Length; cell++)
        {
            counts[cell] = new ProportionCounts(successes[cell], trials[cell]);
        }

        return Of(counts.AsSpan(0, count), counts.AsSpan(count), level);
    }

    /// <summary>One line, in invariant text.</summary>
    public override string ToString() => $"{OddsRatio}; {Test}; {Guard.Text(Strata)} strata, {Guard.Text(UninformativeStrata)} uninformative";

    private static (StrataTest BreslowDay, StrataTest Tarone) Homogeneity(ReadOnlySpan<ProportionCounts> treatment, ReadOnlySpan<ProportionCounts> control, Figure oddsRatio, bool isPositive)
    {
        double sum = 0, left = 0, variance = 0;
        var informative = 0;
        for (var s = 0; s < treatment.Length && oddsRatio.IsDefined && isPositive; s++)
        {
            double a = treatment[s].Successes, n1 = treatment[s].Trials, n0 = control[s].Trials, t = a + control[s].Successes;
            if (n1 == 0 || n0 == 0 || t == 0 || t == n1 + n0)
            {
                continue;
            }

            var fitted = Fitted(oddsRatio.Value, n1, n0, t);
            var v = 1 / (1 / fitted + 1 / (t - fitted) + 1 / (n1 - fitted) + 1 / (n0 - t + fitted));
            informative++;
            sum += (a - fitted) * ((a - fitted) / v);
            left += a - fitted;
            variance += v;
        }

        var why = !oddsRatio.IsDefined ? oddsRatio : !isPositive ? Figure.Undefined(UndefinedReason.Infinite) : Figure.Undefined(UndefinedReason.TooFewObservations);
        var isTested = informative > 1;
        return (new StrataTest("Breslow–Day χ²", isTested ? Figure.Of(sum) : why, Math.Max(0, informative - 1)),
            new StrataTest("Breslow–Day χ², Tarone", isTested ? Figure.Of(Math.Max(0, sum - left * (left / variance))) : why, Math.Max(0, informative - 1)));
    }

    /// <summary>Successes of the treatment arm at this odds ratio and these margins: the root of (1 − ψ) â² + B â − ψ n₁ t = 0 that keeps all cells positive.</summary>
    private static double Fitted(double ratio, double n1, double n0, double t)
    {
        double b = n0 - t + ratio * (n1 + t), root = Math.Sqrt(Math.Max(0, b * b + 4 * (1 - ratio) * ratio * n1 * t));
        return b >= 0 ? 2 * ratio * n1 * t / (b + root) : (root - b) / (2 * (1 - ratio));
    }
}
