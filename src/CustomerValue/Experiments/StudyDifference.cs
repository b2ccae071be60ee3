namespace CustomerValue.Experiments;

/// <summary>One group's figure minus another's, and the influence of each household on the difference.</summary>
internal sealed class StudyDifference
{
    private readonly List<ComparisonWarning> warnings = [];

    /// <summary>A difference; with a base it is taken over that base, itself an estimate (delta method).</summary>
    public StudyDifference(StudyFigure first, StudyFigure second, bool warnsOfChoice, StudyFigure? over = null)
    {
        Influence = first.Influences.Variance.IsDefined && second.Influences.Variance.IsDefined ? first.Influences.Minus(second.Influences) : [];
        First = first.Value;
        Second = second.Value;
        Estimate = !First.IsDefined ? First : !Second.IsDefined ? Second : Figure.Of(First.Value - Second.Value);
        if (over is { } given)
        {
            Divide(given);
        }

        Error = !Estimate.IsDefined ? Estimate
            : !first.Influences.Variance.IsDefined ? first.Influences.Variance
            : !second.Influences.Variance.IsDefined ? second.Influences.Variance
            : Figure.Of(Math.Sqrt(ClusterSums.Product(Influence, Influence)));
        if (warnsOfChoice)
        {
            warnings.Add(ComparisonWarning.GroupsWereChosen);
        }

        if (Error.IsDefined && Math.Min(first.Influences.Used, second.Influences.Used) < ClusterSums.Few)
        {
            warnings.Add(ComparisonWarning.FewClusters);
        }

        if (Error is { IsDefined: true, Value: > 0 } && Math.Abs(first.Influences.Skewness(second.Influences)) > MeanTest.SkewLimit)
        {
            warnings.Add(ComparisonWarning.SkewTimesImbalance);
        }
    }

    public Figure First { get; private set; }

    public Figure Second { get; private set; }

    public Figure Estimate { get; private set; }

    public Figure Error { get; }

    /// <summary>Its squares sum to the variance; empty without an error.</summary>
    public double[] Influence { get; }

    public IReadOnlyList<ComparisonWarning> Warnings => warnings;

    private void Divide(StudyFigure over)
    {
        var b = over.Value;
        if (!Estimate.IsDefined || b is not { IsDefined: true, Value: > 0 })
        {
            Estimate = !Estimate.IsDefined ? Estimate : !b.IsDefined ? b : Figure.Undefined(b.Value == 0 ? UndefinedReason.ZeroBase : UndefinedReason.NegativeBase);
            return;
        }

        Estimate = Figure.Of(Estimate.Value / b.Value);
        First = Figure.Of(First.Value / b.Value);
        Second = Figure.Of(Second.Value / b.Value);
        var bases = over.Influences.Scaled();
        for (var household = 0; household < Influence.Length; household++)
        {
            Influence[household] = ClusterSums.Residual(Influence[household], Estimate.Value * bases[household]) / b.Value;
        }
    }
}
