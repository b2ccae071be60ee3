using CustomerValue.Numerics;

namespace CustomerValue.Experiments;

/// <summary>The effect of a treatment that branches or regions changed to and from over time.</summary>
/// <remarks>
/// <para>Two answers. <see cref="Difference"/> compares each unit with itself, treated and untreated periods but those of the washout; its error allows for correlation over
/// time (Newey and West 1987) and, because units are summed within a period, among units (Driscoll and Kraay 1998), without small-sample factor; normal reference. It takes what
/// carries over for gone after the washout.</para>
/// <para><see cref="HorvitzThompson"/> uses the draw alone: periods whose whole window of carry-over was in one arm, each over its chance (Bojinov, Simchi-Levi and Zhao 2023,
/// Management Science 69). It has no bias whatever the outcomes do; its error, from an upper bound of the design's variance, is on the safe side and grows with the outcomes' level: where that is
/// known beforehand, take it off (a figure measured earlier, never the mean of these periods). A window that no draw keeps in one arm has no effect to show and is left out.</para>
/// <para>Immutable and thread-safe.</para>
/// </remarks>
public sealed class SwitchbackEstimate
{
    private SwitchbackEstimate(ArmComparison difference, ArmComparison horvitzThompson, int lags, int carryOver, int compared, int leftOut)
    {
        Difference = difference;
        HorvitzThompson = horvitzThompson;
        Lags = lags;
        CarryOver = carryOver;
        Compared = compared;
        LeftOut = leftOut;
    }

    /// <summary>Treated minus untreated periods, within units; its arms' figures are the plain means of the periods.</summary>
    public ArmComparison Difference { get; }

    /// <summary>The design-based effect of treatment for good against none at all.</summary>
    public ArmComparison HorvitzThompson { get; }

    /// <summary>Lags that the error of <see cref="Difference"/> used.</summary>
    public int Lags { get; }

    /// <summary>Earlier periods that <see cref="HorvitzThompson"/> took to act still.</summary>
    public int CarryOver { get; }

    /// <summary>Periods, of all units, that <see cref="Difference"/> compares.</summary>
    public int Compared { get; }

    /// <summary>Periods, of all units, in the washout.</summary>
    public int LeftOut { get; }

    /// <summary>The effect under a plan.</summary>
    /// <param name="plan">The schedule that was carried out.</param>
    /// <param name="outcomes">One finite value a period of a unit: all periods of the first unit, then of the next; <see cref="SwitchbackPlan.Units"/> × <see cref="SwitchbackPlan.Periods"/>.</param>
    /// <param name="options">Lags, carry-over, level; null for the defaults. Block length and share are the plan's.</param>
    /// <exception cref="ArgumentException">The length does not fit the plan, a value is NaN or infinite, or lags or carry-over exceed the periods.</exception>
    public static SwitchbackEstimate Of(SwitchbackPlan plan, ReadOnlySpan<double> outcomes, SwitchbackOptions? options = null)
    {
        Guard.NotNull(plan);
        Guard.SameLength(outcomes.Length, plan.Units * plan.Periods, nameof(outcomes));
        var isTreated = new bool[outcomes.Length];
        var isKept = new bool[outcomes.Length];
        for (var row = 0; row < isKept.Length; row++)
        {
            isTreated[row] = plan.ArmOf(row / plan.Periods, row % plan.Periods) == 1;
            isKept[row] = !plan.IsWashout(row / plan.Periods, row % plan.Periods);
        }

        options ??= SwitchbackOptions.Default;
        return Estimate(outcomes, isTreated, isKept, plan.Units, plan.Periods, new Tosses(plan.BlockLength, 0.5, plan.Pairs), options, options.CarryOver ?? plan.Washout);
    }

    /// <summary>The effect in one unit whose arm was drawn by a coin every <see cref="SwitchbackOptions.BlockLength"/> periods.</summary>
    /// <param name="outcomes">One finite value a period, in order of time.</param>
    /// <param name="isTreated">True for a period under treatment.</param>
    /// <param name="options">Lags, carry-over, block length, share, level; null for the defaults.</param>
    /// <exception cref="ArgumentException">Lengths differ, a value is NaN or infinite, lags or carry-over exceed the periods, or the arm changes within a block.</exception>
    public static SwitchbackEstimate Of(ReadOnlySpan<double> outcomes, ReadOnlySpan<bool> isTreated, SwitchbackOptions? options = null)
    {
        options ??= SwitchbackOptions.Default;
        Guard.SameLength(isTreated.Length, outcomes.Length, nameof(isTreated));
        for (var row = 1; row < isTreated.Length; row++)
        {
            if (row % options.BlockLength != 0 && isTreated[row] != isTreated[row - 1])
            {
                throw Guard.BrokenRow(nameof(isTreated), row, $"the arm changes every {Guard.Text(options.BlockLength)} periods only", $"another arm than row {Guard.Text(row - 1)}");
            }
        }

        var isKept = new bool[outcomes.Length];
        isKept.AsSpan().Fill(true);
        return Estimate(outcomes, isTreated.ToArray(), isKept, 1, outcomes.Length, new Tosses(options.BlockLength, options.TreatmentShare, null), options, options.CarryOver ?? 0);
    }

    /// <summary>Two lines, in invariant text.</summary>
    public override string ToString() => $"{Difference}\n{HorvitzThompson}";

    private static SwitchbackEstimate Estimate(
        ReadOnlySpan<double> outcomes, bool[] isTreated, bool[] isKept, int units, int periods, Tosses tosses, SwitchbackOptions options, int carryOver)
    {
        Guard.AllFinite(outcomes, nameof(outcomes));
        var last = Math.Max(0, periods - 1);
        var lags = options.Lags is { } given
            ? Guard.Between(given, 0, last, nameof(options.Lags))
            : Math.Min(last, Math.Max(tosses.BlockLength, (int)(4 * Elementary.Pow(periods / 100.0, 2.0 / 9))));
        Guard.Between(carryOver, 0, last, nameof(options.CarryOver));
        var few = (periods + tosses.BlockLength - 1) / tosses.BlockLength < ClusterSums.Few;
        var compared = isKept.Count(kept => kept);
        return new SwitchbackEstimate(
            Within(outcomes, isTreated, isKept, units, periods, lags, few, options.Level),
            Weighted(outcomes, isTreated, units, periods, tosses, carryOver, options.Level),
            lags,
            carryOver,
            compared,
            isKept.Length - compared);
    }

    private static ArmComparison Within(ReadOnlySpan<double> outcomes, bool[] isTreated, bool[] isKept, int units, int periods, int lags, bool few, double level)
    {
        var arms = new Statistics.SampleMoments[2];
        double squares = 0, products = 0, rows = 0;
        var centers = new (double Outcome, double Share)[units];
        for (var unit = 0; unit < units; unit++)
        {
            var outcome = default(Statistics.SampleMoments);
            var treated = 0.0;
            for (var row = unit * periods; row < (unit + 1) * periods; row++)
            {
                if (isKept[row])
                {
                    outcome = outcome.Add(outcomes[row]);
                    treated += isTreated[row] ? 1 : 0;
                    arms[isTreated[row] ? 1 : 0] = arms[isTreated[row] ? 1 : 0].Add(outcomes[row]);
                }
            }

            var share = outcome.Count > 0 ? treated / outcome.Count : 0;
            centers[unit] = (outcome.Mean, share);
            rows += outcome.Count;
            for (var row = unit * periods; row < (unit + 1) * periods; row++)
            {
                var w = isKept[row] ? (isTreated[row] ? 1 : 0) - share : 0;
                squares += w * w;
                products += w == 0 ? 0 : w * (outcomes[row] - outcome.Mean);
            }
        }

        var method = $"switchback difference, Newey–West ({Guard.Text(lags)} lags)" + (units > 1 ? ", Driscoll–Kraay" : string.Empty);
        Figure empty = Figure.Undefined(UndefinedReason.EmptyArm), treatment = arms[1].Count > 0 ? Figure.Of(arms[1].Mean) : empty, control = arms[0].Count > 0 ? Figure.Of(arms[0].Mean) : empty;
        if (squares == 0)
        {
            return new ArmComparison(method, treatment, control, empty, empty, double.PositiveInfinity, level);
        }

        var effect = products / squares;
        var warnings = few ? new[] { ComparisonWarning.FewClusters } : [];
        if (rows < units + 2)
        {
            return new ArmComparison(method, treatment, control, Figure.Of(effect), Figure.Undefined(UndefinedReason.TooFewObservations), double.PositiveInfinity, level, null, warnings);
        }

        // What each period, all units together, adds to the effect.
        var parts = new double[periods];
        double size = 0, error = 0;
        for (var row = 0; row < outcomes.Length; row++)
        {
            if (isKept[row])
            {
                var (mean, share) = centers[row / periods];
                var w = (isTreated[row] ? 1 : 0) - share;
                parts[row % periods] += w * ClusterSums.Residual(outcomes[row] - mean, effect * w) / squares;
            }
        }

        for (var lag = 0; lag <= lags; lag++)
        {
            var sum = 0.0;
            for (var period = lag; period < periods; period++)
            {
                sum += parts[period] * parts[period - lag];
            }

            size += lag == 0 ? sum : 0;
            error += lag == 0 ? sum : 2 * (1 - lag / (lags + 1.0)) * sum;
        }

        // Bartlett's weights leave no negative variance but by rounding.
        error = error <= 1e-15 * size ? 0 : Math.Sqrt(error);
        return new ArmComparison(method, treatment, control, Figure.Of(effect), Figure.Of(error), double.PositiveInfinity, level, null, warnings);
    }

    private static ArmComparison Weighted(ReadOnlySpan<double> outcomes, bool[] isTreated, int units, int periods, Tosses tosses, int carryOver, double level)
    {
        var groups = tosses.Count(units, periods);
        var sums = new double[groups];
        double first = 0, second = 0;
        var windows = 0;
        for (var unit = 0; unit < units; unit++)
        {
            for (var period = carryOver; period < periods; period++)
            {
                if (!tosses.Chances(period - carryOver, period, out var treated, out var control))
                {
                    continue;
                }

                windows++;
                var row = unit * periods + period;
                if (!IsOneArm(isTreated, row - carryOver, row))
                {
                    continue;
                }

                var term = outcomes[row] / (isTreated[row] ? treated : control);
                first += isTreated[row] ? term : 0;
                second += isTreated[row] ? 0 : term;
                sums[tosses.GroupOf(unit, period, periods)] += isTreated[row] ? term : -term;
            }
        }

        var method = $"switchback Horvitz–Thompson, carry-over {Guard.Text(carryOver)}";
        if (windows == 0)
        {
            var why = Figure.Undefined(UndefinedReason.NoneEligible);
            return new ArmComparison(method, why, why, why, why, double.PositiveInfinity, level);
        }

        // Var Σ S ≤ (d + 1) Σ E S² where sums more than d tosses apart are independent.
        var variance = 0.0;
        foreach (var sum in sums)
        {
            variance += sum / windows * (sum / windows);
        }

        var error = Math.Sqrt((tosses.Reach(carryOver) + 1) * variance);
        return new ArmComparison(
            method, Figure.Of(first / windows), Figure.Of(second / windows), Figure.Of((first - second) / windows), Figure.Of(error), double.PositiveInfinity, level);
    }

    private static bool IsOneArm(bool[] isTreated, int from, int to)
    {
        for (var row = from; row < to; row++)
        {
            if (isTreated[row] != isTreated[to])
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>When coins are tossed: each block by itself, or, in a plan, one for two blocks of two units.</summary>
    private readonly struct Tosses(int blockLength, double share, int[]? pairs)
    {
        public int BlockLength { get; } = blockLength;

        /// <summary>The chances that a window is wholly treated and wholly not; false where it never is.</summary>
        public bool Chances(int from, int to, out double treated, out double control)
        {
            int a = from / BlockLength, b = to / BlockLength;
            var tosses = b - a + 1;
            if (pairs is not null)
            {
                // Both blocks of a two are never in one arm.
                tosses = a / 2 == b / 2 && a != b || b - a > 1 ? 0 : tosses;
            }

            treated = control = 1;
            for (var i = 0; i < tosses; i++)
            {
                treated *= share;
                control *= 1 - share;
            }

            return tosses > 0;
        }

        public int Count(int units, int periods) => pairs is null ? Steps(periods) : (units + 1) / 2 * Steps(periods);

        public int GroupOf(int unit, int period, int periods)
        {
            var step = period / BlockLength / (pairs is null ? 1 : 2);
            return pairs is null ? step : pairs[unit] * Steps(periods) + step;
        }

        /// <summary>Tosses before its own that a window may touch.</summary>
        public int Reach(int carryOver) => pairs is null ? (carryOver + BlockLength - 1) / BlockLength : carryOver == 0 ? 0 : 1;

        private int Steps(int periods)
        {
            var length = BlockLength * (pairs is null ? 1 : 2);
            return (periods + length - 1) / length;
        }
    }
}
