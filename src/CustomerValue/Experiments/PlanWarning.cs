namespace CustomerValue.Experiments;

/// <summary>What the analysis of an assignment must respect.</summary>
public enum PlanWarning
{
    /// <summary>Arms were drawn until they were alike: the usual errors are too large. Adjust for the covariates, or test by drawing again under the same rule.</summary>
    Rerandomized = 0,

    /// <summary>Clusters were drawn, not customers: cluster the errors.</summary>
    DrawnByCluster,

    /// <summary>Pairs were drawn: compare within pairs.</summary>
    DrawnInPairs,

    /// <summary>A unit found no partner and was left out.</summary>
    OddUnitLeftOut,

    /// <summary>The last block is not complete: the arms differ by up to a block.</summary>
    IncompleteBlock,

    /// <summary>Units change arms over time: leave the washout out, and compare within unit and period.</summary>
    CarryOver,

    /// <summary>Blocks are equal and known: who knows the earlier ones of a block can foresee its last. Do not tell the block size to those who enlist customers.</summary>
    Predictable,
}
