using CustomerValue.Numerics;

namespace CustomerValue.Propensity;

/// <summary>Puts probabilities back after customers of one class were left out or taken more often: a shift of the log-odds.</summary>
/// <remarks>
/// logit q = logit p + ln(π₁(1 − π₀)/((1 − π₁)π₀)), π₀ the event rate the model was fitted to, π₁ that of the population. Exact when customers
/// were taken or left by their class alone; class weights shift alike, but also change the slopes. Ranks do not change. Source: King, G. and
/// Zeng, L. (2001), Political Analysis 9, 137–163; Elkan, C. (2001), Proceedings of IJCAI, 973–978. Immutable and thread-safe.
/// </remarks>
public sealed class PriorCorrection : Calibrator
{
    private const string Name = "Prior correction";

    private readonly double eventFactor;
    private readonly double otherFactor;

    private PriorCorrection(double fittedRate, double populationRate)
        : base(new FitReport(Name, StopReason.NotFitted, 0, 0, 0, 0, ["fitted rate", "population rate"], [fittedRate, populationRate]))
    {
        FittedRate = fittedRate;
        PopulationRate = populationRate;
        eventFactor = populationRate * (1 - fittedRate);
        otherFactor = (1 - populationRate) * fittedRate;
        LogOddsShift = Elementary.Log(populationRate) - Elementary.Log1p(-populationRate) - Elementary.Log(fittedRate) + Elementary.Log1p(-fittedRate);
    }

    /// <summary>Share of events among the customers that the model was fitted to, weights included.</summary>
    public double FittedRate { get; }

    /// <summary>Share of events in the population that is scored.</summary>
    public double PopulationRate { get; }

    /// <summary>What is added to the log-odds; add it to an intercept for the same effect.</summary>
    public double LogOddsShift { get; }

    /// <summary>The correction between two event rates.</summary>
    /// <param name="fittedRate">Share of events the model was fitted to, between 0 and 1.</param>
    /// <param name="populationRate">Share of events in the population, between 0 and 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">A rate is not between 0 and 1.</exception>
    public static PriorCorrection FromParameters(double fittedRate, double populationRate) => new(Guard.OpenUnit(fittedRate), Guard.OpenUnit(populationRate));

    /// <summary>The correction after all events and a share of the others were kept.</summary>
    /// <param name="fittedRate">Share of events the model was fitted to, between 0 and 1.</param>
    /// <param name="eventsKept">Share of the events that were kept, &gt; 0; above 1 when they were repeated.</param>
    /// <param name="othersKept">Share of the others that were kept, &gt; 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">A share is out of range.</exception>
    public static PriorCorrection FromSampling(double fittedRate, double eventsKept, double othersKept)
    {
        var (events, others) = (Guard.OpenUnit(fittedRate) / Guard.Positive(eventsKept), (1 - fittedRate) / Guard.Positive(othersKept));
        return FromParameters(fittedRate, events / (events + others));
    }

    /// <inheritdoc/>
    public override double Calibrate(double score)
    {
        if (!(score >= 0 && score <= 1))
        {
            throw Refused(score, "a probability");
        }

        var odds = eventFactor * score;
        return odds / (odds + otherFactor * (1 - score));
    }

    /// <summary>One line for a log, in invariant text.</summary>
    public override string ToString() => $"{Name}: event rate {Guard.Text(FittedRate)} → {Guard.Text(PopulationRate)}, log-odds {Guard.Text(LogOddsShift)}";
}
