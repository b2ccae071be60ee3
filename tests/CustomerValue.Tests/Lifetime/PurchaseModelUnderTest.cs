using System.Text.Json;
using CustomerValue.Information;
using CustomerValue.Lifetime;
using CustomerValue.Tests.Golden;

namespace CustomerValue.Tests.Lifetime;

/// <summary>One view of every model of repeat purchases, so that the same references and laws are put to all of them.</summary>
internal sealed class PurchaseModelUnderTest
{
    public string Name { get; init; } = string.Empty;

    public IPurchaseModel Model { get; init; } = null!;

    public FitReport Report { get; init; } = null!;

    public Func<PurchaseHistory, double> LogLikelihood { get; init; } = null!;

    public Func<PurchaseHistory, double> LogAlive { get; init; } = null!;

    public Func<PurchaseHistory, double> Alive { get; init; } = null!;

    public Func<PurchaseHistory, double, double> AliveLater { get; init; } = null!;

    public Func<PurchaseHistory, double, double> Expected { get; init; } = null!;

    public Func<PurchaseHistory, int, double, double> Count { get; init; } = null!;

    public Func<PurchaseHistory, double, double> Discounted { get; init; } = null!;

    public Func<PurchaseHistory, double, Discounting, double> DiscountedWithin { get; init; } = null!;

    public Func<PurchaseHistory, double, Figure> NextPurchase { get; init; } = null!;

    public Func<int, double, double, Figure> Inactivity { get; init; } = null!;

    public Func<double[], ulong, PurchaseHistories> Simulate { get; init; } = null!;

    public static PurchaseModelUnderTest Of(ParetoNbdModel m) => new()
    {
        Name = "Pareto/NBD", Model = m, Report = m.Report, LogLikelihood = m.LogLikelihood, LogAlive = m.LogProbabilityAlive, Alive = m.ProbabilityAlive,
        AliveLater = m.ProbabilityAlive, Expected = m.ExpectedPurchases, Count = m.ProbabilityOfPurchases, Discounted = m.DiscountedPurchases,
        DiscountedWithin = m.DiscountedPurchases, NextPurchase = m.TimeOfNextPurchase, Inactivity = m.InactivityThreshold, Simulate = (a, s) => m.Simulate(a, s),
    };

    public static PurchaseModelUnderTest Of(MbgNbdModel m) => new()
    {
        Name = "MBG/NBD", Model = m, Report = m.Report, LogLikelihood = m.LogLikelihood, LogAlive = m.LogProbabilityAlive, Alive = m.ProbabilityAlive,
        AliveLater = m.ProbabilityAlive, Expected = m.ExpectedPurchases, Count = m.ProbabilityOfPurchases, Discounted = m.DiscountedPurchases,
        DiscountedWithin = m.DiscountedPurchases, NextPurchase = m.TimeOfNextPurchase, Inactivity = m.InactivityThreshold, Simulate = (a, s) => m.Simulate(a, s),
    };

    public static PurchaseModelUnderTest Of(GGomNbdModel m) => new()
    {
        Name = "GGom/NBD", Model = m, Report = m.Report, LogLikelihood = m.LogLikelihood, LogAlive = m.LogProbabilityAlive, Alive = m.ProbabilityAlive,
        AliveLater = m.ProbabilityAlive, Expected = m.ExpectedPurchases, Count = m.ProbabilityOfPurchases, Discounted = m.DiscountedPurchases,
        DiscountedWithin = m.DiscountedPurchases, NextPurchase = m.TimeOfNextPurchase, Inactivity = m.InactivityThreshold, Simulate = (a, s) => m.Simulate(a, s),
    };

    public static PurchaseModelUnderTest Pareto(params double[] p) => Of(ParetoNbdModel.FromParameters(p[0], p[1], p[2], p[3], TimeUnit.Week));

    public static PurchaseModelUnderTest Mbg(params double[] p) => Of(MbgNbdModel.FromParameters(p[0], p[1], p[2], p[3], TimeUnit.Week));

    public static PurchaseModelUnderTest GGom(params double[] p) => Of(GGomNbdModel.FromParameters(p[0], p[1], p[2], p[3], p[4], TimeUnit.Week));

    /// <summary>The numbers of a JSON object in their order.</summary>
    public static double[] Values(JsonElement named) => named.EnumerateObject().Select(p => p.Value.Number()).ToArray();
}
