namespace CustomerValue.Experiments;

/// <summary>How several comparisons share one significance.</summary>
public enum ComparisonCorrection
{
    /// <summary>Each gets significance ÷ comparisons: right whatever the comparisons have in common.</summary>
    Bonferroni = 0,

    /// <summary>Each gets 1 − (1 − significance)^(1 ÷ comparisons): exact for independent comparisons, safe for several arms against one control.</summary>
    Sidak,

    /// <summary>Several treatments against one control, counting that they share it (Dunnett 1955): the smallest sizes. Comparisons are the treatment arms.</summary>
    Dunnett,
}
