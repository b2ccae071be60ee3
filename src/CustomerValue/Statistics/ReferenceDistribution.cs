namespace CustomerValue.Statistics;

/// <summary>The curve against which an estimate over its standard error is held.</summary>
public enum ReferenceDistribution
{
    /// <summary>The normal curve: the large-sample convention of delta-method and clustered estimates.</summary>
    Normal = 0,

    /// <summary>Student's t with clusters − 1 degrees of freedom: wider, better with few clusters.</summary>
    StudentT,
}
