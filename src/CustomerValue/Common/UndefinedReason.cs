namespace CustomerValue;

/// <summary>Why a figure has no value.</summary>
public enum UndefinedReason
{
    /// <summary>The figure is defined.</summary>
    None = 0,

    /// <summary>There are no observations.</summary>
    NoObservations,

    /// <summary>All outcomes are of one class.</summary>
    OneClass,

    /// <summary>One of the compared groups is empty.</summary>
    EmptyArm,

    /// <summary>The base of a ratio or growth is zero.</summary>
    ZeroBase,

    /// <summary>The base of a growth is negative.</summary>
    NegativeBase,

    /// <summary>There are too few observations for a variance.</summary>
    TooFewObservations,

    /// <summary>There is no variation to divide by.</summary>
    ZeroVariance,

    /// <summary>The quantity has no finite value for these parameters.</summary>
    Infinite,

    /// <summary>Nobody was eligible.</summary>
    NoneEligible,

    /// <summary>More than one value fits.</summary>
    NotUnique,

    /// <summary>The data chose or shrank the model, so that the usual error no longer holds.</summary>
    AfterSelection,

    /// <summary>The estimate lies at a limit that was set for it.</summary>
    AtLimit,

    /// <summary>The compared groups have nothing in common: a rule tells them apart.</summary>
    NoOverlap,
}
