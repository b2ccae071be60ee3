namespace CustomerValue.Experiments;

/// <summary>From which rows CUPED learns how the outcome follows its covariates.</summary>
public enum CupedSlope
{
    /// <summary>From both arms about their own means, as analysis of covariance does: the effect does not leak into the slope.</summary>
    WithinArms = 0,

    /// <summary>From both arms about their common mean, as Deng et al. (2013) have it: in small samples the slope absorbs part of the effect.</summary>
    Pooled,

    /// <summary>From the control arm alone.</summary>
    Control,

    /// <summary>Each arm its own, as Lin's regression has it; the error adds what the averages of the covariates leave open.</summary>
    PerArm,
}
