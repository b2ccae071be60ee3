// A throw-away application of somebody who references the packages: compiled by .ci/run for net10.0, net8.0 and net48.
// It checks published figures and prints the bits of scores, which must be the same on every runtime.
using System;
using System.IO;
using System.Text;
using System.Text.Json;
using CustomerValue;
using CustomerValue.Extensions;
using CustomerValue.Information;
using CustomerValue.Lifetime;
using CustomerValue.Propensity;
using CustomerValue.Reporting;
using CustomerValue.Segmentation;
using CustomerValue.Statistics;
using CustomerValue.Experiments;

public static class Program
{
    private static int failures;

    public static int Main()
    {
        Lifetime();
        Propensity();
        Segments();
        Experiment();
        Picture();
        Console.WriteLine(failures == 0 ? "all golden figures hold" : failures + " figures are wrong");
        return failures;
    }

    private static void Lifetime()
    {
        // Fader, Hardie and Lee (2005), CDNOW: r = .243, alpha = 4.414, a = .793, b = 2.426; the paper's customer expects 1.226 in 39 weeks.
        var model = BgNbdModel.FromParameters(0.243, 4.414, 0.793, 2.426, TimeUnit.Week);
        var expected = model.ExpectedPurchases(new PurchaseHistory(2, 30.43, 38.86), 39);
        Check("expected purchases of the paper's customer", expected, 1.226, 5e-4);

        // A simulated cohort whose optimum was polished at 30 digits (tests/CustomerValue.Tests/Golden/clv/simulated_cohorts.json).
        var cohort = JsonDocument.Parse(File.ReadAllText("simulated_cohorts.json")).RootElement.GetProperty("cohorts").GetProperty("bgnbd");
        var rows = cohort.GetProperty("rows_x_txdays_Tdays_count");
        var count = rows.GetArrayLength();
        var repeats = new int[count];
        var recency = new double[count];
        var age = new double[count];
        var customers = new long[count];
        for (var i = 0; i < count; i++)
        {
            repeats[i] = rows[i][0].GetInt32();
            recency[i] = rows[i][1].GetDouble() / 7;
            age[i] = rows[i][2].GetDouble() / 7;
            customers[i] = rows[i][3].GetInt64();
        }

        var fitted = BgNbdModel.Fit(PurchaseHistogram.FromCounts(repeats, recency, age, customers, TimeUnit.Week));
        Check("log-likelihood of the simulated cohort", fitted.Report.Objective, cohort.GetProperty("log_likelihood").GetDouble(), 1e-8);
        Check("… and its parameter alpha", fitted.Alpha, cohort.GetProperty("parameters")[1].GetDouble(), 1e-7);
        Check("… and the error of alpha", fitted.Report.StandardErrors[1], cohort.GetProperty("standard_errors")[1].GetDouble(), 1e-6);
        Check("the fit converged", fitted.Report.Converged ? 1 : 0, 1, 0);
        Bits("fitted log-likelihood", fitted.Report.Objective);
        Bits("probability alive", fitted.ProbabilityAlive(new PurchaseHistory(3, 15, 30)));
        Bits("expected purchases", fitted.ExpectedPurchases(new PurchaseHistory(3, 15, 30), 13));

        var file = new MemoryStream();
        ModelFile.Save(fitted, file);
        file.Position = 0;
        var loaded = ModelFile.Load<BgNbdModel>(file);
        Check("a saved model keeps its bits", loaded.R.Equals(fitted.R) && loaded.Alpha.Equals(fitted.Alpha) ? 1 : 0, 1, 0);
    }

    private static void Propensity()
    {
        var schema = new FeatureSchema(new[]
        {
            FeatureColumn.Number("age"), FeatureColumn.Number("balance"), FeatureColumn.Category("job", new[] { "clerk", "farmer", "retired" }),
        });
        var values = new double[3 * 500];
        var outcomes = new bool[500];
        for (var i = 0; i < 500; i++)
        {
            values[3 * i] = 20 + i * 7 % 60;
            values[3 * i + 1] = i * 31 % 97 / 10.0;
            values[3 * i + 2] = i % 3;
            outcomes[i] = i * 13 % 29 + values[3 * i + 1] > 19;
        }

        var batch = FeatureBatch.FromRows(schema, values);
        var model = LogisticModel.Fit(batch, outcomes);
        var scores = new double[500];
        model.Score(batch, scores);
        double mean = 0, rate = 0;
        for (var i = 0; i < 500; i++)
        {
            mean += scores[i] / 500;
            rate += outcomes[i] ? 1.0 / 500 : 0;
        }

        Check("a logistic model keeps the base rate", mean, rate, 1e-9);
        Hash("logistic scores", scores);
    }

    private static void Segments()
    {
        var rows = new double[2 * 300];
        for (var i = 0; i < 300; i++)
        {
            rows[2 * i] = i % 3 * 10 + i * 17 % 23 / 10.0;
            rows[2 * i + 1] = i % 3 * -5 + i * 29 % 31 / 10.0;
        }

        var model = KMeansModel.Fit(rows, 2, 3, seed: 7);
        Check("k-means finds the three groups", model.Sizes[0] + model.Sizes[1] + model.Sizes[2], 300, 0);
        Check("… of equal size", model.Sizes[0], 100, 0);
        Hash("centers", model.Center(0).ToArray());
    }

    private static void Experiment()
    {
        // R: t.test(extra ~ group, data = sleep): t = -1.8608, df = 17.776, p-value = 0.07939
        var first = new[] { 0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0.0, 2.0 };
        var second = new[] { 1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4 };
        var test = MeanTest.Welch(second, first);
        Check("Welch's p-value of Student's sleep data", test.PValue.Value, 0.07939414018735820, 1e-12);
        Check("… and its degrees of freedom", test.DegreesOfFreedom.Value, 17.776473516178420, 1e-10);
        Bits("lower limit", test.Interval.Lower);
        // SHA-256 of salt and key, 53 of its bits.
        Bits("place of a customer", KeyedHash.Unit("Customer-1", "2026-spring"));
    }

    private static void Picture()
    {
        var moves = TransitionCounts.FromCounts(3, new double[] { 33455, 4367, 577, 1792, 22397, 3150, 161, 1212, 11562 }, default, new double[] { 2752, 1303, 437 });
        var chart = TierMigrationChart.From(moves, new[] { "Entry", "Standard", "Preferred" }, new Provenance(new Day(2026, 9, 30), "synthetic figures"));
        var report = Report.CustomerBase(chart, new[] { "Why customers moved." }, chart.Provenance);
        Hash("drawing", Codes(chart.ToSvg()));
        Hash("specification", Codes(chart.ToVegaLite()));
        Hash("report", Codes(report.ToDocument()));
    }

    private static double[] Codes(string text)
    {
        var codes = new double[text.Length];
        for (var i = 0; i < codes.Length; i++)
        {
            codes[i] = text[i];
        }

        return codes;
    }

    private static void Check(string what, double actual, double expected, double tolerance)
    {
        var holds = Math.Abs(actual - expected) <= tolerance;
        failures += holds ? 0 : 1;
        Console.WriteLine((holds ? "ok   " : "WRONG") + " " + what + (holds ? string.Empty : ": " + actual.ToString("R", System.Globalization.CultureInfo.InvariantCulture)));
    }

    private static void Bits(string what, double value) => Console.WriteLine("bits  " + what + " " + BitConverter.DoubleToInt64Bits(value).ToString("x16", System.Globalization.CultureInfo.InvariantCulture));

    private static void Hash(string what, double[] values)
    {
        var hash = 14695981039346656037UL;
        foreach (var value in values)
        {
            hash = unchecked((hash ^ (ulong)BitConverter.DoubleToInt64Bits(value)) * 1099511628211UL);
        }

        Console.WriteLine("bits  " + what + " " + hash.ToString("x16", System.Globalization.CultureInfo.InvariantCulture));
    }
}
