using CustomerValue.Numerics;

namespace CustomerValue.Evaluation;

/// <summary>How true probabilities are: Brier score with Murphy's parts, log-loss, calibration error, slope and tests.</summary>
/// <remarks>
/// Weights are frequency weights throughout. Sources: Brier, G. W. (1950), Monthly Weather Review 78, 1–3; Murphy, A. H. (1973),
/// Journal of Applied Meteorology 12, 595–600; Spiegelhalter, D. J. (1986), Statistics in Medicine 5, 421–433; Hosmer, D. W. and
/// Lemeshow, S. (1980), Communications in Statistics A9, 1043–1069; Cox, D. R. (1958), Biometrika 45, 562–565. Immutable and
/// thread-safe.
/// </remarks>
public sealed class ProbabilityQuality
{
    private readonly double[] probabilities;
    private readonly double[] outcomes;
    private readonly double[] weights;
    private readonly int[] order;

    private ProbabilityQuality(double[] probabilities, double[] outcomes, double[] weights)
    {
        this.probabilities = probabilities;
        this.outcomes = outcomes;
        this.weights = weights;
        order = StableOrder.Ascending(probabilities);
        Observations = weights.Length == 0 ? probabilities.Length : weights.Sum();
        var none = Figure.Undefined(UndefinedReason.NoObservations);
        if (!(Observations > 0))
        {
            BaseRate = MeanProbability = Brier = BrierSkill = Reliability = Resolution = Uncertainty = LogLoss = LogLossSkill = none;
            return;
        }

        var rate = Mean(i => outcomes[i]);
        BaseRate = Figure.Of(rate);
        MeanProbability = Figure.Of(Mean(i => probabilities[i]));
        Brier = Figure.Of(Mean(i => outcomes[i] * (1 - probabilities[i]) * (1 - probabilities[i]) + (1 - outcomes[i]) * probabilities[i] * probabilities[i]));
        Uncertainty = Figure.Of(rate * (1 - rate));
        Murphy(rate, out var reliability, out var resolution);
        Reliability = Figure.Of(reliability);
        Resolution = Figure.Of(resolution);
        BrierSkill = rate is > 0 and < 1 ? Figure.Of(1 - Brier.Value / Uncertainty.Value) : Figure.Undefined(UndefinedReason.OneClass);
        var loss = Loss(0);
        LogLoss = double.IsFinite(loss) ? Figure.Of(loss) : Figure.Undefined(UndefinedReason.Infinite);
        var entropy = rate is > 0 and < 1 ? -rate * Elementary.Log(rate) - (1 - rate) * Elementary.Log1p(-rate) : 0;
        LogLossSkill = entropy == 0 ? Figure.Undefined(UndefinedReason.OneClass)
            : LogLoss.IsDefined ? Figure.Of(1 - loss / entropy) : LogLoss;
    }

    /// <summary>Number of customers, Σ of weights.</summary>
    public double Observations { get; }

    /// <summary>Share of customers with the event.</summary>
    public Figure BaseRate { get; }

    /// <summary>Mean of the probabilities; the base rate when they are right on the whole.</summary>
    public Figure MeanProbability { get; }

    /// <summary>Mean squared distance of probability and event (1) or none (0); lower is better.</summary>
    public Figure Brier { get; }

    /// <summary>1 − Brier ÷ the Brier score of the base rate.</summary>
    public Figure BrierSkill { get; }

    /// <summary>Murphy's reliability over the distinct probabilities: distance of probability and observed rate; lower is better.</summary>
    public Figure Reliability { get; }

    /// <summary>Murphy's resolution over the distinct probabilities: spread of observed rates; higher is better.</summary>
    public Figure Resolution { get; }

    /// <summary>Murphy's uncertainty, base rate × (1 − base rate): Brier = reliability − resolution + uncertainty.</summary>
    public Figure Uncertainty { get; }

    /// <summary>Mean −ln of the probability given to what happened; undefined (infinite) where that was 0.</summary>
    public Figure LogLoss { get; }

    /// <summary>1 − log-loss ÷ the log-loss of the base rate.</summary>
    public Figure LogLossSkill { get; }

    /// <summary>Compares probabilities with what happened.</summary>
    /// <param name="probabilities">One probability per customer, 0 to 1.</param>
    /// <param name="outcomes">One outcome per customer.</param>
    /// <param name="weights">Frequency weights, finite and ≥ 0; empty for 1.</param>
    /// <exception cref="ArgumentException">The lengths differ, or a value is out of range; the row is named.</exception>
    public static ProbabilityQuality Of(ReadOnlySpan<double> probabilities, ReadOnlySpan<bool> outcomes, ReadOnlySpan<double> weights = default) =>
        Of(probabilities, ScoredSample.Numbers(outcomes), weights);

    /// <summary>Compares probabilities with what happened.</summary>
    /// <param name="probabilities">One probability per customer, 0 to 1.</param>
    /// <param name="outcomes">One outcome per customer, 0 to 1; a fraction counts as that share of the event.</param>
    /// <param name="weights">Frequency weights, finite and ≥ 0; empty for 1.</param>
    /// <exception cref="ArgumentException">The lengths differ, or a value is out of range; the row is named.</exception>
    public static ProbabilityQuality Of(ReadOnlySpan<double> probabilities, ReadOnlySpan<double> outcomes, ReadOnlySpan<double> weights = default)
    {
        ScoredSample.Check(probabilities, outcomes, weights);
        for (var row = 0; row < probabilities.Length; row++)
        {
            if (!(probabilities[row] >= 0 && probabilities[row] <= 1))
            {
                throw Guard.BrokenRow(nameof(probabilities), row, "0 ≤ probability ≤ 1", Guard.Text(probabilities[row]));
            }
        }

        return new ProbabilityQuality(probabilities.ToArray(), outcomes.ToArray(), weights.ToArray());
    }

    /// <summary>Log-loss with probabilities kept away from 0 and 1.</summary>
    /// <param name="clip">Smallest probability given to anything, 0 &lt; clip &lt; ½; 2⁻⁵² is what recent scikit-learn uses.</param>
    /// <exception cref="ArgumentOutOfRangeException">The clip is not between 0 and ½.</exception>
    public Figure ClippedLogLoss(double clip = 2.220446049250313e-16)
    {
        if (!(clip > 0 && clip < 0.5))
        {
            throw Guard.OutOfRange(nameof(clip), clip, "must be > 0 and < 0.5");
        }

        return Observations > 0 ? Figure.Of(Loss(clip)) : Figure.Undefined(UndefinedReason.NoObservations);
    }

    /// <summary>Bins of probabilities with the observed rate of each.</summary>
    /// <param name="bins">Number of bins, ≥ 1.</param>
    /// <param name="binning">Equal width (bin k holds k/bins ≤ p &lt; (k + 1)/bins), or equal numbers of rows or equal weights in stable ascending order.</param>
    /// <exception cref="ArgumentOutOfRangeException">Fewer than one bin, or no such binning.</exception>
    public CalibrationTable CalibrationTable(int bins = 10, CalibrationBinning binning = CalibrationBinning.EqualWidth)
    {
        Guard.AtLeast(bins, 1);
        if (binning is not (CalibrationBinning.EqualWidth or CalibrationBinning.EqualFrequency or CalibrationBinning.EqualWeight))
        {
            throw Guard.OutOfRange(nameof(binning), (double)binning, "must be a binning");
        }

        var sums = new BinSums(bins);
        if (binning == CalibrationBinning.EqualWeight)
        {
            FillByWeight(sums);
            return new CalibrationTable(sums);
        }

        for (var k = 0; k < order.Length; k++)
        {
            var i = order[k];
            var bin = binning == CalibrationBinning.EqualWidth
                ? Math.Min((int)(probabilities[i] * bins), bins - 1)
                : (int)((long)k * bins / order.Length);
            sums.Add(bin, Weight(i), probabilities[i], outcomes[i]);
        }

        return new CalibrationTable(sums);
    }

    /// <summary>Slope and intercept of the outcomes' log-odds on the predicted log-odds: 1 and 0 when the probabilities are right.</summary>
    /// <remarks>Undefined with one class, with probabilities of exactly 0 or 1, or when the log-odds separate the classes or do not vary.</remarks>
    public CalibrationLine CalibrationLine()
    {
        var undefined = BaseRate.IsDefined && BaseRate.Value is > 0 and < 1 ? UndefinedReason.None
            : BaseRate.IsDefined ? UndefinedReason.OneClass : UndefinedReason.NoObservations;
        var logits = new double[probabilities.Length];
        for (var i = 0; i < logits.Length; i++)
        {
            logits[i] = Elementary.Log(probabilities[i]) - Elementary.Log1p(-probabilities[i]);
            if (!double.IsFinite(logits[i]) && undefined == UndefinedReason.None)
            {
                undefined = UndefinedReason.Infinite;
            }
        }

        if (undefined != UndefinedReason.None)
        {
            var none = (Figure.Undefined(undefined), Figure.Undefined(undefined));
            return new CalibrationLine(none, none, none);
        }

        var options = new GeneralizedLinearOptions();
        var line = GeneralizedLinearFit.Fit(new ArrayRowBlocks(logits, 1, outcomes, weights), new DesignLayout(true, 1), options);
        var level = GeneralizedLinearFit.Fit(new ArrayRowBlocks(logits, 1, outcomes, weights, logits), new DesignLayout(true, 0), options);
        var reason = line.Stop == StopReason.Separation ? UndefinedReason.Infinite : UndefinedReason.ZeroVariance;
        return new CalibrationLine(Estimate(line, 1, reason), Estimate(line, 0, reason), Estimate(level, 0, UndefinedReason.Infinite));
    }

    /// <summary>Spiegelhalter's test: the Brier score against what it would be if the probabilities were right.</summary>
    /// <param name="samplingWeights">True when the weights are inverse inclusion probabilities: their squares then enter the variance. False for frequencies.</param>
    public SpiegelhalterTest Spiegelhalter(bool samplingWeights = false)
    {
        var below = Sum(i => (1 - 2 * probabilities[i]) * (1 - 2 * probabilities[i]) * probabilities[i] * (1 - probabilities[i]) * (samplingWeights ? Weight(i) : 1));
        return new SpiegelhalterTest(Sum(i => (outcomes[i] - probabilities[i]) * (1 - 2 * probabilities[i])), below);
    }

    /// <summary>Hosmer and Lemeshow's test over groups of equal weight in stable ascending order (<see cref="CalibrationBinning.EqualWeight"/>).</summary>
    /// <param name="groups">Number of groups, ≥ 3.</param>
    /// <exception cref="ArgumentOutOfRangeException">Fewer than three groups.</exception>
    public HosmerLemeshowTest HosmerLemeshow(int groups = 10) => new(CalibrationTable(Guard.AtLeast(groups, 3), CalibrationBinning.EqualWeight));

    /// <summary>One line for a log, in invariant text.</summary>
    public override string ToString() =>
        $"Brier {Brier}, skill {BrierSkill}, log loss {LogLoss}; base rate {BaseRate} of {Guard.Text(Observations)}";

    private static (Figure Value, Figure Error) Estimate(GeneralizedLinearResult fit, int parameter, UndefinedReason otherwise)
    {
        if (fit.Stop != StopReason.Converged)
        {
            return (Figure.Undefined(otherwise), Figure.Undefined(otherwise));
        }

        var k = fit.Layout.ParameterCount;
        var error = fit.Unscaled.Length == k * k ? Figure.Of(Math.Sqrt(fit.Unscaled[parameter * (k + 1)])) : Figure.Undefined(UndefinedReason.ZeroVariance);
        return (Figure.Of(fit.Coefficients[parameter]), error);
    }

    private void FillByWeight(BinSums sums)
    {
        var whole = true;
        for (var i = 0; whole && i < weights.Length; i++)
        {
            whole = weights[i] == Math.Floor(weights[i]);
        }

        // Rows lie one after the other on a line of length n = Σ w; bin b reaches from b/bins to (b + 1)/bins of it.
        var (bin, at) = (0, 0.0);
        foreach (var i in order)
        {
            for (var left = Weight(i); left > 0;)
            {
                var edge = Observations * (bin + 1) / sums.Count;
                edge = bin + 1 == sums.Count ? double.PositiveInfinity : whole ? Math.Ceiling(edge) : edge;
                if (at >= edge)
                {
                    bin++;
                    continue;
                }

                var isCut = left > edge - at;
                var taken = isCut ? edge - at : left;
                sums.Add(bin, taken, probabilities[i], outcomes[i]);
                (left, at) = isCut ? (left - taken, edge) : (0, at + left);
            }
        }
    }

    private double Weight(int row) => weights.Length == 0 ? 1 : weights[row];

    private double Sum(Func<int, double> value)
    {
        var sum = 0.0;
        for (var i = 0; i < probabilities.Length; i++)
        {
            sum += Weight(i) * value(i);
        }

        return sum;
    }

    private double Mean(Func<int, double> value) => Sum(value) / Observations;

    private double Loss(double clip) => Mean(i =>
    {
        var p = Math.Min(Math.Max(probabilities[i], clip), 1 - clip);
        return (outcomes[i] > 0 ? -outcomes[i] * Elementary.Log(p) : 0) - (outcomes[i] < 1 ? (1 - outcomes[i]) * Elementary.Log1p(-p) : 0);
    });

    private void Murphy(double rate, out double reliability, out double resolution)
    {
        reliability = 0;
        resolution = 0;
        for (var start = 0; start < order.Length;)
        {
            var (weight, events) = (0.0, 0.0);
            var end = start;
            for (; end < order.Length && probabilities[order[end]] == probabilities[order[start]]; end++)
            {
                weight += Weight(order[end]);
                events += Weight(order[end]) * outcomes[order[end]];
            }

            if (weight > 0)
            {
                var (p, o) = (probabilities[order[start]], events / weight);
                reliability += weight * (p - o) * (p - o) / Observations;
                resolution += weight * (o - rate) * (o - rate) / Observations;
            }

            start = end;
        }
    }
}
