namespace CustomerValue.Experiments;

/// <summary>A figure of one group and the influence of each household on it.</summary>
internal readonly struct StudyFigure(Figure value, ClusterSums influences)
{
    public Figure Value { get; } = value;

    public ClusterSums Influences { get; } = influences;
}
