namespace CustomerValue.Experiments;

/// <summary>How the power of a comparison of proportions is computed. The conventions differ by up to a few percent.</summary>
public enum ProportionPowerMethod
{
    /// <summary>Each arm's own variance under hypothesis and alternative, as most calculators do.</summary>
    Unpooled = 0,

    /// <summary>The pooled variance under the hypothesis (Fleiss): the power of the pooled z test; R's <c>power.prop.test</c>.</summary>
    PooledNull,

    /// <summary>The same, for a test with continuity correction (Fleiss, Levin and Paik 2003).</summary>
    PooledNullContinuity,

    /// <summary>The arcsine transform (Cohen's h), as statsmodels does.</summary>
    ArcSine,
}
