using System.Globalization;
using CustomerValue.Information;
using CustomerValue.Lifetime;

namespace CustomerValue.Validity;

/// <summary>
/// Recovery of the purchase models: customers are simulated from a truth, the model is fitted to them, and it is counted how often the 95 % interval of
/// each parameter (delta method on the log scale) and of a forecast holds the truth. Fits without an interior maximum are counted and reported.
/// </summary>
internal static class LifetimeRecovery
{
    /// <summary>Customers per replicate, watched for 39 to 52 weeks.</summary>
    public const int Customers = 5000;

    private static readonly double[] Ages = Enumerable.Range(0, Customers).Select(i => 39 + i % 14 * 1.0).ToArray();

    /// <summary>One truth: the shares of intervals that hold it, parameter by parameter and last the expectation of a new customer over 52 weeks.</summary>
    public sealed record Study(string Model, string[] Figures, double[] Coverage, int Fitted, int Boundary);

    /// <summary>All truths; each replicate has its own seed, so threads do not matter.</summary>
    public static IEnumerable<Study> Run(int replicates, ulong seed = 20261124)
    {
        var bg = BgNbdModel.FromParameters(0.6, 5, 0.8, 2.5, TimeUnit.Week);
        yield return Measure("BG/NBD (0.6, 5, 0.8, 2.5)", replicates, seed, bg.Report, bg.ExpectedPurchases(52), s => bg.Simulate(Ages, s), Intervals);
        var mbg = MbgNbdModel.FromParameters(0.9, 5, 0.7, 1.6, TimeUnit.Week);
        yield return Measure("MBG/NBD (0.9, 5, 0.7, 1.6)", replicates, seed, mbg.Report, mbg.ExpectedPurchases(52), s => mbg.Simulate(Ages, s), MbgIntervals);
        var pareto = ParetoNbdModel.FromParameters(0.8, 4, 0.9, 14, TimeUnit.Week);
        yield return Measure("Pareto/NBD (0.8, 4, 0.9, 14)", replicates, seed, pareto.Report, pareto.ExpectedPurchases(52), s => pareto.Simulate(Ages, s), ParetoIntervals);
        var regular = CnbdModel.FromParameters(0.9, 2.5, 0.7, 2.2, 2, false, TimeUnit.Week);
        yield return Measure("BG/CNBD-2 (0.9, 2.5, 0.7, 2.2)", replicates, seed, regular.Report, regular.ExpectedPurchases(52), s => regular.Simulate(Ages, s), CnbdIntervals);
        var aging = GGomNbdModel.FromParameters(0.9, 4, 0.12, 1, 30, TimeUnit.Week);
        yield return Measure("GGom/NBD (0.9, 4, 0.12, 1, 30)", replicates, seed, aging.Report, aging.ExpectedPurchases(52), s => aging.Simulate(Ages, s), GGomIntervals);
    }

    /// <summary>A table of <see cref="Run"/>.</summary>
    public static void Write(TextWriter text, int replicates)
    {
        foreach (var study in Run(replicates))
        {
            var shares = study.Figures.Zip(study.Coverage, (figure, share) => string.Create(CultureInfo.InvariantCulture, $"{figure} {share:0.000}"));
            text.WriteLine(string.Create(
                CultureInfo.InvariantCulture, $"{study.Model,-30} fitted {study.Fitted}, boundary {study.Boundary}: {string.Join(", ", shares)}"));
        }
    }

    private static Study Measure(
        string name,
        int replicates,
        ulong seed,
        FitReport truth,
        double expectation,
        Func<ulong, PurchaseHistories> simulate,
        Func<PurchaseHistories, ConfidenceInterval[]> intervals)
    {
        double[] values = [.. truth.Estimates, expectation];
        var holds = new int[values.Length];
        var boundary = 0;
        Parallel.For(0, replicates, replicate =>
        {
            try
            {
                var found = intervals(simulate(unchecked(seed + 7919UL * (ulong)replicate)));
                for (var i = 0; i < values.Length; i++)
                {
                    if (found[i].Contains(values[i]))
                    {
                        Interlocked.Increment(ref holds[i]);
                    }
                }
            }
            catch (ConvergenceException)
            {
                Interlocked.Increment(ref boundary);
            }
        });
        var fitted = replicates - boundary;
        return new Study(name, [.. truth.ParameterNames, "E(52)"], Array.ConvertAll(holds, h => (double)h / fitted), fitted, boundary);
    }

    private static ConfidenceInterval[] Intervals(PurchaseHistories customers)
    {
        var fit = BgNbdModel.Fit(customers);
        return Limits(fit.Estimate(m => m.R), fit.Estimate(m => m.Alpha), fit.Estimate(m => m.A), fit.Estimate(m => m.B), fit.Estimate(m => m.ExpectedPurchases(52)));
    }

    private static ConfidenceInterval[] MbgIntervals(PurchaseHistories customers)
    {
        var fit = MbgNbdModel.Fit(customers);
        return Limits(fit.Estimate(m => m.R), fit.Estimate(m => m.Alpha), fit.Estimate(m => m.A), fit.Estimate(m => m.B), fit.Estimate(m => m.ExpectedPurchases(52)));
    }

    private static ConfidenceInterval[] ParetoIntervals(PurchaseHistories customers)
    {
        var fit = ParetoNbdModel.Fit(customers);
        return Limits(fit.Estimate(m => m.R), fit.Estimate(m => m.Alpha), fit.Estimate(m => m.S), fit.Estimate(m => m.Beta), fit.Estimate(m => m.ExpectedPurchases(52)));
    }

    private static ConfidenceInterval[] CnbdIntervals(PurchaseHistories customers)
    {
        // k is given: the sum over the logarithms of gaps then adds a constant.
        var fit = CnbdModel.Fit(PurchaseHistogram.FromHistories(customers), 0, new CnbdOptions { Steps = 2, LeavesAtOnce = false });
        return Limits(fit.Estimate(m => m.R), fit.Estimate(m => m.Alpha), fit.Estimate(m => m.A), fit.Estimate(m => m.B), fit.Estimate(m => m.ExpectedPurchases(52)));
    }

    private static ConfidenceInterval[] GGomIntervals(PurchaseHistories customers)
    {
        var fit = GGomNbdModel.Fit(customers);
        return Limits(
            fit.Estimate(m => m.R), fit.Estimate(m => m.Alpha), fit.Estimate(m => m.B), fit.Estimate(m => m.S), fit.Estimate(m => m.Beta), fit.Estimate(m => m.ExpectedPurchases(52)));
    }

    private static ConfidenceInterval[] Limits(params ModelEstimate[] estimates) => Array.ConvertAll(estimates, e => e.Interval!.Value);
}
