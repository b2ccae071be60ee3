namespace CustomerValue.Experiments;

/// <summary>How a doubly robust estimate predicts outcomes from covariates, in each group by itself.</summary>
public enum OutcomeModel
{
    /// <summary>Least squares: amounts, changes, and yes-or-no outcomes too, whose errors stay right.</summary>
    Linear = 0,

    /// <summary>The logit: outcomes of 0 and 1 only.</summary>
    Logit,
}
