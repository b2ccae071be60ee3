namespace CustomerValue.Experiments;

/// <summary>What becomes of a covariate that is constant within arms or a combination of earlier ones.</summary>
public enum CollinearRule
{
    /// <summary>It is left out and named in the result; the estimate is the same as without it.</summary>
    Drop = 0,

    /// <summary>It is refused by an exception that names it.</summary>
    Refuse,
}
