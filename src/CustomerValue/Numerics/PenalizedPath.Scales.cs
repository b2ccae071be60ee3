namespace CustomerValue.Numerics;

internal sealed partial class PenalizedPath
{
    private double LambdaMaximum(double[] gradient)
    {
        var largest = 0.0;
        foreach (var j in Candidates())
        {
            largest = l1[j] > 0 || l2[j] > 0 ? Math.Max(largest, Math.Abs(gradient[1 + j]) / Factor(j)) : largest;
        }

        // As glmnet: a path of squared penalties begins where one with α = 0.001 would.
        return largest / Math.Max(settings.Alpha, 1e-3) * OutcomeFactor;
    }

    private double[] Grid(double[] gradient)
    {
        var first = LambdaMaximum(gradient);
        var count = settings.LambdaCount;
        if (!(first > 0))
        {
            return [1];
        }

        var ratio = settings.MinimumRatio > 0 ? settings.MinimumRatio : design.RowCount < design.ColumnCount ? 1e-2 : 1e-4;
        var lambdas = new double[count];
        for (var k = 0; k < count; k++)
        {
            lambdas[k] = k == 0 ? first : first * Elementary.Exp(Elementary.Log(ratio) * k / (count - 1));
        }

        return lambdas;
    }

    /// <summary>The rules by which glmnet ends a path whose λ it chose.</summary>
    private bool Saturated(List<PenalizedSolution> solutions)
    {
        var count = solutions.Count;
        if (count < Math.Min(5, settings.LambdaCount) || count < 2)
        {
            return false;
        }

        var (now, before) = (solutions[count - 1].DevianceRatio, solutions[count - 2].DevianceRatio);
        return now > 0.999 || now - before < 1e-5 * (settings.Family == LinearFamily.Gaussian ? now : 1);
    }

    private double OutcomeFactor => settings.Family == LinearFamily.Gaussian ? design.Unit : 1;

    private double Factor(int j) => rescaled[j] / (settings.Standardize ? 1 : design.Scales[j]);

    /// <summary>Penalties and limits in units of standardized columns (and outcomes); factors rescaled to sum to the number of columns.</summary>
    private void Penalties()
    {
        var p = design.ColumnCount;
        var sum = rescaled.Sum();
        var unit = OutcomeFactor;
        for (var j = 0; j < p; j++)
        {
            rescaled[j] *= sum > 0 ? p / sum : 0;
            var scale = design.Scales[j];

            // With outcomes in units of their deviation s, λ becomes λ/s for |b|, and for b² too where glmnet's objective is wanted.
            l1[j] = settings.Alpha * Factor(j) / unit;
            l2[j] = (1 - settings.Alpha) * Factor(j) / (settings.Standardize ? 1 : scale) / (settings.StandardizeOutcomes ? unit : 1);
            lower[j] = settings.Lower.Length > 0 ? settings.Lower[1 + j] * scale / unit : double.NegativeInfinity;
            upper[j] = settings.Upper.Length > 0 ? settings.Upper[1 + j] * scale / unit : double.PositiveInfinity;
        }
    }

    private double[] Unscale()
    {
        var result = new double[1 + design.ColumnCount];
        result[0] = current.Coefficients[0];
        for (var c = 0; c < design.Chosen.Length; c++)
        {
            var j = design.Chosen[c];
            result[1 + j] = current.Coefficients[1 + c] / design.Scales[j];
            result[0] -= result[1 + j] * design.Centers[j];
        }

        for (var i = 0; i < result.Length; i++)
        {
            result[i] *= OutcomeFactor;
        }

        return result;
    }

    private double Deviance(double loss) => Math.Max(0, 2 * design.Observations * loss * OutcomeFactor * OutcomeFactor);
}
