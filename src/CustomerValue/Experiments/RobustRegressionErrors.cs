using CustomerValue.Numerics;

namespace CustomerValue.Experiments;

/// <summary>Covariance and degrees of freedom of the coefficients of a <see cref="RobustRegression"/>.</summary>
internal sealed class RobustRegressionErrors
{
    private RobustRegressionErrors(int k)
    {
        Covariance = new double[k * k];
        DegreesOfFreedom = new double[k];
    }

    public double[] Covariance { get; }

    public double[] DegreesOfFreedom { get; }

    public int AloneCount { get; private set; }

    public int Clusters { get; private set; }

    /// <param name="fit">The fit.</param>
    /// <param name="residuals">Its residuals.</param>
    /// <param name="error">A resolved error.</param>
    /// <param name="rule">Which degrees of freedom.</param>
    /// <param name="codes">Clusters 0…count − 1 for the clustered errors.</param>
    /// <param name="count">Clusters.</param>
    /// <param name="absorbed">Parameters taken out beforehand, counted where a correction counts parameters.</param>
    public static RobustRegressionErrors Of(RobustRegression fit, ReadOnlySpan<double> residuals, RobustError error, DegreesOfFreedomRule rule, int[] codes, int count, int absorbed = 0)
    {
        var k = fit.K;
        var errors = new RobustRegressionErrors(k);
        var isSatterthwaite = rule == DegreesOfFreedomRule.Satterthwaite || (rule == DegreesOfFreedomRule.Automatic && error is RobustError.CR2 or RobustError.CR3);
        var power = error is RobustError.HC2 or RobustError.CR2 ? 0.5 : error is RobustError.HC3 or RobustError.CR3 ? 1 : 0;
        var sums = new SandwichSums(k, power, isSatterthwaite ? fit.Contrasts : []);
        var n = fit.Count;
        var squares = 0.0;
        if (error < RobustError.CR0)
        {
            for (var row = 0; row < fit.Rows; row++)
            {
                squares += fit.WeightAt(row) * residuals[row] * residuals[row];
                sums.AddSingle(fit.Row(row), residuals[row], fit.WeightAt(row));
            }
        }
        else
        {
            errors.AddClusters(fit, residuals, codes, count, sums);
        }

        errors.AloneCount = sums.AloneCount;
        var parameters = k + absorbed;
        var groups = errors.Clusters > 1 ? (double)errors.Clusters / (errors.Clusters - 1) : 1;
        var factor = error switch
        {
            RobustError.HC1 => n / (n - parameters),
            RobustError.CR1 => groups,
            RobustError.CR1S => groups * (n - 1) / (n - parameters),
            _ => 1,
        };
        errors.Fill(fit, error == RobustError.Classical ? null : sums.Meat(), error == RobustError.Classical ? squares / (n - parameters) : factor);
        for (var c = 0; c < k; c++)
        {
            errors.DegreesOfFreedom[c] = isSatterthwaite ? sums.DegreesOfFreedom(c)
                : rule == DegreesOfFreedomRule.Normal ? double.PositiveInfinity
                : rule == DegreesOfFreedomRule.Residual || error < RobustError.CR0 ? n - parameters : errors.Clusters - 1;
        }

        return errors;
    }

    private void AddClusters(RobustRegression fit, ReadOnlySpan<double> residuals, int[] codes, int count, SandwichSums sums)
    {
        var order = KeyNumbers.Order(codes, count, out var starts);
        for (var cluster = 0; cluster < count; cluster++)
        {
            var weight = 0.0;
            for (var at = starts[cluster]; at < starts[cluster + 1]; at++)
            {
                weight += fit.WeightAt(order[at]);
                sums.AddRow(fit.Row(order[at]), residuals[order[at]], fit.WeightAt(order[at]));
            }

            Clusters += weight > 0 ? 1 : 0;
            sums.EndCluster();
        }
    }

    /// <summary>T M Tᵀ times a factor, with M the identity where null.</summary>
    private void Fill(RobustRegression fit, double[]? meat, double factor)
    {
        var k = fit.K;
        var half = meat is null ? fit.Contrasts : LinearMatrices.Multiply(fit.Contrasts, meat, k);
        for (var i = 0; i < k; i++)
        {
            for (var j = 0; j < k; j++)
            {
                var sum = 0.0;
                for (var l = 0; l < k; l++)
                {
                    sum += half[i * k + l] * fit.Contrasts[j * k + l];
                }

                Covariance[i * k + j] = factor * sum;
            }
        }
    }
}
