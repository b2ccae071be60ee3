using CustomerValue.Information;

namespace CustomerValue.Tests.Information;

public class TransformsInputChecks
{
    private static void Refused(Action act, string message) => act.Should().Throw<ArgumentException>().WithMessage(message);

    [Fact]
    public void Constants_are_checked()
    {
        Refused(() => NumberTransform.YeoJohnson(double.NaN), "lambda is NaN; it must be finite.*");
        Refused(() => NumberTransform.Scores(NumberShape.AsIs, [1], [1]), "shape is 0; it must be UniformScore or NormalScore.*");
        Refused(() => NumberTransform.Scores(NumberShape.UniformScore, [], []), "Scores need at least one point.*");
        Refused(() => NumberTransform.Scores(NumberShape.UniformScore, [1, 1], [0, 1]), "Row 1 breaks strictly ascending: 1 after 1.*");
        Refused(() => NumberTransform.Scores(NumberShape.UniformScore, [1, 2], [1, 0]), "Row 1 breaks ascending: 0 after 1.*");
        Refused(() => NumberTransform.Scores(NumberShape.UniformScore, [1, 2], [1]), "scores has length 1; expected 2.*");
        Refused(() => NumberTransform.Bins([1, 2], [1, 2]), "values has length 2; expected 3.*");
        Refused(() => NumberTransform.Bins([1], [1, double.NaN]), "Row 1 of values is NaN*");
        Refused(() => new NumberEncoding("x", NumberShape.YeoJohnson, null, 0, 1), "shape is 2; it must be AsIs or SignedLog; other shapes have constants*");
        Refused(() => new NumberEncoding("x", NumberTransform.AsIs, null, 0, 1, 2, 1, [], false, null), "highest is 1; it must be finite and ≥ 2.*");
        Refused(() => new NumberEncoding("x", NumberTransform.AsIs, null, 0, 1, null, null, [double.PositiveInfinity], false, null), "A missing code of 'x' is infinite*");
        Refused(() => new NumberEncoding("x", NumberTransform.YeoJohnson(400), 1e10, 0, 1, null, null, [], false, null), "The stand-in 10000000000 of 'x' leaves the range*");
        Refused(() => new CategoryEncoding("x", ["a"], [], UnseenCategory.Refuse, false, ["a"], null), "Category 'x' has level 'a' blank or twice.*");
        Refused(() => new CategoryEncoding("x", ["a"], [], UnseenCategory.Other, false, [], [1]), "values has length 1; expected 2.*");
        Refused(() => CategoryEncoding.FromValues("x", new Dictionary<string, double> { ["a"] = double.NaN }, null, null), "Row 0 of values is NaN*");
        Refused(() => YeoJohnson.Fit([]), "There is no value*");
        Refused(() => YeoJohnson.Fit([1, double.NaN]), "Row 1 of values is NaN*");
        Refused(() => YeoJohnson.Invert(1, -1), "transformed is 1; it must be a value that the power -1 can give.*");
        Refused(() => YeoJohnson.Transform(double.PositiveInfinity, 1), "value is Infinity*");
        Refused(() => NumberTransform.AsIs.Apply(double.NaN), "value is NaN*");
    }

    [Fact]
    public void Options_are_checked()
    {
        Refused(() => _ = new Winsorizing { Lower = 0.5 }, "Lower is 0.5; it must be ≥ 0 and < 0.5.*");
        Refused(() => _ = new Winsorizing { Upper = double.NaN }, "Upper is NaN*");
        Refused(() => _ = new Winsorizing { Quantile = (QuantileType)10 }, "Quantile is 10; it must be between 1 and 9.*");
        Refused(() => _ = new EncoderOptions { Shape = NumberShape.Bins }, "Shape is 5; it must be a shape that a fit can learn.*");
        Refused(() => _ = new NumberOptions { Shape = (NumberShape)9 }, "Shape is 9*");
        Refused(() => _ = new EncoderOptions { QuantilePoints = 1 }, "QuantilePoints is 1*");
        Refused(() => _ = new CategoryOptions { RareBelow = -1 }, "RareBelow is -1*");
        var table = CustomerTable.WithKeys([1L, 2]).Number("x", [1, 2]).Category("job", ["a", "b"]).Build();
        Refused(() => FeatureEncoder.Fit(table, new EncoderOptions { Numbers = new Dictionary<string, NumberOptions> { ["y"] = new() } }), "There is no column 'y'*");
        Refused(() => FeatureEncoder.Fit(table, new EncoderOptions { Categories = new Dictionary<string, CategoryOptions> { ["x"] = new() } }), "Column 'x' is a number*");
        Refused(() => FeatureEncoder.Fit(table, new EncoderOptions { Scaling = (Scaling)9 }), "scaling is 9*");
        Refused(() => FeatureEncoder.Fit(table).Replace(NumberEncoding.FromBins("job", [], [1], null)), "The encoder has no number 'job'.*");
        Refused(() => FeatureEncoder.Fit(table).Replace(CategoryEncoding.FromValues("x", new Dictionary<string, double> { ["a"] = 1 }, null, null)), "The encoder has no category 'x'.*");
    }

    [Fact]
    public void A_column_of_codes_alone_has_nothing_to_learn_from()
    {
        var table = CustomerTable.WithKeys([1L, 2]).Number("x", [0, 0]).Category("job", ["?", "?"]).Build();
        foreach (var shape in new[] { NumberShape.YeoJohnson, NumberShape.UniformScore, NumberShape.NormalScore })
        {
            Refused(() => FeatureEncoder.Fit(table, new EncoderOptions { MissingNumbers = [0], Shape = shape }), "Column 'x' is missing in every row*");
        }

        Refused(() => FeatureEncoder.Fit(table, new EncoderOptions { MissingNumbers = [0], Winsorizing = Winsorizing.Default }), "Column 'x' is missing in every row*");
        Refused(() => FeatureEncoder.Fit(table, new EncoderOptions { MissingTexts = ["?"] }), "Column 'job' is missing in every row*");
    }

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    [InlineData(double.NegativeInfinity)]
    public void What_is_no_number_is_refused_whatever_the_transform(double value)
    {
        var map = new FeatureMap<double>().Number("x", v => v);
        foreach (var options in new[] { new EncoderOptions { Winsorizing = Winsorizing.Default }, new EncoderOptions { Shape = NumberShape.UniformScore }, new EncoderOptions { Shape = NumberShape.YeoJohnson } })
        {
            var bound = FeatureEncoder.Fit(map, [1, 2, 4], options).Bind(map);
            Refused(() => bound.Encode(value, new double[1]), "Row 0 breaks x finite, before and after scaling*");
            Refused(() => FeatureEncoder.Fit(map, [1, value, 4], options), "Row 1 breaks x finite*");
        }
    }

    [Fact]
    public void A_profile_counts_missing_values_and_says_what_it_cannot_tell()
    {
        Refused(() => NumberProfile.Of([1, double.PositiveInfinity]), "Row 1 breaks finite or NaN: Infinity.*");
        var empty = NumberProfile.Of([double.NaN, double.NaN]);
        (empty.Count, empty.Missing).Should().Be((0, 2));
        empty.Median.Should().Be(Figure.Undefined(UndefinedReason.NoObservations));
        empty.IsTukeyOutlier(1).Should().BeFalse();
        empty.IsModifiedZOutlier(1).Should().BeFalse();
        var one = NumberProfile.Of([3]);
        one.Mean.Value.Should().Be(3);
        one.StandardDeviation.Should().Be(Figure.Undefined(UndefinedReason.TooFewObservations));
        var constant = NumberProfile.Of([3, double.NaN, 3]);
        constant.StandardDeviation.Value.Should().Be(0);
        constant.Skewness.Should().Be(Figure.Undefined(UndefinedReason.ZeroVariance));
        constant.IsModifiedZOutlier(9).Should().BeFalse();
    }

    [Fact]
    public void Numbers_at_the_edge_of_a_double_are_fitted_without_overflow()
    {
        foreach (double[] values in new double[][] { [1e300, 2e300, 5e299], [-1e300, 1e300, 3], [1e-300, 2e-300, 3e-300], [double.MaxValue, -double.MaxValue, 0], [0, 0, 0, 1e308] })
        {
            var fitted = YeoJohnson.Fit(values);
            double.IsFinite(fitted.Lambda).Should().BeTrue();
            values.Select(fitted.Apply).Should().OnlyContain(v => double.IsFinite(v));
            double.IsFinite(YeoJohnson.LogLikelihood(values, fitted.Lambda).Value).Should().BeTrue();
        }
    }
}
