using System.Text.Json;
using CustomerValue.Information;
using CustomerValue.Lifetime;
using CustomerValue.Tests.Golden;

namespace CustomerValue.Tests.Lifetime;

/// <summary>The comparisons that all reference files of golden/clv have in common.</summary>
internal static class ReferenceChecks
{
    public static PurchaseHistory History(JsonElement data) => BgNbdCorrectness.History(data);

    /// <summary>One customer's figures, as far as the file has them.</summary>
    public static void Customer(PurchaseModelUnderTest model, JsonElement data, JsonElement expected, double relative, string what)
    {
        var history = History(data);
        Close(model.LogLikelihood(history), expected.Number("log_likelihood"), 1e-10, what + " log-likelihood");
        var logAlive = model.LogAlive(history);
        if (expected.TryGetProperty("log_p_alive", out var log))
        {
            Close(logAlive, log.Number(), 1e-9, what + " log P(alive)");
        }

        Relative(model.Alive(history), logAlive, expected.GetProperty("p_alive"), relative, what + " P(alive)");
        foreach (var property in expected.EnumerateObject())
        {
            var horizon = property.Name switch
            {
                "cet" => data.Number("cet_horizon"),
                "cet_t39" => 39,
                "cet_t1" => 1,
                "cet_52" => 52,
                "cet_26" => 26,
                "cet_52_exact" => 52,
                _ => -1,
            };
            if (horizon >= 0)
            {
                Relative(model.Expected(history, horizon), logAlive, property.Value, relative, what + " " + property.Name);
            }
        }

        if (expected.TryGetProperty("p_alive_at_T_plus_39", out var later))
        {
            Relative(model.AliveLater(history, 39), logAlive, later, relative, what + " P(alive later)");
        }
    }

    /// <summary>The whole file of a data set's figures: customers, new customers, distributions.</summary>
    public static void File(PurchaseModelUnderTest model, JsonElement file)
    {
        var rate = file.Number("delta_dert");
        foreach (var customer in file.GetProperty("customers").EnumerateArray())
        {
            var what = "customer " + customer.GetProperty("id");
            Customer(model, customer, customer, 1e-9, what);
            if (customer.TryGetProperty("dert", out var discounted))
            {
                var history = History(customer);
                Relative(model.Discounted(history, rate), model.LogAlive(history), discounted, 1e-9, what + " discounted");
            }
        }

        foreach (var pair in file.GetProperty("unconditional_expectation").EnumerateArray().Select(e => e.Numbers()))
        {
            Near(model.Expected(default, pair[0]), pair[1], 1e-9, $"new customer at {pair[0]}");
        }

        foreach (var table in file.GetProperty("pmf").EnumerateArray())
        {
            var expected = table.Numbers("n0_to_10");
            for (var n = 0; n < expected.Length; n++)
            {
                Near(model.Count(default, n, table.Number("t")), expected[n], 1e-9, $"n {n}");
            }
        }

        if (file.TryGetProperty("conditional_pmf", out var conditional))
        {
            var known = conditional.Numbers("n0_to_10");
            for (var n = 0; n < known.Length; n++)
            {
                Near(model.Count(History(conditional.GetProperty("customer")), n, conditional.Number("t")), known[n], 1e-9, $"known, n {n}");
            }
        }

        if (file.TryGetProperty("discounted_expected_transactions_finite", out var finite))
        {
            foreach (var row in finite.EnumerateArray())
            {
                // A continuous rate δ per week is the annual rate e^(δ·weeks) − 1.
                var terms = new Discounting { AnnualRate = Math.Exp(row.Number("delta") * TimeUnit.Week.PerYear) - 1 };
                Near(model.DiscountedWithin(History(row), row.Number("horizon"), terms), row.Number("dect"), 1e-9, "within " + row.Number("horizon"));
            }
        }
    }

    /// <summary>Cumulative tracking and the histogram of purchases, at the maximum.</summary>
    public static void Tracking(PurchaseModelUnderTest model, JsonElement file)
    {
        var tracking = file.GetProperty("tracking_cumulative_repeat_at_mle");
        var births = tracking.GetProperty("births_days_count").EnumerateArray().Select(row => row.Numbers()).ToArray();
        var expected = tracking.Numbers("expected");
        for (var week = 1; week <= expected.Length; week++)
        {
            Near(births.Sum(birth => birth[1] * model.Expected(default, Math.Max(0, week - birth[0] / 7))), expected[week - 1], 1e-8, $"week {week}");
        }

        var histogram = file.GetProperty("frequency_histogram_at_mle").Numbers("expected");
        var rest = births.Sum(birth => birth[1]);
        for (var n = 0; n < histogram.Length; n++)
        {
            var sum = n == histogram.Length - 1 ? rest : births.Sum(birth => birth[1] * model.Count(default, n, (272 - birth[0]) / 7));
            rest -= sum;
            Near(sum, histogram[n], 1e-8, $"x {n}");
        }
    }

    public static void Maximum(FitReport report, ReadOnlySpan<double> covariance, JsonElement mle, double parameters, double errors)
    {
        report.Converged.Should().BeTrue(report.ToString());
        report.GradientNorm.Should().BeLessThan(1e-8);
        report.Objective.Should().BeApproximately(mle.TryGetProperty("log_likelihood_total", out var total) ? total.Number() : mle.Number("log_likelihood"), 1e-6);
        Close(report.Estimates, PurchaseModelUnderTest.Values(mle.GetProperty("params")), parameters);
        Close(report.StandardErrors, PurchaseModelUnderTest.Values(mle.GetProperty(mle.TryGetProperty("se", out _) ? "se" : "standard_errors")), errors);
        if (mle.TryGetProperty("covariance_natural_params", out var matrix))
        {
            Close(covariance, matrix.EnumerateArray().SelectMany(row => row.Numbers()).ToArray(), errors);
        }
    }

    public static void Close(double actual, double expected, double tolerance, string what) =>
        actual.Should().BeApproximately(expected, tolerance * (1 + Math.Abs(expected)), what);

    public static void Near(double actual, double expected, double relative, string what) =>
        actual.Should().BeApproximately(expected, relative * Math.Abs(expected), what);

    public static void Close(ReadOnlySpan<double> actual, double[] expected, double relative)
    {
        actual.Length.Should().Be(expected.Length);
        for (var i = 0; i < expected.Length; i++)
        {
            (actual[i] / expected[i] - 1).Should().BeApproximately(0, relative, "figure {0}", i);
        }
    }

    /// <summary>A figure too small for a double is given by its logarithm: then the double is 0 and log P(alive) accounts for it.</summary>
    public static void Relative(double actual, double logAlive, JsonElement expected, double relative, string what)
    {
        if (expected.ValueKind == JsonValueKind.Object)
        {
            actual.Should().Be(0, what);
            expected.Number("log_abs").Should().BeGreaterThan(logAlive - 10).And.BeLessThan(logAlive + 15, what);
            return;
        }

        Near(actual, expected.Number(), relative, what);
    }
}
