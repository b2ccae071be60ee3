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

    /// <summary>
    /// The exact power of an exact test: Fisher's for two arms (two-sided: the tables no likelier than the observed one), the binomial for one
    /// (two-sided: half of the significance in each tail). It rises and falls from size to size, for tables are whole.
    /// </summary>
    Exact,
}
