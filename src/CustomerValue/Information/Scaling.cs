namespace CustomerValue.Information;

/// <summary>How numbers are brought to one scale. Whatever the choice, a column whose divisor is 0 is only centered.</summary>
public enum Scaling
{
    /// <summary>They are left as they are.</summary>
    None = 0,

    /// <summary>Minus the mean, divided by the standard deviation (divisor n − 1) of the rows that have the number; a constant column is only centered.</summary>
    Standardize,

    /// <summary>Minus the mean, divided by the standard deviation with divisor n, as scikit-learn does.</summary>
    StandardizePopulation,

    /// <summary>Minus the median, divided by the distance of the quartiles (type 7): outliers in fewer than a quarter of the rows do not move it much.</summary>
    MedianIqr,

    /// <summary>Minus the median, divided by 1.482602218505602 times the median absolute deviation: like z for normal values, unmoved by outliers in fewer than half of the rows.</summary>
    MedianMad,
}
