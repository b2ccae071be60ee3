namespace CustomerValue.Information;

/// <summary>How a number is bent before it is scaled; <see cref="NumberTransform"/> holds the constants.</summary>
public enum NumberShape
{
    /// <summary>Not at all.</summary>
    AsIs = 0,

    /// <summary>sign(x) · ln(1 + |x|): for money, which is skewed and may be negative.</summary>
    SignedLog,

    /// <summary>The power transform of Yeo and Johnson, its λ by maximum likelihood: towards a normal shape, zero and negative values included.</summary>
    YeoJohnson,

    /// <summary>Quantile transform to (0, 1): (average rank − ½) ÷ n, linear between the fitted points, the end scores beyond them.</summary>
    UniformScore,

    /// <summary>Quantile transform to normal scores by Blom: Φ⁻¹((average rank − ⅜) ÷ (n + ¼)), linear between the fitted points, the end scores beyond them.</summary>
    NormalScore,

    /// <summary>A number per bin, such as weights of evidence; the caller gives cuts and values, a fit does not choose them.</summary>
    Bins,
}
