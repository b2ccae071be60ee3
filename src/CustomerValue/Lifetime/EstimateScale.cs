namespace CustomerValue.Lifetime;

/// <summary>The scale on which an interval is symmetric about its estimate.</summary>
public enum EstimateScale
{
    /// <summary>The logarithm: for what is positive, such as parameters, expectations and values.</summary>
    Log = 0,

    /// <summary>The log odds: for probabilities.</summary>
    Logit,

    /// <summary>The figure itself.</summary>
    Plain,
}
