namespace CustomerValue.Lifetime;

/// <summary>When within a period its purchases are taken to be paid.</summary>
public enum PaymentTiming
{
    /// <summary>Each purchase is discounted from its own moment.</summary>
    Continuous = 0,

    /// <summary>All purchases of a period are discounted from its end: the cautious convention.</summary>
    EndOfPeriod,

    /// <summary>All purchases of a period are discounted from its middle.</summary>
    MidPeriod,

    /// <summary>All purchases of a period are discounted from its beginning: those of the first are not discounted.</summary>
    StartOfPeriod,
}
