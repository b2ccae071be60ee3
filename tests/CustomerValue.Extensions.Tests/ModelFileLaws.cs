using System.Globalization;
using System.Text;

namespace CustomerValue.Extensions.Tests;

public sealed class ModelFileLaws
{
    [Fact]
    public void Every_kind_has_a_sample() => ModelKinds.All.Select(k => k.Kind).Should().BeEquivalentTo(Samples.All.Select(s => s.Kind));

    [Theory]
    [MemberData(nameof(Samples.Kinds), MemberType = typeof(Samples))]
    public void A_loaded_model_scores_to_the_same_bits(string kind)
    {
        var sample = Samples.Of(kind);

        var loaded = ModelFile.Load<object>(ModelFile.Save(sample.Model));

        loaded.Should().BeOfType(sample.Model.GetType());
        Samples.Bits(sample.Score(loaded)).Should().Equal(Samples.Bits(sample.Score(sample.Model)));
    }

    [Theory]
    [MemberData(nameof(Samples.Kinds), MemberType = typeof(Samples))]
    public void Saving_a_loaded_model_gives_the_same_bytes(string kind)
    {
        var text = ModelFile.Save(Samples.Of(kind).Model);

        ModelFile.Save(ModelFile.Load<object>(text)).Should().Be(text);
    }

    [Theory]
    [MemberData(nameof(Samples.Kinds), MemberType = typeof(Samples))]
    public void Text_and_stream_are_the_same_bytes_and_the_stream_stays_open(string kind)
    {
        var model = Samples.Of(kind).Model;
        using var stream = new MemoryStream();
        ModelFile.Save(model, stream);

        Encoding.UTF8.GetString(stream.ToArray()).Should().Be(ModelFile.Save(model));
        stream.Position = 0;
        ModelFile.Save(ModelFile.Load<object>(stream)).Should().Be(ModelFile.Save(model));
        stream.CanRead.Should().BeTrue();
    }

    [Theory]
    [InlineData("de-DE")]
    [InlineData("tr-TR")]
    [InlineData("ar-SA")]
    [InlineData("fa-IR")]
    public void The_culture_changes_no_byte(string culture)
    {
        var before = CultureInfo.CurrentCulture;
        var expected = Samples.All.Select(s => ModelFile.Save(s.Model)).ToArray();
        try
        {
            CultureInfo.CurrentCulture = new CultureInfo(culture);
            Samples.All.Select(s => ModelFile.Save(s.Model)).Should().Equal(expected);
            Samples.All.Select(s => ModelFile.Save(ModelFile.Load<object>(ModelFile.Save(s.Model)))).Should().Equal(expected);
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Theory]
    [MemberData(nameof(Samples.Kinds), MemberType = typeof(Samples))]
    public void Spaces_and_line_ends_between_members_are_no_change(string kind)
    {
        var text = ModelFile.Save(Samples.Of(kind).Model);
        var pretty = Resealed.Indent(text);

        pretty.Should().NotBe(text).And.Contain("\n");
        ModelFile.Save(ModelFile.Load<object>(pretty)).Should().Be(text);
    }

    [Fact]
    public void Random_doubles_survive_as_text()
    {
        var state = 20261124UL;
        var changed = 0;
        for (var i = 0; i < 200_000; i++)
        {
            state = state * 6364136223846793005UL + 1442695040888963407UL;
            var value = BitConverter.UInt64BitsToDouble(state ^ (state >> 31));
            if (double.IsFinite(value))
            {
                changed += JsonNumbers.TryParse(JsonNumbers.Text(value), out var back) && BitConverter.DoubleToInt64Bits(back) == BitConverter.DoubleToInt64Bits(value) ? 0 : 1;
            }
        }

        changed.Should().Be(0);
    }

    [Theory]
    [InlineData(0.0, "0")]
    [InlineData(-0.0, "-0")]
    [InlineData(double.Epsilon, "5E-324")]
    [InlineData(double.MaxValue, "1.7976931348623157E+308")]
    [InlineData(0.1, "0.1")]
    [InlineData(-1234567, "-1234567")]
    public void A_number_is_written_short(double value, string text) => JsonNumbers.Text(value).Should().Be(text);

    [Fact]
    public void A_header_tells_kind_and_versions_without_the_model()
    {
        var header = ModelFile.ReadHeader(ModelFile.Save(Samples.All[0].Model));

        header.Kind.Should().Be(Samples.All[0].Kind);
        header.Version.Should().Be(1);
        header.AlgorithmVersion.Should().Be(1);
        header.LibraryVersion.Should().MatchRegex(@"^\d+\.\d+\.\d+$");
    }

    [Fact]
    public void A_file_without_a_version_of_the_algorithm_is_of_the_first_and_a_newer_one_is_refused()
    {
        var text = ModelFile.Save(Samples.Of("k-means").Model);
        var first = Resealed.Replace(text, "\"algorithm\":1,", string.Empty);
        ModelFile.ReadHeader(first).AlgorithmVersion.Should().Be(1);
        ModelFile.Save(ModelFile.Load<object>(first)).Should().Be(text);

        var newer = Resealed.Replace(text, "\"algorithm\":1,", "\"algorithm\":2,");
        ModelFile.ReadHeader(newer).AlgorithmVersion.Should().Be(2);
        ((Action)(() => ModelFile.Load<object>(newer))).Should().Throw<InvalidDataException>().WithMessage("*$.algorithm is 2*k-means up to 1*");
        ((Action)(() => ModelFile.Load<object>(Resealed.Replace(text, "\"algorithm\":1,", "\"algorithm\":0,")))).Should().Throw<InvalidDataException>().WithMessage("*$.algorithm*");
    }
}
