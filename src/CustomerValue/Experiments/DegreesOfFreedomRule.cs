namespace CustomerValue.Experiments;

/// <summary>Against which Student's t a robust estimate is held.</summary>
public enum DegreesOfFreedomRule
{
    /// <summary>n − k without clusters, G − 1 for CR0, CR1 and CR1S, Satterthwaite for CR2 and CR3, the smaller G − 1 with two kinds of clusters.</summary>
    Automatic = 0,

    /// <summary>Bell and McCaffrey (2002): those of the variance estimate itself, by moments, were errors independent and of one variance.</summary>
    Satterthwaite,

    /// <summary>Clusters − 1.</summary>
    Clusters,

    /// <summary>Rows − coefficients.</summary>
    Residual,

    /// <summary>The normal curve: only for many clusters.</summary>
    Normal,
}
