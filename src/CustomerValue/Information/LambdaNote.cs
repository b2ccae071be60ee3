namespace CustomerValue.Information;

/// <summary>What is to be known of a fitted λ besides its value.</summary>
public enum LambdaNote
{
    /// <summary>Nothing: it maximizes the likelihood, or was given by the caller.</summary>
    None = 0,

    /// <summary>The column was constant, or varied by less than 1e−100; every λ fits alike, and 1 leaves it as it is.</summary>
    ConstantColumn,

    /// <summary>The likelihood still rises at the bound beyond which a value twenty times the largest would leave the range of a double; λ stands at the bound.</summary>
    BoundReached,
}
