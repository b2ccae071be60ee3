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

    public static PurchaseModelUnderTest Of(CnbdModel m) => new()
    {
        Name = "CNBD-k", Model = m, Report = m.Report, LogLikelihood = h => m.LogLikelihood(h, 0), LogAlive = m.LogProbabilityAlive, Alive = m.ProbabilityAlive,
        AliveLater = m.ProbabilityAlive, Expected = m.ExpectedPurchases, Count = m.ProbabilityOfPurchases, Discounted = m.DiscountedPurchases,
        DiscountedWithin = m.DiscountedPurchases, NextPurchase = m.TimeOfNextPurchase, Inactivity = m.InactivityThreshold, Simulate = (a, s) => m.Simulate(a, s),
    };

    public static PurchaseModelUnderTest Pareto(params double[] p) => Of(ParetoNbdModel.FromParameters(p[0], p[1], p[2], p[3], TimeUnit.Week));

    public static PurchaseModelUnderTest Mbg(params double[] p) => Of(MbgNbdModel.FromParameters(p[0], p[1], p[2], p[3], TimeUnit.Week));

    public static PurchaseModelUnderTest GGom(params double[] p) => Of(GGomNbdModel.FromParameters(p[0], p[1], p[2], p[3], p[4], TimeUnit.Week));

    public static PurchaseModelUnderTest Cnbd(int steps, bool leavesAtOnce, params double[] p) =>
        Of(CnbdModel.FromParameters(p[0], p[1], p[2], p[3], steps, leavesAtOnce, TimeUnit.Week));

    /// <summary>All models, with parameters that are nothing special.</summary>
    public static IReadOnlyDictionary<string, PurchaseModelUnderTest> All { get; } = new Dictionary<string, PurchaseModelUnderTest>(StringComparer.Ordinal)
    {
        ["Pareto/NBD"] = Pareto(0.7, 6, 0.8, 15),
        ["Pareto/NBD, s = 1"] = Pareto(0.7, 6, 1, 15),
        ["MBG/NBD"] = Mbg(0.5, 6, 0.8, 2),
        ["BG/CNBD-1"] = Cnbd(1, false, 0.5, 6, 0.8, 2),
        ["BG/CNBD-2"] = Cnbd(2, false, 0.5, 3, 0.8, 2),
        ["MBG/CNBD-3"] = Cnbd(3, true, 1.2, 2, 0.5, 1.5),
        ["GGom/NBD"] = GGom(0.6, 8, 0.08, 1, 15),
        ["GGom/NBD, β < 1"] = GGom(0.6, 8, 0.02, 0.4, 0.5),
    };

    /// <summary>The numbers of a JSON object in their order.</summary>
    public static double[] Values(JsonElement named) => named.EnumerateObject().Select(p => p.Value.Number()).ToArray();
}
