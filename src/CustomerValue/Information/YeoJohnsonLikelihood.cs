using CustomerValue.Numerics;

namespace CustomerValue.Information;

/// <summary>The likelihood of the power of Yeo and Johnson, and its slope, on a scale on which nothing overflows.</summary>
internal sealed class YeoJohnsonLikelihood
{
    // ln(1 + |x|), and where the sign is negative.
    private readonly double[] logs;
    private readonly bool[] negative;
    private readonly double[] bent;
    private readonly double[] slope;
    private readonly double least;
    private readonly double greatest;
    private readonly double signedLogs;
    private readonly double bound;

    private YeoJohnsonLikelihood(ReadOnlySpan<double> values)
    {
        logs = new double[values.Length];
        negative = new bool[values.Length];
        bent = new double[values.Length];
        slope = new double[values.Length];
        var sum = default(CompensatedSum);
        double largest = 0;
        least = double.PositiveInfinity;
        greatest = double.NegativeInfinity;
        for (var i = 0; i < values.Length; i++)
        {
            negative[i] = values[i] < 0;
            logs[i] = Elementary.Log1p(Math.Abs(values[i]));
            largest = Math.Max(largest, Math.Abs(values[i]));
            var signed = negative[i] ? -logs[i] : logs[i];
            sum.Add(signed);
            least = Math.Min(least, signed);
            greatest = Math.Max(greatest, signed);
        }

        signedLogs = sum.Value;

        // ln(largest double · 2⁻⁵²): SciPy's bound.
        bound = 673.7391 / (Elementary.Log1p(largest) + Elementary.Log(20));
    }

    private bool AllPositive => least >= 0;

    private bool AllNegative => greatest < 0;

    /// <summary>Null for a constant column.</summary>
    public static YeoJohnsonLikelihood? Of(ReadOnlySpan<double> values)
    {
        var likelihood = new YeoJohnsonLikelihood(values);
        return likelihood.least < likelihood.greatest ? likelihood : null;
    }

    /// <summary>The log-likelihood and its slope.</summary>
    public double At(double lambda, out double derivative) =>
        AllPositive ? OneSign(lambda, 1, out derivative)
        : AllNegative ? OneSign(2 - lambda, -1, out derivative)
        : BothSigns(lambda, out derivative);

    /// <summary>The λ where the slope is 0, to the last bits.</summary>
    public NumberTransform Maximize()
    {
        if (greatest - least < 1e-100)
        {
            // No power bends anything so small.
            return NumberTransform.YeoJohnson(1, LambdaNote.ConstantColumn);
        }

        double low = -bound, high = bound;
        if (AllNegative)
        {
            (low, high) = (2 - high, 2 - low);
        }
        else if (!AllPositive)
        {
            (low, high) = (Math.Max(low, 2 - bound), Math.Min(high, 2 + bound));
            low = Math.Min(low, 1);
            high = Math.Max(high, 1);
        }

        double a = 0, b = 2, step = 1;
        while (a > low && Slope(a) < 0)
        {
            (b, a) = (a, Math.Max(low, a - step));
            step *= 2;
        }

        step = 1;
        while (b < high && Slope(b) > 0)
        {
            (a, b) = (b, Math.Min(high, b + step));
            step *= 2;
        }

        a = Math.Max(a, low);
        b = Math.Min(b, high);
        double atA = Slope(a), atB = Slope(b);
        return atA <= 0 ? NumberTransform.YeoJohnson(a, atA < 0 ? LambdaNote.BoundReached : LambdaNote.None)
            : atB >= 0 ? NumberTransform.YeoJohnson(b, atB > 0 ? LambdaNote.BoundReached : LambdaNote.None)
            : NumberTransform.YeoJohnson(Root(a, atA, b, atB), LambdaNote.None);
    }

    private double Slope(double lambda)
    {
        At(lambda, out var derivative);
        return derivative;
    }

    // Illinois steps, halved whenever they do not shrink the bracket by half in three.
    private double Root(double a, double atA, double b, double atB)
    {
        var side = 0;
        var width = b - a;
        for (var turn = 1; turn < 200 && b - a > 2.3e-16 * Math.Max(Math.Abs(a), Math.Abs(b)); turn++)
        {
            var next = turn % 3 == 0 && b - a > 0.5 * width ? a + (b - a) / 2 : a + (b - a) * (atA / (atA - atB));
            width = turn % 3 == 0 ? b - a : width;
            if (!(next > a && next < b))
            {
                next = a + (b - a) / 2;
                if (!(next > a && next < b))
                {
                    break;
                }
            }

            var at = Slope(next);
            if (at.Equals(0.0))
            {
                return next;
            }

            if (at > 0)
            {
                (a, atA) = (next, at);
                atB = side == 1 ? atB / 2 : atB;
                side = 1;
            }
            else
            {
                (b, atB) = (next, at);
                atA = side == -1 ? atA / 2 : atA;
                side = -1;
            }
        }

        return Math.Abs(Slope(a)) <= Math.Abs(Slope(b)) ? a : b;
    }

    // All on one side: the constant 1/power falls out of the variance, and so does the power of the value that is largest by it.
    private double OneSign(double power, int sign, out double derivative)
    {
        double smallest = sign > 0 ? least : -greatest, largest = sign > 0 ? greatest : -least;
        var reference = power > 0 ? largest : smallest;
        for (var i = 0; i < logs.Length; i++)
        {
            var distance = logs[i] - reference;
            bent[i] = Raised(power, distance, 0, out slope[i]);
        }

        var logVariance = Moments(out var ratio);
        var n = logs.Length;
        var sum = sign * signedLogs;
        derivative = sign * (sum - n * reference - n * ratio);
        return -0.5 * n * (2 * power * reference + logVariance) + (power - 1) * sum;
    }

    private double BothSigns(double lambda, out double derivative)
    {
        var shift = Math.Max(0, Math.Max(lambda * greatest, (2 - lambda) * -least));
        for (var i = 0; i < logs.Length; i++)
        {
            var value = Raised(negative[i] ? 2 - lambda : lambda, logs[i], shift, out slope[i]);
            bent[i] = negative[i] ? -value : value;
        }

        var logVariance = Moments(out var ratio);
        var n = logs.Length;
        derivative = signedLogs - n * ratio;
        return -0.5 * n * (2 * shift + logVariance) + (lambda - 1) * signedLogs;
    }

    // (e^(power·log) − 1) ÷ power and its derivative by the power, both times e^−shift.
    private static double Raised(double power, double log, double shift, out double slope)
    {
        var t = power * log;
        if (Math.Abs(t) < 0.5)
        {
            // Σ k·t^(k−1) ÷ (k + 1)!
            double term = 0.5, sum = 0;
            for (var k = 1; k < 18; k++)
            {
                sum += term * k;
                term *= t / (k + 2);
            }

            var scale = shift > 0 ? Elementary.Exp(-shift) : 1;
            slope = log * log * sum * scale;
            return (power == 0 ? log : Elementary.Expm1(t) / power) * scale;
        }

        var raised = Elementary.Exp(t - shift);
        var difference = shift > 0 ? raised - Elementary.Exp(-shift) : Elementary.Expm1(t);
        slope = (t * raised - difference) / power / power;
        return difference / power;
    }

    // Logarithm of the variance of what is bent, and its covariance with the slope divided by the variance; deviations in units of the largest.
    private double Moments(out double ratio)
    {
        var n = logs.Length;
        double mean = CompensatedSum.Of(bent) / n, meanSlope = CompensatedSum.Of(slope) / n;
        var largest = 0.0;
        foreach (var value in bent)
        {
            largest = Math.Max(largest, Math.Abs(value - mean));
        }

        CompensatedSum squares = default, products = default, rest = default, restSlope = default;
        for (var i = 0; i < n; i++)
        {
            var deviation = (bent[i] - mean) / largest;
            var slant = slope[i] - meanSlope;
            squares.Add(deviation * deviation);
            products.Add(deviation * slant);
            rest.Add(deviation);
            restSlope.Add(slant);
        }

        var square = squares.Value - rest.Value * rest.Value / n;
        ratio = (products.Value - rest.Value * restSlope.Value / n) / square / largest;
        return 2 * Elementary.Log(largest) + Elementary.Log(square / n);
    }
}
