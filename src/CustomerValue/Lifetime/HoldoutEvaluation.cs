namespace CustomerValue.Lifetime;

/// <summary>Forecasts of purchases against what came in a period held back.</summary>
/// <remarks>Errors are forecast − actual, per customer, divisor n. Immutable and thread-safe.</remarks>
public sealed class HoldoutEvaluation
{
    private readonly FrequencyClass[] classes;
    private readonly ForecastTenth[] tenths;

    private HoldoutEvaluation(double totalExpected, double totalActual, double mae, double rmse, Figure correlation, FrequencyClass[] classes, ForecastTenth[] tenths)
    {
        TotalExpected = totalExpected;
        TotalActual = totalActual;
        MeanAbsoluteError = mae;
        RootMeanSquaredError = rmse;
        Correlation = correlation;
        this.classes = classes;
        this.tenths = tenths;
    }

    /// <summary>Σ of the forecasts.</summary>
    public double TotalExpected { get; }

    /// <summary>Σ of what came.</summary>
    public double TotalActual { get; }

    /// <summary>Total forecast over total actual − 1: −0.12 is twelve percent too few; undefined where nothing came.</summary>
    public Figure Bias => TotalActual > 0 ? Figure.Of(TotalExpected / TotalActual - 1) : Figure.Undefined(UndefinedReason.ZeroBase);

    /// <summary>Mean of |error| (MAE).</summary>
    public double MeanAbsoluteError { get; }

    /// <summary>√ of the mean squared error (RMSE).</summary>
    public double RootMeanSquaredError { get; }

    /// <summary>Pearson's correlation of forecast and actual; undefined where one of them does not vary.</summary>
    public Figure Correlation { get; }

    /// <summary>Mean forecast and mean actual by repeat purchases before, the last class open.</summary>
    public IReadOnlyList<FrequencyClass> ByFrequency => classes;

    /// <summary>Forecast and actual by tenth of the forecast, the highest first; customers with equal forecasts stay in one tenth.</summary>
    public IReadOnlyList<ForecastTenth> ByForecast => tenths;

    /// <summary>Compares forecasts with what came.</summary>
    /// <param name="expected">Forecast per customer, finite.</param>
    /// <param name="actual">Purchases per customer in the period held back, finite and ≥ 0.</param>
    /// <param name="repeats">Repeat purchases per customer before, ≥ 0.</param>
    /// <param name="lastClass">Customers with at least so many repeats are one class, ≥ 1.</param>
    /// <exception cref="ArgumentException">Lengths differ, there are no customers, or a value is out of range.</exception>
    public static HoldoutEvaluation Compute(ReadOnlySpan<double> expected, ReadOnlySpan<double> actual, ReadOnlySpan<int> repeats, int lastClass = 7)
    {
        Guard.AtLeast(lastClass, 1);
        Guard.SameLength(actual.Length, expected.Length, nameof(actual));
        Guard.SameLength(repeats.Length, expected.Length, nameof(repeats));
        Guard.AllFinite(expected, nameof(expected));
        Guard.AllFinite(actual, nameof(actual));
        if (expected.Length == 0)
        {
            throw new ArgumentException("There are no customers to evaluate.", nameof(expected));
        }

        double absolute = 0, squared = 0, totalExpected = 0, totalActual = 0;
        var classes = new FrequencyClass.Sums[lastClass + 1];
        for (var row = 0; row < expected.Length; row++)
        {
            if (repeats[row] < 0 || actual[row] < 0)
            {
                throw Guard.BrokenRow(nameof(actual), row, "actual ≥ 0 and repeats ≥ 0", $"actual {Guard.Text(actual[row])}, repeats {Guard.Text(repeats[row])}");
            }

            var error = expected[row] - actual[row];
            absolute += Math.Abs(error);
            squared += error * error;
            totalExpected += expected[row];
            totalActual += actual[row];
            classes[Math.Min(lastClass, repeats[row])].Add(expected[row], actual[row]);
        }

        var n = (double)expected.Length;
        var table = classes.Select((sums, x) => sums.ToClass(x, x == lastClass)).Where(c => c.Customers > 0).ToArray();
        return new HoldoutEvaluation(
            totalExpected, totalActual, absolute / n, Math.Sqrt(squared / n), Pearson(expected, actual, totalExpected / n, totalActual / n), table, ForecastTenth.Of(expected, actual));
    }

    /// <summary>One line for a log, in invariant text.</summary>
    public override string ToString() =>
        $"forecast {Guard.Text(TotalExpected)}, actual {Guard.Text(TotalActual)}, bias {Bias}, MAE {Guard.Text(MeanAbsoluteError)}, RMSE {Guard.Text(RootMeanSquaredError)}, r {Correlation}";

    private static Figure Pearson(ReadOnlySpan<double> expected, ReadOnlySpan<double> actual, double meanExpected, double meanActual)
    {
        double ee = 0, ea = 0, aa = 0;
        for (var row = 0; row < expected.Length; row++)
        {
            double e = expected[row] - meanExpected, a = actual[row] - meanActual;
            ee += e * e;
            ea += e * a;
            aa += a * a;
        }

        return ee > 0 && aa > 0 ? Figure.Of(ea / Math.Sqrt(ee * aa)) : Figure.Undefined(UndefinedReason.ZeroVariance);
    }
}
