using CustomerValue.Information;

namespace CustomerValue.Lifetime;

/// <summary>A model's forecast of a period held back, beside the rules of thumb that it must beat.</summary>
public sealed class HoldoutComparison
{
    private HoldoutComparison(HoldoutEvaluation model, HoldoutEvaluation naive, HoldoutEvaluation hiatus, double hiatusLength)
    {
        Model = model;
        Naive = naive;
        Hiatus = hiatus;
        HiatusLength = hiatusLength;
    }

    /// <summary>The model.</summary>
    public HoldoutEvaluation Model { get; }

    /// <summary>Everybody goes on buying as often as before.</summary>
    public HoldoutEvaluation Naive { get; }

    /// <summary>Who was silent for longer than the hiatus is gone, all others go on as before.</summary>
    public HoldoutEvaluation Hiatus { get; }

    /// <summary>The hiatus that was used, in the unit of the histories.</summary>
    public double HiatusLength { get; }

    /// <summary>True when the model's root mean squared error is below those of both rules.</summary>
    public bool ModelIsBest =>
        Model.RootMeanSquaredError < Math.Min(Naive.RootMeanSquaredError, Hiatus.RootMeanSquaredError);

    /// <summary>Forecasts a period by model and rules and compares each with what came.</summary>
    /// <param name="model">A model fitted to what came before.</param>
    /// <param name="histories">The customers as they were when the period began.</param>
    /// <param name="horizon">Length of the period, in the unit of the histories, finite and &gt; 0.</param>
    /// <param name="actual">Purchases per customer in that period, in row order, finite and ≥ 0.</param>
    /// <param name="hiatus">Silence after which the rule gives a customer up, in the unit of the histories; the horizon when null.</param>
    /// <exception cref="ArgumentException">Lengths differ, there are no customers, or the model does not suit the histories.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The horizon or the hiatus is not finite and positive.</exception>
    public static HoldoutComparison Compute(
        IPurchaseModel model, PurchaseHistories histories, double horizon, ReadOnlySpan<double> actual, double? hiatus = null)
    {
        Guard.NotNull(model);
        Guard.NotNull(histories);
        Guard.Positive(horizon);
        Guard.SameLength(actual.Length, histories.Count, nameof(actual));
        var length = Guard.Positive(hiatus ?? horizon, nameof(hiatus));
        var expected = new double[histories.Count];
        model.ExpectedPurchases(histories, horizon, expected);
        var own = HoldoutEvaluation.Compute(expected, actual, histories.Repeats);
        HiatusRule.Naive(histories.Unit).ExpectedPurchases(histories, horizon, expected);
        var naive = HoldoutEvaluation.Compute(expected, actual, histories.Repeats);
        HiatusRule.FromParameters(length, histories.Unit).ExpectedPurchases(histories, horizon, expected);
        return new HoldoutComparison(own, naive, HoldoutEvaluation.Compute(expected, actual, histories.Repeats), length);
    }

    /// <summary>Three lines: model, naive forecast, hiatus.</summary>
    public override string ToString() => $"model:  {Model}\nnaive:  {Naive}\nhiatus: {Hiatus}";
}
