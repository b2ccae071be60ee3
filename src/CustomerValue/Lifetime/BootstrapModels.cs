using CustomerValue.Numerics;

namespace CustomerValue.Lifetime;

/// <summary>The models of a bootstrap: any figure of them has a distribution, and so an interval.</summary>
/// <typeparam name="TModel">The model.</typeparam>
public sealed class BootstrapModels<TModel>
    where TModel : class
{
    private readonly TModel[] models;

    internal BootstrapModels(TModel[] models, int failed)
    {
        this.models = models;
        Failed = failed;
    }

    /// <summary>The refitted models, in the order of replicates.</summary>
    public IReadOnlyList<TModel> Models => models;

    /// <summary>Replicates whose fit could not be proven; they are in no figure, and many of them make the intervals too narrow.</summary>
    public int Failed { get; }

    /// <summary>The standard deviation of a figure over the models, divisor n − 1; undefined for fewer than two.</summary>
    /// <param name="figure">A figure, such as <c>m =&gt; m.ExpectedPurchases(52)</c>.</param>
    public Figure StandardError(Func<TModel, double> figure)
    {
        Guard.NotNull(figure);
        if (models.Length < 2)
        {
            return Figure.Undefined(UndefinedReason.TooFewObservations);
        }

        var values = Array.ConvertAll(models, model => figure(model));
        var mean = values.Average();
        return Figure.Of(Math.Sqrt(values.Sum(value => (value - mean) * (value - mean)) / (values.Length - 1)));
    }

    /// <summary>The percentile interval of a figure; null without a model.</summary>
    /// <param name="figure">A figure, such as <c>m =&gt; m.ExpectedPurchases(52)</c>.</param>
    /// <param name="level">Coverage, such as 0.95.</param>
    /// <exception cref="ArgumentOutOfRangeException">The level is not between 0 and 1.</exception>
    public ConfidenceInterval? Interval(Func<TModel, double> figure, double level = 0.95)
    {
        Guard.NotNull(figure);
        Guard.OpenUnit(level);
        if (models.Length == 0)
        {
            return null;
        }

        var values = Array.ConvertAll(models, model => figure(model));
        Array.Sort(values);
        return new ConfidenceInterval(
            SampleQuantile.OfSorted(values, 0.5 - 0.5 * level, QuantileType.Linear),
            SampleQuantile.OfSorted(values, 0.5 + 0.5 * level, QuantileType.Linear),
            level,
            "bootstrap percentile");
    }
}
