namespace CustomerValue.Information;

/// <summary>How numbers are brought to one scale.</summary>
public enum Scaling
{
    /// <summary>They are left as they are.</summary>
    None = 0,

    /// <summary>Minus the mean, divided by the standard deviation (divisor n − 1) of the rows that have the number; a constant column is only centered.</summary>
    Standardize,
}
