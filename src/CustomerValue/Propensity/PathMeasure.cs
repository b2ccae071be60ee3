namespace CustomerValue.Propensity;

/// <summary>What cross-validation of a path judges by.</summary>
public enum PathMeasure
{
    /// <summary>Mean deviance of the held-out customers (squared error of a linear path); smaller is better.</summary>
    Deviance = 0,

    /// <summary>Area under the ROC curve of each fold's held-out customers; larger is better. Logistic paths only.</summary>
    Auc,
}
