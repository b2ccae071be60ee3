using CustomerValue.Information;
using CustomerValue.Tests.Golden;

namespace CustomerValue.Tests.Information;

/// <summary>Means, deviations and medians against golden/segmentation/transforms.json (numpy, scipy).</summary>
public class FeatureEncoderCorrectness
{
    public static IEnumerable<object[]> Sets() =>
        GoldenFile.Read("segmentation/transforms.json").GetProperty("scalers").EnumerateObject().Select(s => new object[] { s.Name });

    private static double[] Values(string set) => GoldenFile.Read("segmentation/transforms.json").GetProperty("yeojohnson").GetProperty(set).Numbers("x");

    private static CustomerTable Table(double[] values) =>
        CustomerTable.WithKeys(Enumerable.Range(0, values.Length + 1).Select(i => (long)i)).Number("x", values.Select(v => (double?)v).Append(null)).Build();

    [Theory]
    [MemberData(nameof(Sets))]
    public void Standardizing_uses_the_mean_and_the_deviation_of_n_minus_one(string set)
    {
        var golden = GoldenFile.Read("segmentation/transforms.json").GetProperty("scalers").GetProperty(set);
        var values = Values(set);
        var table = Table(values);
        var encoder = FeatureEncoder.Fit(table, new EncoderOptions { Scaling = Scaling.Standardize });
        var mean = golden.Number("mean");
        var deviation = golden.Number("sd_ddof1");

        encoder.Numbers[0].Center.Should().BeApproximately(mean, 1e-12 * Math.Abs(mean) + 1e-14);
        encoder.Numbers[0].Scale.Should().BeApproximately(deviation > 0 ? deviation : 1, 1e-12 * deviation + 1e-14);
        var encoded = encoder.Encode(table);
        for (var i = 0; i < values.Length; i++)
        {
            encoded.Row(i)[0].Should().BeApproximately((values[i] - mean) / (deviation > 0 ? deviation : 1), 1e-9);
        }

        double.IsNaN(encoded.Row(values.Length)[0]).Should().BeTrue("missing stays missing unless told otherwise");
    }

    [Theory]
    [MemberData(nameof(Sets))]
    public void Missing_is_filled_with_mean_median_or_constant(string set)
    {
        var golden = GoldenFile.Read("segmentation/transforms.json").GetProperty("scalers").GetProperty(set);
        var values = Values(set);
        var table = Table(values);
        double Filled(EncoderOptions options) => FeatureEncoder.Fit(table, options).Encode(table).Row(values.Length)[0];

        Filled(new EncoderOptions { Imputation = Imputation.Mean }).Should().BeApproximately(golden.Number("mean"), 1e-11);
        Filled(new EncoderOptions { Imputation = Imputation.Median }).Should().BeApproximately(golden.Number("median"), 1e-12);
        Filled(new EncoderOptions { Imputation = Imputation.Constant, FillConstant = -1 }).Should().Be(-1);
        Filled(new EncoderOptions { Imputation = Imputation.Mean, Scaling = Scaling.Standardize }).Should().BeApproximately(0, 1e-12);
    }

    [Fact]
    public void Signed_log_keeps_sign_and_order()
    {
        var table = CustomerTable.WithKeys([1L, 2, 3]).Number("money", [-99.0, 0, 999]).Number("age", [1.0, 2, 3]).Build();
        var encoder = FeatureEncoder.Fit(table, new EncoderOptions { SignedLog = ["money"] });
        var batch = encoder.Encode(table);

        // log(100) and log(1000), R 4.2.2.
        batch.Row(0)[0].Should().BeApproximately(-4.605170185988092, 1e-14);
        batch.Row(1)[0].Should().Be(0);
        batch.Row(2)[0].Should().BeApproximately(6.907755278982137, 1e-14);
        batch.Row(2)[1].Should().Be(3);
        encoder.Numbers[0].Shape.Should().Be(NumberShape.SignedLog);
        FluentActions.Invoking(() => FeatureEncoder.Fit(table, new EncoderOptions { SignedLog = ["mony"] })).Should().Throw<ArgumentException>().WithMessage("There is no column 'mony'; there are: money, age.*");
    }

    [Fact]
    public void A_constant_column_is_centered_and_not_scaled()
    {
        var table = CustomerTable.WithKeys([1L, 2, 3]).Number("x", [0.1, 0.1, 0.1]).Build();
        var encoder = FeatureEncoder.Fit(table, new EncoderOptions { Scaling = Scaling.Standardize });
        encoder.Numbers[0].Scale.Should().Be(1);
        encoder.Encode(table).Row(1)[0].Should().Be(0);
    }

    [Fact]
    public void Levels_get_codes_in_ordinal_order_and_rare_unseen_and_missing_ones_their_own()
    {
        var train = CustomerTable.WithKeys(Enumerable.Range(0, 6).Select(i => (long)i)).Category("job", ["clerk", "Nurse", "clerk", "Nurse", "baker", null]).Build();
        var encoder = FeatureEncoder.Fit(train, new EncoderOptions { RareBelow = 2, Unseen = UnseenCategory.Other, MissingIsLevel = true });
        var column = encoder.Schema.Columns[0];
        column.Levels.Should().Equal("Nurse", "clerk", "(other)", "(missing)");
        encoder.Categories[0].GroupedLevels.Should().Equal("baker");

        var test = CustomerTable.WithKeys(Enumerable.Range(0, 5).Select(i => (long)i)).Category("job", ["clerk", "baker", "pilot", " ", "Nurse"]).Build();
        var batch = encoder.Encode(test, out var report);
        batch.Values.ToArray().Should().Equal(1, 2, 2, 3, 0);
        report.UnseenLevels.Should().Be(1);
        report.MissingCategories.Should().Be(1);
        report.Rows.Should().Be(5);
    }

    [Fact]
    public void Missing_categories_stay_missing_unless_they_are_a_level()
    {
        var table = CustomerTable.WithKeys([1L, 2]).Category("job", ["clerk", null]).Build();
        var batch = FeatureEncoder.Fit(table).Encode(table);
        batch.Schema.Columns[0].Levels.Should().Equal("clerk");
        double.IsNaN(batch.Row(1)[0]).Should().BeTrue();
    }
}
