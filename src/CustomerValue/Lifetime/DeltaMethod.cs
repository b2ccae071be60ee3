using CustomerValue.Numerics;

namespace CustomerValue.Lifetime;

/// <summary>Standard errors of figures of positive parameters: √(g′ Σ g), g by central differences in the logarithms of the parameters.</summary>
internal static class DeltaMethod
{
    private const double Width = 1e-4;

    public static ModelEstimate Estimate(
        Func<double[], double> figure, double[] parameters, ReadOnlySpan<double> covariance, EstimateScale scale, double level)
    {
        Guard.OpenUnit(level);
        Check(scale);
        var value = figure(parameters);
        if (covariance.Length == 0 || !double.IsFinite(value))
        {
            return new ModelEstimate(value, Figure.Undefined(UndefinedReason.NoObservations), null);
        }

        var variance = Variance(Gradient(figure, parameters), parameters, covariance);
        return From(value, Math.Sqrt(variance), scale, level);
    }

    public static void Check(EstimateScale scale)
    {
        if (scale is < EstimateScale.Log or > EstimateScale.Plain)
        {
            throw Guard.OutOfRange(nameof(scale), (int)scale, "must be one of EstimateScale");
        }
    }

    public static ModelEstimate From(double value, double error, EstimateScale scale, double level)
    {
        if (!double.IsFinite(error))
        {
            return new ModelEstimate(value, Figure.Undefined(UndefinedReason.Infinite), null);
        }

        var reach = NormalDistribution.Quantile(0.5 + 0.5 * level);
        var (lower, upper) = scale switch
        {
            EstimateScale.Log when value > 0 => (value * Elementary.Exp(-reach * error / value), value * Elementary.Exp(reach * error / value)),
            EstimateScale.Logit when value > 0 && value < 1 => Logit(value, reach * error / (value * (1 - value))),
            _ => (value - reach * error, value + reach * error),
        };
        var method = scale == EstimateScale.Plain ? "delta" : scale == EstimateScale.Log ? "delta, log scale" : "delta, logit scale";
        var interval = lower <= upper ? new ConfidenceInterval(lower, upper, level, method) : (ConfidenceInterval?)null;
        return new ModelEstimate(value, Figure.Of(error), interval);
    }

    /// <summary>∂ figure/∂ ln parameter, by differences of the fourth order.</summary>
    private static double[] Gradient(Func<double[], double> figure, double[] parameters)
    {
        var gradient = new double[parameters.Length];
        var moved = (double[])parameters.Clone();
        for (var i = 0; i < parameters.Length; i++)
        {
            double At(double steps)
            {
                moved[i] = parameters[i] * Elementary.Exp(steps * Width);
                return figure(moved);
            }

            gradient[i] = (8 * (At(1) - At(-1)) - (At(2) - At(-2))) / (12 * Width);
            moved[i] = parameters[i];
        }

        return gradient;
    }

    private static double Variance(double[] gradient, double[] parameters, ReadOnlySpan<double> covariance)
    {
        var n = gradient.Length;
        var sum = 0.0;
        for (var i = 0; i < n; i++)
        {
            for (var j = 0; j < n; j++)
            {
                sum += gradient[i] / parameters[i] * covariance[i * n + j] * (gradient[j] / parameters[j]);
            }
        }

        return Math.Max(0, sum);
    }

    private static (double Lower, double Upper) Logit(double value, double reach)
    {
        var logit = Elementary.Log(value / (1 - value));
        return (Elementary.Logistic(logit - reach), Elementary.Logistic(logit + reach));
    }
}
