namespace CustomerValue.Propensity;

/// <summary>How well each λ of a path predicted customers it had not seen.</summary>
/// <remarks>
/// As cv.glmnet: the measure of each fold, weighted by the fold's customers; its standard error over √(folds − 1). Probabilities
/// count at most 0.99999 and at least 0.00001. Source: Friedman, Hastie and Tibshirani (2010), Journal of Statistical Software
/// 33(1). Immutable and thread-safe.
/// </remarks>
public sealed class PathValidation
{
    private readonly double[] lambdas;
    private readonly double[] means;
    private readonly double[] errors;

    internal PathValidation(PathMeasure measure, double[] lambdas, double[] means, double[] errors)
    {
        Measure = measure;
        this.lambdas = lambdas;
        this.means = means;
        this.errors = errors;

        // λ descends: the first best is the most penalized of the best.
        var sign = measure == PathMeasure.Auc ? -1 : 1;
        var best = 0;
        for (var k = 1; k < means.Length; k++)
        {
            best = sign * means[k] < sign * means[best] ? k : best;
        }

        var worst = (sign * means[best]) + errors[best];
        var simplest = 0;
        while (sign * means[simplest] > worst)
        {
            simplest++;
        }

        LambdaMinimum = lambdas[best];
        LambdaOneStandardError = lambdas[simplest];
    }

    /// <summary>What was measured.</summary>
    public PathMeasure Measure { get; }

    /// <summary>The λ judged, descending.</summary>
    public ReadOnlySpan<double> Lambdas => lambdas;

    /// <summary>The measure at each λ, averaged over folds.</summary>
    public ReadOnlySpan<double> Means => means;

    /// <summary>Standard error of each mean, from the spread between folds.</summary>
    public ReadOnlySpan<double> StandardErrors => errors;

    /// <summary>The λ with the best mean, the largest of them.</summary>
    public double LambdaMinimum { get; }

    /// <summary>The largest λ whose mean is within one standard error of the best.</summary>
    public double LambdaOneStandardError { get; }

    /// <summary>The two choices in invariant text.</summary>
    public override string ToString() =>
        $"{Measure}: best at λ {Guard.Text(LambdaMinimum)}, within one standard error from λ {Guard.Text(LambdaOneStandardError)}";
}
