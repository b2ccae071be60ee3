using CustomerValue.Information;

namespace CustomerValue.Tests.Information;

public class FeatureEncoderInputChecks
{
    private static readonly FeatureMap<(double Age, string? Job)> Map =
        new FeatureMap<(double Age, string? Job)>().Number("age", p => p.Age).Category("job", p => p.Job);

    private static readonly FeatureEncoder Encoder = FeatureEncoder.Fit(Map, [(30, "clerk"), (40, "nurse")], EncoderOptions.Default);

    [Theory]
    [InlineData(double.NaN, "NaN")]
    [InlineData(double.PositiveInfinity, "Infinity")]
    [InlineData(double.NegativeInfinity, "-Infinity")]
    public void A_number_that_is_none_is_refused_by_row_and_column(double value, string text)
    {
        var destination = new double[4];
        FluentActions.Invoking(() => Encoder.Bind(Map).Encode([(30, "clerk"), (value, "clerk")], destination))
            .Should().Throw<ArgumentException>().WithMessage($"Row 1 breaks age finite, before and after scaling (null says missing): {text}.*");
        FluentActions.Invoking(() => Map.ToTable([(30, "clerk"), (value, "clerk")]))
            .Should().Throw<ArgumentException>().WithMessage($"Row 1 breaks age finite (null says missing): {text}.*");
        FluentActions.Invoking(() => CustomerTable.WithKeys([1L, 2]).Number("age", [30, value]))
            .Should().Throw<ArgumentException>().WithMessage($"Row 1 breaks age finite (null says missing): {text}.*");
    }

    [Fact]
    public void An_unknown_level_is_refused_by_row_column_and_level()
    {
        var destination = new double[4];
        FluentActions.Invoking(() => Encoder.Bind(Map).Encode([(30, "clerk"), (30, "pilot")], destination))
            .Should().Throw<ArgumentException>().WithMessage("Row 1 breaks job a level that was fitted: 'pilot'.*");
        FluentActions.Invoking(() => Encoder.Encode(Map.ToTable([(30, "clerk"), (30, "pilot")])))
            .Should().Throw<ArgumentException>().WithMessage("Row 1 breaks job a level that was fitted: 'pilot'.*");
    }

    [Fact]
    public void Lacking_columns_and_short_destinations_are_named()
    {
        FluentActions.Invoking(() => Encoder.Bind(new FeatureMap<int>().Number("age", i => i))).Should().Throw<ArgumentException>().WithMessage("The map lacks column 'job'*");
        FluentActions.Invoking(() => Encoder.Encode(CustomerTable.WithKeys([1L]).Number("age", [1.0]).Build())).Should().Throw<ArgumentException>().WithMessage("There is no column 'job'; there are: age.*");
        FluentActions.Invoking(() => Encoder.Encode(CustomerTable.WithKeys([1L]).Number("job", [1.0]).Number("age", [1.0]).Build())).Should().Throw<ArgumentException>().WithMessage("Column 'job' is a number, not a category.*");
        FluentActions.Invoking(() => Encoder.Bind(Map).Encode((30, "clerk"), new double[1])).Should().Throw<ArgumentException>().WithMessage("destination has length 1; at least 2 is needed.*");
    }

    [Fact]
    public void Names_and_keys_occur_once()
    {
        FluentActions.Invoking(() => Map.Number("job", _ => 1.0)).Should().Throw<ArgumentException>().WithMessage("Column 'job' appears twice.*");
        FluentActions.Invoking(() => CustomerTable.WithKeys([1L]).Number("x", [1.0]).Category("x", ["a"])).Should().Throw<ArgumentException>().WithMessage("Column 'x' appears twice.*");
        FluentActions.Invoking(() => CustomerTable.WithKeys(["a", "b", "a"])).Should().Throw<ArgumentException>().WithMessage("Row 2 breaks no key twice: 'a' also in row 0.*");
        FluentActions.Invoking(() => CustomerTable.WithKeys(["a", ""])).Should().Throw<ArgumentException>().WithMessage("Row 1 breaks a key for every customer: none.*");
        FluentActions.Invoking(() => CustomerTable.WithKeys([1L, 2]).Number("x", [1.0])).Should().Throw<ArgumentException>().WithMessage("x has length 1; expected 2.*");
    }

    [Fact]
    public void There_must_be_something_to_learn_from()
    {
        FluentActions.Invoking(() => FeatureEncoder.Fit(Map, [], EncoderOptions.Default)).Should().Throw<ArgumentException>().WithMessage("The table is empty*");
        FluentActions.Invoking(() => FeatureEncoder.Fit(CustomerTable.WithKeys([1L]).Build())).Should().Throw<ArgumentException>().WithMessage("The table is empty*");
        FluentActions.Invoking(() => FeatureEncoder.Fit(CustomerTable.WithKeys([1L]).Number("x", [null]).Build(), new EncoderOptions { Imputation = Imputation.Mean }))
            .Should().Throw<ArgumentException>().WithMessage("Column 'x' is missing in every row*");
        FluentActions.Invoking(() => FeatureEncoder.Fit(CustomerTable.WithKeys([1L]).Category("x", [null]).Build()))
            .Should().Throw<ArgumentException>().WithMessage("Column 'x' is missing in every row*");
        FluentActions.Invoking(() => FeatureEncoder.FromParameters([], [])).Should().Throw<ArgumentException>();
    }

    [Fact]
    public void Constants_of_a_model_file_are_checked()
    {
        FluentActions.Invoking(() => new NumberEncoding("x", NumberShape.AsIs, null, 0, 0)).Should().Throw<ArgumentOutOfRangeException>();
        FluentActions.Invoking(() => new NumberEncoding("x", NumberShape.AsIs, double.NaN, 0, 1)).Should().Throw<ArgumentOutOfRangeException>();
        FluentActions.Invoking(() => new NumberEncoding("x", (NumberShape)9, null, 0, 1)).Should().Throw<ArgumentOutOfRangeException>();
        FluentActions.Invoking(() => new NumberEncoding("", NumberShape.AsIs, null, 0, 1)).Should().Throw<ArgumentException>();
        FluentActions.Invoking(() => new CategoryEncoding("x", ["a"], ["a"], UnseenCategory.Refuse, false)).Should().Throw<ArgumentException>().WithMessage("Category 'x' has level 'a' blank or twice.*");
        FluentActions.Invoking(() => new CategoryEncoding("x", [], [], UnseenCategory.Refuse, false)).Should().Throw<ArgumentException>();
        FluentActions.Invoking(() => new CategoryEncoding("x", ["a"], [], (UnseenCategory)7, false)).Should().Throw<ArgumentOutOfRangeException>();
    }

    [Fact]
    public void A_missing_object_is_named_by_its_row()
    {
        var map = new FeatureMap<string>().Number("length", s => (double)s.Length);
        FluentActions.Invoking(() => map.ToTable(["a", null!])).Should().Throw<ArgumentException>().WithMessage("Row 1 breaks an object for every customer: null.*");
    }

    [Fact]
    public void A_stand_in_that_overflows_when_scaled_is_refused_instead_of_becoming_infinite()
    {
        var make = () => new NumberEncoding("assets", NumberShape.AsIs, 1e300, 0, 1e-300);
        make.Should().Throw<ArgumentException>().WithMessage("The stand-in 1E+300 of 'assets' leaves the range of a double*");
    }
}
