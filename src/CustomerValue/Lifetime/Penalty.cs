namespace CustomerValue.Lifetime;

/// <summary>The last steps of every mean log-likelihood in log-parameters.</summary>
internal static class Penalty
{
    /// <summary>Scales sums to minus a mean, mirrors the upper triangle of the Hessian and adds weight · Σ θ².</summary>
    public static double Finish(ReadOnlySpan<double> point, double weight, double scale, double value, Span<double> gradient, Span<double> hessian)
    {
        var n = point.Length;
        var ridge = 0.0;
        for (var i = 0; i < n; i++)
        {
            ridge += weight * point[i] * point[i];
            gradient[i] = scale * gradient[i] + 2 * weight * point[i];
            for (var j = i; j < n && hessian.Length != 0; j++)
            {
                var bend = scale * hessian[i * n + j] + (i == j ? 2 * weight : 0);
                hessian[i * n + j] = bend;
                hessian[j * n + i] = bend;
            }
        }

        return ridge + scale * value;
    }

    /// <summary>Σ of the weighted squares alone.</summary>
    public static double Of(ReadOnlySpan<double> point, double weight)
    {
        var ridge = 0.0;
        foreach (var theta in point)
        {
            ridge += weight * theta * theta;
        }

        return ridge;
    }
}
