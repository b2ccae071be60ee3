using CustomerValue.Numerics;

namespace CustomerValue.Evaluation;

/// <summary>How well a score ranks customers with an event above those without: AUC, Gini, KS, precision and recall, lift.</summary>
/// <remarks>
/// Customers with equal scores form one block, so no figure depends on the order of the rows; a tie counts one half in the AUC
/// and is shared evenly where a block is cut by a quantile. Weights are frequency weights throughout. Undefined with one class.
/// Sources: Hanley, J. A. and McNeil, B. J. (1982), Radiology 143, 29–36; DeLong, E. R., DeLong, D. M. and Clarke-Pearson, D. L.
/// (1988), Biometrics 44, 837–845. Immutable and thread-safe. Memory: 32 bytes a row while it is
/// made (8 of them pooled), 24 per distinct score after; with weights 56.
/// </remarks>
public sealed class Discrimination
{
    // By descending score: the distinct scores, and the weight of events and non-events at each.
    private readonly double[] thresholds;
    private readonly double[] events;
    private readonly double[] others;
    private readonly double eventTotal;
    private readonly double otherTotal;

    private Discrimination(ScoreBlocks blocks)
    {
        thresholds = blocks.Scores;
        events = blocks.Events;
        others = blocks.Others;
        eventTotal = blocks.EventTotal;
        otherTotal = blocks.OtherTotal;
        var missing = Missing();
        if (missing != UndefinedReason.None)
        {
            Auc = Gini = KolmogorovSmirnov = KolmogorovSmirnovThreshold = AveragePrecision = PrecisionRecallArea = DavisGoadrichArea = AucStandardError = Figure.Undefined(missing);
            return;
        }

        MeasureRanks(out var auc, out var variance);
        Auc = Figure.Of(auc);
        Gini = Figure.Of(2 * auc - 1);
        AucStandardError = eventTotal <= 1 || otherTotal <= 1
            ? Figure.Undefined(UndefinedReason.TooFewObservations)
            : variance > 0 ? Figure.Of(Math.Sqrt(variance)) : Figure.Undefined(UndefinedReason.ZeroVariance);
        MeasureSeparation(out var ks, out var at);
        KolmogorovSmirnov = Figure.Of(ks);
        KolmogorovSmirnovThreshold = Figure.Of(at);
        MeasurePrecision(out var average, out var area, out var interpolated);
        AveragePrecision = Figure.Of(average);
        PrecisionRecallArea = Figure.Of(area);
        DavisGoadrichArea = Figure.Of(interpolated);
    }

    /// <summary>Number of customers, Σ of weights.</summary>
    public double Observations => eventTotal + otherTotal;

    /// <summary>Weight of the customers with the event.</summary>
    public double Events => eventTotal;

    /// <summary>Share of customers with the event.</summary>
    public Figure BaseRate => Observations > 0 ? Figure.Of(eventTotal / Observations) : Figure.Undefined(UndefinedReason.NoObservations);

    /// <summary>Probability that a customer with the event scores above one without; a tie counts one half.</summary>
    public Figure Auc { get; }

    /// <summary>2 AUC − 1.</summary>
    public Figure Gini { get; }

    /// <summary>DeLong's standard error of the AUC; undefined when the classes do not overlap at all.</summary>
    public Figure AucStandardError { get; }

    /// <summary>Largest distance of the two classes' distribution functions, over the distinct scores.</summary>
    public Figure KolmogorovSmirnov { get; }

    /// <summary>The smallest score s at which the distance of the shares at or below s is largest.</summary>
    public Figure KolmogorovSmirnovThreshold { get; }

    /// <summary>Σ (recallₖ − recallₖ₋₁)·precisionₖ over the distinct scores from the top.</summary>
    public Figure AveragePrecision { get; }

    /// <summary>Area under the precision-recall curve by trapezoids; optimistic, prefer <see cref="AveragePrecision"/>.</summary>
    public Figure PrecisionRecallArea { get; }

    /// <summary>Area under the precision-recall curve of Davis and Goadrich (2006), in whose ties events come evenly among the others; continuous, as R's PRROC.</summary>
    public Figure DavisGoadrichArea { get; }

    /// <summary>Number of distinct scores.</summary>
    public int DistinctScores => thresholds.Length;

    /// <summary>Ranks customers by score.</summary>
    /// <param name="scores">One finite score per customer; higher means more likely.</param>
    /// <param name="outcomes">One outcome per customer.</param>
    /// <param name="weights">Frequency weights, finite and ≥ 0; empty for 1.</param>
    /// <exception cref="ArgumentException">The lengths differ, or a score or weight is not valid; the row is named.</exception>
    public static Discrimination Of(ReadOnlySpan<double> scores, ReadOnlySpan<bool> outcomes, ReadOnlySpan<double> weights = default) =>
        weights.IsEmpty ? Unweighted(scores, outcomes) : Of(scores, ScoredSample.Numbers(outcomes), weights);

    /// <summary>Ranks customers by score.</summary>
    /// <param name="scores">One finite score per customer; higher means more likely.</param>
    /// <param name="outcomes">One outcome per customer between 0 and 1; a fraction counts as that share of the event.</param>
    /// <param name="weights">Frequency weights, finite and ≥ 0; empty for 1.</param>
    /// <exception cref="ArgumentException">The lengths differ, or a score, outcome or weight is not valid; the row is named.</exception>
    public static Discrimination Of(ReadOnlySpan<double> scores, ReadOnlySpan<double> outcomes, ReadOnlySpan<double> weights = default)
    {
        ScoredSample.Check(scores, outcomes, weights);
        return new Discrimination(ScoreBlocks.Of(scores, outcomes, weights));
    }

    /// <summary>DeLong's interval of the AUC, AUC ± quantile × standard error, cut to 0…1; the whole of 0…1 when there is no standard error.</summary>
    /// <param name="level">Coverage, between 0 and 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">The level is not between 0 and 1.</exception>
    public ConfidenceInterval AucInterval(double level = 0.95)
    {
        Guard.OpenUnit(level);
        if (!AucStandardError.IsDefined)
        {
            return new ConfidenceInterval(0, 1, level, "DeLong");
        }

        var half = NormalDistribution.UpperQuantile((1 - level) / 2) * AucStandardError.Value;
        return new ConfidenceInterval(Math.Max(0, Auc.Value - half), Math.Min(1, Auc.Value + half), level, "DeLong");
    }

    /// <summary>DeLong's interval on the log-odds of the AUC, carried back: it stays inside 0…1 and is the better one near its ends.</summary>
    /// <remarks>logit AUC ± quantile × standard error ÷ (AUC (1 − AUC)); Pepe, M. S. (2003), The Statistical Evaluation of Medical Tests, section 5.2. The whole of 0…1 when there is no standard error.</remarks>
    /// <param name="level">Coverage, between 0 and 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">The level is not between 0 and 1.</exception>
    public ConfidenceInterval AucLogitInterval(double level = 0.95)
    {
        Guard.OpenUnit(level);
        if (!AucStandardError.IsDefined || Auc.Value is <= 0 or >= 1)
        {
            return new ConfidenceInterval(0, 1, level, "DeLong, logit");
        }

        var auc = Auc.Value;
        var center = Elementary.Log(auc) - Elementary.Log1p(-auc);
        var half = NormalDistribution.UpperQuantile((1 - level) / 2) * AucStandardError.Value / (auc * (1 - auc));
        return new ConfidenceInterval(Elementary.Logistic(center - half), Elementary.Logistic(center + half), level, "DeLong, logit");
    }

    /// <summary>The receiver operating curve: one point per distinct score from the top, after (0, 0).</summary>
    /// <exception cref="InvalidOperationException">There is one class only.</exception>
    public IReadOnlyList<RocPoint> RocCurve()
    {
        RequireClasses();
        var points = new RocPoint[thresholds.Length + 1];
        points[0] = new RocPoint(double.PositiveInfinity, 0, 0, 1);
        var (e, o) = (0.0, 0.0);
        for (var b = 0; b < thresholds.Length; b++)
        {
            e += events[b];
            o += others[b];
            points[b + 1] = new RocPoint(thresholds[b], o / otherTotal, e / eventTotal, e / (e + o));
        }

        return points;
    }

    /// <summary>Bins of equal weight from the highest scores down, with rates, lift and cumulative gain.</summary>
    /// <param name="bins">Number of bins, ≥ 1; 10 for deciles.</param>
    /// <exception cref="ArgumentOutOfRangeException">Fewer than one bin.</exception>
    public LiftTable LiftTable(int bins = 10) => Evaluation.LiftTable.Make(events, others, Guard.AtLeast(bins, 1));

    /// <summary>Counts when customers with a score at or above a threshold are chosen.</summary>
    /// <param name="threshold">The lowest score chosen; not NaN.</param>
    /// <exception cref="ArgumentException">The threshold is NaN.</exception>
    public ConfusionTable At(double threshold)
    {
        if (double.IsNaN(threshold))
        {
            throw new ArgumentException("threshold is NaN.", nameof(threshold));
        }

        var (e, o) = (0.0, 0.0);
        for (var b = 0; b < thresholds.Length && thresholds[b] >= threshold; b++)
        {
            e += events[b];
            o += others[b];
        }

        return new ConfusionTable(e, o, eventTotal - e, otherTotal - o);
    }

    /// <summary>The threshold with the largest sensitivity + specificity − 1, halfway between two neighboring scores (Youden 1950).</summary>
    /// <exception cref="InvalidOperationException">There is one class only.</exception>
    public RocPoint BestThreshold() => BestPoint(static p => p.FalsePositiveRate - p.TruePositiveRate);

    /// <summary>The threshold at which wrong choices cost least, halfway between two neighboring scores; of equally cheap ones the highest.</summary>
    /// <remarks>Where the scores are calibrated probabilities, this is near costOfChoice ÷ (costOfChoice + costOfMiss).</remarks>
    /// <param name="costOfChoice">What it costs to choose a customer without the event, &gt; 0.</param>
    /// <param name="costOfMiss">What it costs to leave out a customer with the event, &gt; 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">A cost is not positive and finite.</exception>
    /// <exception cref="InvalidOperationException">There is one class only.</exception>
    public RocPoint CheapestThreshold(double costOfChoice, double costOfMiss)
    {
        var (perOther, perEvent) = (Guard.Positive(costOfChoice) * otherTotal, Guard.Positive(costOfMiss) * eventTotal);
        return BestPoint(p => perOther * p.FalsePositiveRate + perEvent * (1 - p.TruePositiveRate));
    }

    /// <summary>Area under the receiver operating curve where specificity is at least a minimum.</summary>
    /// <param name="minimumSpecificity">Between 0 and 1.</param>
    /// <param name="corrected">True for McClish's rescaling: 0.5 for chance, 1 for perfect.</param>
    /// <exception cref="ArgumentOutOfRangeException">The minimum is not between 0 and 1.</exception>
    public Figure PartialAuc(double minimumSpecificity, bool corrected = false)
    {
        var limit = 1 - Guard.OpenUnit(minimumSpecificity);
        if (!Auc.IsDefined)
        {
            return Auc;
        }

        var curve = RocCurve();
        var area = 0.0;
        for (var b = 1; b < curve.Count && curve[b - 1].FalsePositiveRate < limit; b++)
        {
            var (x0, y0) = (curve[b - 1].FalsePositiveRate, curve[b - 1].TruePositiveRate);
            var (x1, y1) = (curve[b].FalsePositiveRate, curve[b].TruePositiveRate);
            if (x1 > limit)
            {
                y1 = y0 + (y1 - y0) * (limit - x0) / (x1 - x0);
                x1 = limit;
            }

            area += (x1 - x0) * (y0 + y1) / 2;
        }

        var chance = limit * limit / 2;
        return Figure.Of(corrected ? (1 + (area - chance) / (limit - chance)) / 2 : area);
    }

    /// <summary>One line for a log, in invariant text.</summary>
    public override string ToString() =>
        $"AUC {Auc} {AucInterval()}, Gini {Gini}, KS {KolmogorovSmirnov}; {Guard.Text(Events)} events among {Guard.Text(Observations)}";

    private UndefinedReason Missing() =>
        thresholds.Length == 0 ? UndefinedReason.NoObservations
        : eventTotal > 0 && otherTotal > 0 ? UndefinedReason.None
        : UndefinedReason.OneClass;

    private void RequireClasses()
    {
        if (Missing() is var reason && reason != UndefinedReason.None)
        {
            throw new InvalidOperationException($"The curve is undefined: {reason}.");
        }
    }

    private static Discrimination Unweighted(ReadOnlySpan<double> scores, ReadOnlySpan<bool> outcomes)
    {
        Guard.SameLength(outcomes.Length, scores.Length, nameof(outcomes));
        Guard.AllFinite(scores, nameof(scores));
        return new Discrimination(ScoreBlocks.Of(scores, outcomes));
    }

    private RocPoint BestPoint(Func<RocPoint, double> loss)
    {
        var curve = RocCurve();
        var best = 0;
        for (var b = 1; b < curve.Count; b++)
        {
            if (loss(curve[b]) < loss(curve[best]))
            {
                best = b;
            }
        }

        var threshold = best == 0 ? double.PositiveInfinity
            : best + 1 < curve.Count ? thresholds[best - 1] + 0.5 * (thresholds[best] - thresholds[best - 1]) : double.NegativeInfinity;
        return new RocPoint(threshold, curve[best].FalsePositiveRate, curve[best].TruePositiveRate, curve[best].Precision);
    }

    /// <summary>AUC and DeLong's variance. All events of a block have the same placement among the others, and the other way round.</summary>
    private void MeasureRanks(out double auc, out double variance)
    {
        auc = 0;
        var below = otherTotal;
        for (var b = 0; b < thresholds.Length; b++)
        {
            below -= others[b];
            auc += events[b] * (below + others[b] / 2);
        }

        auc = auc / eventTotal / otherTotal;

        var (ofEvents, ofOthers) = (0.0, 0.0);
        below = otherTotal;
        var above = 0.0;
        for (var b = 0; b < thresholds.Length; b++)
        {
            below -= others[b];
            if (events[b] > 0)
            {
                var placement = (below + others[b] / 2) / otherTotal - auc;
                ofEvents += events[b] * placement * placement;
            }

            if (others[b] > 0)
            {
                var placement = (above + events[b] / 2) / eventTotal - auc;
                ofOthers += others[b] * placement * placement;
            }

            above += events[b];
        }

        variance = ofEvents / (eventTotal - 1) / eventTotal + ofOthers / (otherTotal - 1) / otherTotal;
    }

    private void MeasureSeparation(out double distance, out double threshold)
    {
        // The share at or below a score = 1 − the share above it; going down, so that the smallest score wins a tie.
        distance = 0;
        threshold = thresholds[0];
        var (e, o, floor) = (0.0, 0.0, 0.0);
        for (var b = 0; b < thresholds.Length; b++)
        {
            // Without a division: what is clearly closer than the best so far is passed over.
            var product = Math.Abs(e * otherTotal - o * eventTotal);
            if (product >= floor)
            {
                var gap = Math.Abs(e / eventTotal - o / otherTotal);
                if (gap >= distance)
                {
                    distance = gap;
                    threshold = thresholds[b];
                    floor = product * (1 - 1e-12);
                }
            }

            e += events[b];
            o += others[b];
        }
    }

    private void MeasurePrecision(out double average, out double area, out double interpolated)
    {
        average = area = interpolated = 0;
        var (e, o) = (0.0, 0.0);
        for (var b = 0; b < thresholds.Length; b++)
        {
            var (events, others) = (this.events[b], this.others[b]);
            if (events > 0)
            {
                // Recall only rises where there are events.
                var before = e + o;
                var rise = (e + events) / eventTotal - e / eventTotal;
                var precision = (e + events) / (e + events + (o + others));
                average += rise * precision;
                area += rise * ((before > 0 ? e / before : 1) + precision) / 2;
                interpolated += rise * Interpolated(events, others, e, before);
            }

            e += events;
            o += others;
        }
    }

    /// <summary>Mean precision while a block comes in, events evenly among others: ∫ (e + t·events)/(before + t·size) dt over 0…1.</summary>
    private static double Interpolated(double events, double others, double e, double before)
    {
        if (before == 0)
        {
            return events / (events + others);
        }

        var size = events + others;
        return events / size + (e - before * events / size) / size * Elementary.Log1p(size / before);
    }
}
