using System.Text.Json;
using CustomerValue.Information;
using CustomerValue.Lifetime;
using CustomerValue.Tests.Golden;

namespace CustomerValue.Tests.Lifetime;

/// <summary>
/// golden/clv: CDNOW figures from CLVTools 0.12.1, BTYD 2.4.3 and complex-step Newton; hard cases from mpmath at 50–85 digits,
/// each at two precisions and against independent quadrature.
/// </summary>
public sealed class BgNbdCorrectness
{
    private static readonly JsonElement Cdnow = GoldenFile.Read("clv/cdnow_bgnbd.json");

    public static TheoryData<string> HardCases() => new(Cases("bg_nbd").Select(c => c.GetProperty("case").GetString()!));

    [Fact]
    public void Customers_of_the_reference_have_its_likelihood_survival_and_forecasts()
    {
        var model = Published();
        var rate = Cdnow.Number("delta_dert");
        foreach (var customer in Cdnow.GetProperty("customers").EnumerateArray())
        {
            var history = History(customer);
            var id = customer.GetProperty("id").GetString();
            Close(model.LogLikelihood(history), customer.Number("log_likelihood"), 1e-11, id + " log-likelihood");
            var logAlive = model.LogProbabilityAlive(history);
            Close(logAlive, customer.Number("log_p_alive"), 1e-10, id + " log P(alive)");
            Relative(model.ProbabilityAlive(history), logAlive, customer.GetProperty("p_alive"), id + " P(alive)");
            Relative(model.ExpectedPurchases(history, 39), logAlive, customer.GetProperty("cet_t39"), id + " E(39)");
            Relative(model.ExpectedPurchases(history, 1), logAlive, customer.GetProperty("cet_t1"), id + " E(1)");
            Relative(model.DiscountedPurchases(history, rate), logAlive, customer.GetProperty("dert"), id + " discounted");
        }
    }

    [Theory]
    [MemberData(nameof(HardCases))]
    public void Hard_cases_agree_with_high_precision_arithmetic(string name)
    {
        var hard = Cases("bg_nbd").Single(c => c.GetProperty("case").GetString() == name);
        var p = hard.GetProperty("params");
        var data = hard.GetProperty("data");
        var expected = hard.GetProperty("expected");
        var model = BgNbdModel.FromParameters(p.Number("r"), p.Number("alpha"), p.Number("a"), p.Number("b"), TimeUnit.Week);
        var history = History(data);
        var horizon = data.Number("cet_horizon");

        Close(model.LogLikelihood(history), expected.Number("log_likelihood"), 1e-10, "log-likelihood");
        var logAlive = model.LogProbabilityAlive(history);
        Close(logAlive, expected.Number("log_p_alive"), 1e-10, "log P(alive)");
        Relative(model.ProbabilityAlive(history), logAlive, expected.GetProperty("p_alive"), "P(alive)");
        Relative(
            BgNbdFormulas.ExpectedAlive(model.R + history.Repeats, model.Alpha + history.Age, model.A, model.B + history.Repeats, horizon),
            0,
            expected.GetProperty("cet_given_alive"),
            "E given alive");
        Relative(model.ExpectedPurchases(history, horizon), logAlive, expected.GetProperty("cet"), "E");
        if (expected.TryGetProperty("dert", out var discounted))
        {
            Relative(model.DiscountedPurchases(history, data.Number("delta")), logAlive, discounted, "discounted");
        }
    }

    [Fact]
    public void Edges_of_the_parameters_agree_with_high_precision_arithmetic()
    {
        // Golden/clv/bgnbd_edges.py: mpmath at 30 digits.
        foreach (var edge in GoldenFile.Read("clv/bgnbd_edges.json").GetProperty("cases").EnumerateArray())
        {
            var name = edge.GetProperty("case").GetString()!;
            var p = edge.GetProperty("params");
            var data = edge.GetProperty("data");
            var expected = edge.GetProperty("expected");
            var model = BgNbdModel.FromParameters(p.Number("r"), p.Number("alpha"), p.Number("a"), p.Number("b"), TimeUnit.Week);
            var history = History(data);
            var s = model.R + history.Repeats;
            var scale = model.Alpha + history.Age;
            var b = model.B + history.Repeats;
            Close(model.LogLikelihood(history), expected.Number("log_likelihood"), 1e-11, name + ", log-likelihood");
            Close(model.LogProbabilityAlive(history), expected.Number("log_p_alive"), 1e-11, name + ", log P(alive)");
            Relative(BgNbdFormulas.ExpectedAlive(s, scale, model.A, b, data.Number("cet_horizon")), 0, expected.GetProperty("cet_given_alive"), name + ", E");
            using var table = DropoutTable.Rent();
            Relative(table.Discounted(s, scale, model.Alpha, model.A, b, data.Number("delta"), double.PositiveInfinity), 0, expected.GetProperty("dert_given_alive"), name + ", discounted");
        }
    }

    [Fact]
    public void Hard_cases_of_the_count_distribution_agree_far_into_the_tail()
    {
        foreach (var hard in Cases("bg_nbd_pmf"))
        {
            var p = hard.GetProperty("params");
            var data = hard.GetProperty("data");
            var model = BgNbdModel.FromParameters(p.Number("r"), p.Number("alpha"), p.Number("a"), p.Number("b"), TimeUnit.Week);
            var pmf = model.ProbabilityOfPurchases(data.GetProperty("n").GetInt32(), data.Number("t"));
            Relative(pmf, 0, hard.GetProperty("expected").GetProperty("pmf"), hard.GetProperty("case").GetString()!);
        }
    }

    [Fact]
    public void New_customers_have_the_reference_expectations()
    {
        var model = Published();
        foreach (var pair in Cdnow.GetProperty("unconditional_expectation").EnumerateArray().Select(e => e.Numbers()))
        {
            (model.ExpectedPurchases(pair[0]) / pair[1] - 1).Should().BeApproximately(0, 1e-10, "at horizon {0}", pair[0]);
        }
    }

    [Fact]
    public void Counts_of_new_and_known_customers_have_the_reference_distribution()
    {
        var model = Published();
        foreach (var table in Cdnow.GetProperty("pmf").EnumerateArray())
        {
            var expected = table.Numbers("n0_to_10");
            for (var n = 0; n < expected.Length; n++)
            {
                (model.ProbabilityOfPurchases(n, table.Number("t")) / expected[n] - 1).Should().BeApproximately(0, 1e-9, "n {0}", n);
            }
        }

        var conditional = Cdnow.GetProperty("conditional_pmf");
        var history = History(conditional.GetProperty("customer"));
        var known = conditional.Numbers("n0_to_10");
        for (var n = 0; n < known.Length; n++)
        {
            (model.ProbabilityOfPurchases(history, n, conditional.Number("t")) / known[n] - 1).Should().BeApproximately(0, 1e-9, "n {0}", n);
        }
    }

    [Fact]
    public void The_simulated_cohort_has_its_maximum_and_errors()
    {
        // 30-digit Newton by the file's provenance.
        var expected = GoldenFile.Read("clv/simulated_cohorts.json").GetProperty("cohorts").GetProperty("bgnbd");
        var model = BgNbdModel.Fit(ReferenceCohorts.Simulated());

        model.Report.Converged.Should().BeTrue();
        model.Report.Objective.Should().BeApproximately(expected.Number("log_likelihood"), 1e-9);
        Close(model.Report.Estimates, expected.Numbers("parameters"), 1e-9);
        Close(model.Report.StandardErrors, expected.Numbers("standard_errors"), 1e-8);
    }

    [SkippableFact]
    public void The_published_data_set_has_its_published_maximum_and_errors()
    {
        var (histories, _) = ReferenceCohorts.Cdnow();
        var mle = Cdnow.GetProperty("mle");
        var model = BgNbdModel.Fit(histories);

        model.Report.Observations.Should().Be(2357);
        model.Report.Objective.Should().BeApproximately(mle.Number("log_likelihood_total"), 1e-7);
        Close(model.Report.Estimates, Named(mle.GetProperty("params")), 1e-9);
        Close(model.Report.StandardErrors, Named(mle.GetProperty("standard_errors")), 1e-6);
        Close(model.Covariance, mle.GetProperty("covariance_natural_params").EnumerateArray().SelectMany(row => row.Numbers()).ToArray(), 1e-6);
    }

    [Fact]
    public void Cumulative_purchases_of_the_published_cohort_are_tracked_as_in_the_reference()
    {
        var model = AtMaximum();
        var tracking = Cdnow.GetProperty("tracking_cumulative_repeat_at_mle");
        var births = tracking.GetProperty("births_days_count").EnumerateArray().Select(row => row.Numbers()).ToArray();
        var expected = tracking.Numbers("expected");
        for (var week = 1; week <= expected.Length; week++)
        {
            var sum = births.Sum(birth => birth[1] * model.ExpectedPurchases(Math.Max(0, week - birth[0] / 7)));
            (sum / expected[week - 1] - 1).Should().BeApproximately(0, 1e-8, "week {0}", week);
        }
    }

    [Fact]
    public void Customers_by_number_of_purchases_are_expected_as_in_the_reference()
    {
        var model = AtMaximum();
        var expected = Cdnow.GetProperty("frequency_histogram_at_mle").Numbers("expected");
        var births = Cdnow.GetProperty("tracking_cumulative_repeat_at_mle").GetProperty("births_days_count").EnumerateArray().Select(row => row.Numbers()).ToArray();
        var rest = births.Sum(birth => birth[1]);
        for (var n = 0; n < expected.Length; n++)
        {
            // Observation ends 272 days after the first birthday; the last class holds all the others.
            var sum = n == expected.Length - 1 ? rest : births.Sum(birth => birth[1] * model.ProbabilityOfPurchases(n, (272 - birth[0]) / 7));
            rest -= sum;
            (sum / expected[n] - 1).Should().BeApproximately(0, 1e-8, "x {0}", n);
        }
    }

    [SkippableFact]
    public void Purchases_held_back_are_forecast_as_in_the_reference()
    {
        var (histories, actual) = ReferenceCohorts.Cdnow();
        var reference = GoldenFile.Read("clv/cdnow_holdout_and_uncertainty.json").GetProperty("models").GetProperty("bgnbd");
        var expected = new double[histories.Count];
        BgNbdModel.Fit(histories).ExpectedPurchases(histories, 39, expected);

        actual.Sum().Should().Be(reference.Number("total_actual"));
        (expected.Sum() / reference.Number("total_expected") - 1).Should().BeApproximately(0, 1e-8);
        var errors = expected.Zip(actual, (e, a) => e - a).ToArray();
        errors.Average(Math.Abs).Should().BeApproximately(reference.Number("mae"), 1e-7);
        Math.Sqrt(errors.Average(e => e * e)).Should().BeApproximately(reference.Number("rmse"), 1e-7);
    }

    internal static PurchaseHistory History(JsonElement data) => new(data.GetProperty("x").GetInt32(), data.Number("t_x"), data.Number("T"));

    internal static IEnumerable<JsonElement> Cases(string model) => GoldenFile.Read("clv/hard_cases.json").GetProperty("cases").EnumerateArray()
        .Where(c => c.GetProperty("model").GetString() == model);

    private static BgNbdModel Published()
    {
        var p = Cdnow.Numbers("params_eval");
        return BgNbdModel.FromParameters(p[0], p[1], p[2], p[3], TimeUnit.Week);
    }

    private static BgNbdModel AtMaximum()
    {
        var p = Named(Cdnow.GetProperty("mle").GetProperty("params"));
        return BgNbdModel.FromParameters(p[0], p[1], p[2], p[3], TimeUnit.Week);
    }

    private static double[] Named(JsonElement p) => [p.Number("r"), p.Number("alpha"), p.Number("a"), p.Number("b")];

    private static void Close(double actual, double expected, double tolerance, string what) =>
        actual.Should().BeApproximately(expected, tolerance * (1 + Math.Abs(expected)), what);

    private static void Close(ReadOnlySpan<double> actual, double[] expected, double relative)
    {
        actual.Length.Should().Be(expected.Length);
        for (var i = 0; i < expected.Length; i++)
        {
            (actual[i] / expected[i] - 1).Should().BeApproximately(0, relative, "figure {0}", i);
        }
    }

    /// <summary>A figure too small for a double is given by its logarithm: then the double is 0 and log P(alive) accounts for it.</summary>
    private static void Relative(double actual, double logAlive, JsonElement expected, string what)
    {
        if (expected.ValueKind == JsonValueKind.Object)
        {
            actual.Should().Be(0, what);
            expected.Number("log_abs").Should().BeGreaterThan(logAlive - 5).And.BeLessThan(logAlive + 10, what);
            return;
        }

        var reference = expected.Number();
        actual.Should().BeApproximately(reference, 1e-9 * Math.Abs(reference), what);
    }
}
