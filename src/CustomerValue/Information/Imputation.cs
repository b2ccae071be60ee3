namespace CustomerValue.Information;

/// <summary>What stands in for a missing number.</summary>
public enum Imputation
{
    /// <summary>Nothing: it stays missing (NaN in the batch), and a scorer that learned no rule for missing refuses it.</summary>
    None = 0,

    /// <summary>The mean of the rows that have it.</summary>
    Mean,

    /// <summary>The median of the rows that have it (mean of the middle two).</summary>
    Median,

    /// <summary><see cref="EncoderOptions.FillConstant"/>.</summary>
    Constant,
}
