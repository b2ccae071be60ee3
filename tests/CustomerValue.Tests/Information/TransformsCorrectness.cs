using CustomerValue.Information;
using CustomerValue.Tests.Golden;

namespace CustomerValue.Tests.Information;

/// <summary>Every case of golden/segmentation/transforms.json: SciPy 1.10.1, and λ as the 40-digit root of mpmath.</summary>
public class TransformsCorrectness
{
    public static IEnumerable<object[]> Sets() => Golden().GetProperty("scalers").EnumerateObject().Select(s => new object[] { s.Name });

    private static System.Text.Json.JsonElement Golden() => GoldenFile.Read("segmentation/transforms.json");

    private static System.Text.Json.JsonElement Scalers(string set) => Golden().GetProperty("scalers").GetProperty(set);

    private static System.Text.Json.JsonElement Power(string set) => Golden().GetProperty("yeojohnson").GetProperty(set);

    private static double[] Encoded(double[] values, EncoderOptions options)
    {
        var table = CustomerTable.WithKeys(Enumerable.Range(0, values.Length).Select(i => (long)i)).Number("x", values.Select(v => (double?)v)).Build();
        return FeatureEncoder.Fit(table, options).Encode(table).Values.ToArray();
    }

    private static void Alike(double[] actual, double[] expected, double tolerance)
    {
        actual.Length.Should().Be(expected.Length);
        for (var i = 0; i < expected.Length; i++)
        {
            actual[i].Should().BeApproximately(expected[i], tolerance * Math.Max(1, Math.Abs(expected[i])), "row {0}", i);
        }
    }

    [Theory]
    [MemberData(nameof(Sets))]
    public void The_power_is_that_of_the_greatest_likelihood_to_15_digits(string set)
    {
        var golden = Power(set);
        var x = golden.Numbers("x");
        var lambda = golden.Number("lambda_mle_mp");
        var fitted = YeoJohnson.Fit(x);

        // Half a unit of the 15th digit, and one rounding.
        fitted.Lambda.Should().BeApproximately(lambda, 0.5 * Math.Pow(10, Math.Floor(Math.Log10(Math.Abs(lambda))) - 14) + 2.3e-16 * Math.Abs(lambda));
        fitted.Note.Should().Be(LambdaNote.None);
        YeoJohnson.LogLikelihood(x, fitted.Lambda).Value.Should().BeApproximately(golden.Number("loglik_mp"), 1e-13 * Math.Abs(golden.Number("loglik_mp")));
        Alike([.. x.Select(fitted.Apply)], golden.Numbers("transformed"), 1e-8);
        Alike(Encoded(x, new EncoderOptions { Shape = NumberShape.YeoJohnson, Scaling = Scaling.StandardizePopulation }), golden.Numbers("standardized_ddof0"), 1e-9);
    }

    [Theory]
    [MemberData(nameof(Sets))]
    public void Given_powers_bend_as_scipy_does_and_back(string set)
    {
        var x = Power(set).Numbers("x");
        foreach (var fixedLambda in Power(set).GetProperty("fixed_lambdas").EnumerateObject())
        {
            var lambda = double.Parse(fixedLambda.Name, System.Globalization.CultureInfo.InvariantCulture);
            var expected = fixedLambda.Value.Numbers();
            for (var i = 0; i < x.Length; i++)
            {
                var bent = YeoJohnson.Transform(x[i], lambda);
                bent.Should().BeApproximately(expected[i], 1e-13 * Math.Abs(expected[i]), "x {0} under {1}", x[i], lambda);
                YeoJohnson.Invert(bent, lambda).Should().BeApproximately(x[i], 1e-6 * Math.Max(1, Math.Abs(x[i])));
            }
        }
    }

    [Theory]
    [MemberData(nameof(Sets))]
    public void Robust_scales_use_the_median_with_the_quartiles_or_the_absolute_deviations(string set)
    {
        var golden = Scalers(set);
        var x = Power(set).Numbers("x");
        var table = CustomerTable.WithKeys(Enumerable.Range(0, x.Length).Select(i => (long)i)).Number("x", x.Select(v => (double?)v)).Build();
        var quartiles = FeatureEncoder.Fit(table, new EncoderOptions { Scaling = Scaling.MedianIqr }).Numbers[0];
        var deviations = FeatureEncoder.Fit(table, new EncoderOptions { Scaling = Scaling.MedianMad }).Numbers[0];
        var population = FeatureEncoder.Fit(table, new EncoderOptions { Scaling = Scaling.StandardizePopulation }).Numbers[0];

        quartiles.Center.Should().BeApproximately(golden.Number("median"), 1e-13 * Math.Abs(golden.Number("median")));
        quartiles.Scale.Should().BeApproximately(golden.Number("iqr"), 1e-13 * golden.Number("iqr"));
        Alike(Encoded(x, new EncoderOptions { Scaling = Scaling.MedianIqr }), golden.Numbers("robust_scaled"), 1e-13);
        deviations.Center.Should().Be(quartiles.Center);
        deviations.Scale.Should().BeApproximately(golden.Number("mad_1.4826"), 1e-13 * golden.Number("mad_1.4826"));
        (deviations.Scale / 1.482602218505602).Should().BeApproximately(golden.Number("mad_raw"), 1e-13 * golden.Number("mad_raw"));
        population.Scale.Should().BeApproximately(golden.Number("sd_ddof0"), 1e-13 * golden.Number("sd_ddof0"));
    }

    [Theory]
    [MemberData(nameof(Sets))]
    public void Winsorizing_pulls_both_tails_in_to_their_quantiles(string set)
    {
        var x = Power(set).Numbers("x");
        Alike(Encoded(x, new EncoderOptions { Winsorizing = Winsorizing.Default }), Scalers(set).Numbers("winsor_5_95_type7"), 1e-13);
        Encoded(x, new EncoderOptions { Winsorizing = new() { Lower = 0, Upper = 0 } }).Should().Equal(x);
        Encoded(x, new EncoderOptions { Winsorizing = new() { Lower = 0 } }).Min().Should().Be(x.Min());
    }

    [Fact]
    public void The_tails_of_winsorizing_are_the_quantiles_of_every_type()
    {
        foreach (var vector in GoldenFile.Read("segmentation/quantiles.json").GetProperty("vectors").EnumerateObject())
        {
            var p = GoldenFile.Read("segmentation/quantiles.json").Numbers("p");
            var (low, high) = (Array.IndexOf(p, 0.1), Array.IndexOf(p, 0.9));
            var one = vector.Value.GetProperty("x");
            double[] x = one.ValueKind == System.Text.Json.JsonValueKind.Array ? one.Numbers() : [one.Number()];
            for (var type = 1; type <= 9; type++)
            {
                var expected = vector.Value.GetProperty("types").Numbers($"type{type}");
                var tails = new Winsorizing { Lower = 0.1, Upper = 0.1, Quantile = (QuantileType)type };
                Alike(Encoded(x, new EncoderOptions { Winsorizing = tails }), [.. x.Select(v => Math.Min(Math.Max(v, expected[low]), expected[high]))], 1e-13);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Sets))]
    public void Quantile_scores_are_uniform_ranks_or_normal_scores_by_Blom(string set)
    {
        var x = Power(set).Numbers("x");
        Alike(Encoded(x, new EncoderOptions { Shape = NumberShape.UniformScore }), Scalers(set).Numbers("rank_uniform_avg"), 1e-14);
        Alike(Encoded(x, new EncoderOptions { Shape = NumberShape.NormalScore }), Scalers(set).Numbers("rank_gauss_blom"), 1e-13);
    }

    [Theory]
    [MemberData(nameof(Sets))]
    public void A_profile_has_shape_and_outliers(string set)
    {
        var golden = Scalers(set);
        var x = Power(set).Numbers("x");
        var profile = NumberProfile.Of(x);

        profile.Mean.Value.Should().BeApproximately(golden.Number("mean"), 1e-13 * Math.Abs(golden.Number("mean")) + 1e-15);
        profile.StandardDeviation.Value.Should().BeApproximately(golden.Number("sd_ddof1"), 1e-13 * golden.Number("sd_ddof1"));
        profile.Median.Value.Should().BeApproximately(golden.Number("median"), 1e-13 * Math.Abs(golden.Number("median")));
        profile.MedianAbsoluteDeviation.Value.Should().BeApproximately(golden.Number("mad_raw"), 1e-13 * golden.Number("mad_raw"));
        profile.LowerQuartile.Value.Should().BeApproximately(golden.Number("q1_type7"), 1e-13 * Math.Abs(golden.Number("q1_type7")));
        profile.UpperQuartile.Value.Should().BeApproximately(golden.Number("q3_type7"), 1e-13 * Math.Abs(golden.Number("q3_type7")));
        profile.Skewness.Value.Should().BeApproximately(golden.Number("skew_g1"), 1e-12);
        profile.ExcessKurtosis.Value.Should().BeApproximately(golden.Number("kurt_excess_g2"), 1e-12);
        x.Where(profile.IsTukeyOutlier).Should().Equal(golden.Numbers("tukey_outliers_1.5iqr"));
        x.Where(profile.IsModifiedZOutlier).Should().Equal(golden.Numbers("modified_z_3.5"));
    }

    [Fact]
    public void Years_that_drive_the_power_to_47_and_overflow_elsewhere_stay_finite()
    {
        // scipy#18389; the unbounded maximum is 99.260343037709569 (mpmath, 40 digits), where 2010^λ is beyond a double.
        double[] years = [2003, 1950, 1997, 2000, 2009, 2009, 1980, 1999, 2007, 1991];
        var fitted = YeoJohnson.Fit(years);
        fitted.Note.Should().Be(LambdaNote.BoundReached);
        fitted.Lambda.Should().BeInRange(60, 80);
        YeoJohnson.LogLikelihood(years, fitted.Lambda).Value.Should().BeGreaterThan(YeoJohnson.LogLikelihood(years, 47).Value);
        YeoJohnson.LogLikelihood(years, 99.260343037709569).Value.Should().BeGreaterThan(YeoJohnson.LogLikelihood(years, 99).Value).And.BeGreaterThan(YeoJohnson.LogLikelihood(years, 99.5).Value);
        double.IsFinite(fitted.Apply(20 * 2009)).Should().BeTrue();
        Encoded(years, new EncoderOptions { Shape = NumberShape.YeoJohnson, Scaling = Scaling.Standardize }).Should().OnlyContain(v => double.IsFinite(v));

        var mirrored = YeoJohnson.Fit([.. years.Select(y => -y)]);
        (2 - mirrored.Lambda).Should().BeApproximately(fitted.Lambda, 1e-9);
    }

    [Fact]
    public void A_constant_column_keeps_its_values_and_says_so()
    {
        foreach (var constant in new[] { 0, 3, -7.5, 1e300 })
        {
            var fitted = YeoJohnson.Fit([constant, constant, constant]);
            fitted.Lambda.Should().Be(1);
            fitted.Note.Should().Be(LambdaNote.ConstantColumn);
            fitted.Apply(constant).Should().Be(constant);
            YeoJohnson.LogLikelihood([constant, constant], 1).Should().Be(Figure.Undefined(UndefinedReason.ZeroVariance));
            foreach (var scaling in Enum.GetValues<Scaling>())
            {
                Encoded([constant, constant, constant], new EncoderOptions { Shape = NumberShape.YeoJohnson, Scaling = scaling }).Should().OnlyContain(v => v == (scaling == Scaling.None ? constant : 0));
            }
        }
    }

    [Fact]
    public void Codes_that_say_missing_are_missing_in_numbers_and_texts()
    {
        var map = new FeatureMap<(double? Age, double? Calls, string? Job)>().Number("age", p => p.Age).Number("calls", p => p.Calls).Category("job", p => p.Job);
        (double? Age, double? Calls, string? Job)[] rows =
            [(30, 0, "clerk"), (0, 2, "?"), (double.NaN, 1, ""), (null, 3, " "), (-999, 5, "clerk"), (50, 4, null), (-0.0, 4, "nurse")];
        var encoder = FeatureEncoder.Fit(map, rows, new EncoderOptions
        {
            MissingTexts = ["?", ""],
            MissingFlags = true,
            Numbers = new Dictionary<string, NumberOptions> { ["age"] = new() { MissingCodes = [0, -999, double.NaN], Imputation = Imputation.Mean } },
        });

        encoder.Schema.Columns.Select(c => c.Name).Should().Equal("age", "calls", "age missing", "job");
        encoder.Numbers[0].Fill.Should().Be(40);
        encoder.Categories[0].Levels.Should().Equal("clerk", "nurse");
        var batch = encoder.Bind(map).Encode(rows.AsEnumerable());
        rows.Select((_, i) => batch.Row(i)[0]).Should().Equal(30, 40, 40, 40, 40, 50, 40);
        rows.Select((_, i) => batch.Row(i)[1]).Should().Equal(0, 2, 1, 3, 5, 4, 4);
        rows.Select((_, i) => batch.Row(i)[2]).Should().Equal(0, 1, 1, 1, 1, 0, 1);
        rows.Select((_, i) => batch.Row(i)[3]).Should().Equal(0, double.NaN, double.NaN, double.NaN, 0, double.NaN, 1);

        var report = encoder.Bind(map).Encode(rows.AsSpan(), new double[7 * 4]);
        (report.MissingNumbers, report.MissingCategories, report.UnseenLevels).Should().Be((5, 4, 0));
    }

    [Fact]
    public void Weights_of_evidence_replace_bins_and_levels()
    {
        var map = new FeatureMap<(double? Age, string? Job)>().Number("age", p => p.Age).Category("job", p => p.Job).Category("region", _ => "north");
        (double? Age, string? Job)[] rows = [(25, "clerk"), (30, "nurse"), (30.1, null), (null, "clerk"), (99, "clerk")];
        var encoder = FeatureEncoder.Fit(map, rows, EncoderOptions.Default)
            .Replace(NumberEncoding.FromBins("age", [30, 60], [-0.4, 0.1, 0.9], missingValue: -0.2))
            .Replace(CategoryEncoding.FromValues("job", new Dictionary<string, double> { ["nurse"] = 0.7, ["clerk"] = -0.3 }, otherValue: 0.05, missingValue: 0.25));

        encoder.Schema.Columns.Select(c => (c.Name, c.Kind)).Should().Equal(("age", FeatureKind.Number), ("job", FeatureKind.Number), ("region", FeatureKind.Category));
        var batch = encoder.Bind(map).Encode(rows.Append((1, "pilot")));
        Enumerable.Range(0, 6).Select(i => batch.Row(i)[0]).Should().Equal(-0.4, -0.4, 0.1, -0.2, 0.9, -0.4);
        Enumerable.Range(0, 6).Select(i => batch.Row(i)[1]).Should().Equal(-0.3, 0.7, 0.25, -0.3, -0.3, 0.05);
        Enumerable.Range(0, 6).Select(i => batch.Row(i)[2]).Should().OnlyContain(v => v == 0);
    }
}
