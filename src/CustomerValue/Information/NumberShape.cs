namespace CustomerValue.Information;

/// <summary>How a number is bent before it is scaled.</summary>
public enum NumberShape
{
    /// <summary>Not at all.</summary>
    AsIs = 0,

    /// <summary>sign(x) · ln(1 + |x|): for money, which is skewed and may be negative.</summary>
    SignedLog,
}
