namespace CustomerValue.Reporting;

/// <summary>What may be said of an effect, given its interval and the effect that pays for itself.</summary>
public enum EffectFinding
{
    /// <summary>There is no estimate.</summary>
    Unknown = 0,

    /// <summary>The interval holds zero: no effect is shown yet. That is not "no effect".</summary>
    NotShown,

    /// <summary>The interval is above zero; no break-even was given.</summary>
    Above,

    /// <summary>The interval is below zero.</summary>
    Below,

    /// <summary>The interval is above zero and at or above the break-even.</summary>
    PaysForItself,

    /// <summary>The interval is above zero and below the break-even.</summary>
    TooLittleToPay,

    /// <summary>The interval is above zero and holds the break-even: whether it pays is open.</summary>
    PayOpen,
}
