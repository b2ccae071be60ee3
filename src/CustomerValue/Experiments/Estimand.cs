namespace CustomerValue.Experiments;

/// <summary>For whom an effect is averaged when the groups were chosen.</summary>
public enum Estimand
{
    /// <summary>Everyone (ATE): what it would have added had all been treated instead of none.</summary>
    All = 0,

    /// <summary>Those who were treated (ATT): what the campaign added.</summary>
    Treated,

    /// <summary>Those who were not (ATC): what it would have added to them.</summary>
    Controls,

    /// <summary>Those who might have been in either group (ATO), each as far as the other group has his like: the least variance, and never an extreme weight.</summary>
    Overlap,
}
