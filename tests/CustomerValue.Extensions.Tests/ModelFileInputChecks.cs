using System.Text;
using CustomerValue.Information;
using CustomerValue.Propensity;
using CustomerValue.Uplift;

namespace CustomerValue.Extensions.Tests;

public sealed class ModelFileInputChecks
{
    private static readonly string Sound = ModelFile.Save(Samples.Of("feature-encoder").Model);

    private static readonly string Deployed = ModelFile.Save(Samples.Of("propensity").Model);

    /// <summary>Files with a fitting seal and one thing wrong, and what the message must say.</summary>
    public static TheoryData<string, string, string> Wrong => new()
    {
        { "rules that overlap", Resealed.Replace(ModelFile.Save(Samples.Of("explaining-tree").Model), "\"upTo\":-0.1", "\"upTo\":0.1"), "$.model*do not divide" },
        { "a k of zero", Resealed.Replace(ModelFile.Save(Samples.Of("cnbd").Model), "\"k\":3", "\"k\":0"), "$.model.k*whole number from 1 to 100" },
        { "a negative shape", Resealed.Replace(ModelFile.Save(Samples.Of("ggom-nbd").Model), "\"alpha\":8.1", "\"alpha\":-8.1"), "$.model is no valid model*alpha" },
        { "a covariance of another model", Resealed.Replace(ModelFile.Save(Samples.Of("mbg-nbd").Model), "\"covariance\":[]", "\"covariance\":[1]"), "$.model is no valid model*covariance" },
        { "a contract without c", Resealed.Replace(ModelFile.Save(Samples.Of("beta-discrete-weibull").Model), "\"c\":", "\"d\":"), "$.model.c*missing" },
        { "a spread of nothing", Resealed.Replace(ModelFile.Save(Samples.Of("normal-spend").Model), "\"within\":1E-300", "\"within\":0"), "$.model is no valid model*within" },
        { "a unit of no length", Resealed.Replace(ModelFile.Save(Samples.Of("hiatus-rule").Model), "\"unitDays\":7", "\"unitDays\":0"), "$.model is no valid model" },
        { "no model file", Resealed.Replace(Sound, "CustomerValue.Model", "Other.Model"), "$.format*no model file" },
        { "no format", Resealed.Replace(Sound, "\"format\"", "\"formats\""), "$.format" },
        { "a newer version", Resealed.Replace(Sound, "\"version\":1", "\"version\":2"), "$.version*2*up to 1" },
        { "version zero", Resealed.Replace(Sound, "\"version\":1", "\"version\":0"), "$.version*0*whole number" },
        { "a fractional version", Resealed.Replace(Sound, "\"version\":1", "\"version\":1.5"), "$.version*1.5*whole number" },
        { "a huge version", Resealed.Replace(Sound, "\"version\":1", "\"version\":99999999999999999999"), "$.version" },
        { "an unknown kind", Resealed.Replace(Sound, "feature-encoder", "oracle"), "$.kind*oracle" },
        { "an unknown member", Resealed.Replace(Sound, "\"model\":{", "\"model\":{\"extra\":1,"), "$.model.extra*not known" },
        { "an unknown member at the top", Resealed.Replace(Sound, "\"model\":{", "\"note\":1,\"model\":{"), "$.note*not known" },
        { "an unknown member deep inside", Resealed.Replace(Sound, "\"name\":\"age\"", "\"name\":\"age\",\"x\":null"), "$.model.numbers[0].x*not known" },
        { "a repeated member", Resealed.Replace(Sound, "\"center\":-0", "\"center\":-0,\"center\":1"), "$.model.numbers[0].center*twice" },
        { "a repeated member at the top", Resealed.Replace(Sound, "\"kind\":", "\"version\":1,\"kind\":"), "$.version*twice" },
        { "a missing member", Resealed.Replace(Sound, "\"center\":-0,", string.Empty), "$.model.numbers[0].center*missing" },
        { "no model", Resealed.Replace(Sound, "\"model\":", "\"modell\":"), "$.model*missing" },
        { "NaN as text", Resealed.Replace(Sound, "\"center\":-0", "\"center\":\"NaN\""), "$.model.numbers[0].center*NaN*finite number" },
        { "Infinity as text", Resealed.Replace(Sound, "\"center\":-0", "\"center\":\"Infinity\""), "$.model.numbers[0].center*Infinity*finite number" },
        { "NaN as a token", Resealed.Replace(Sound, "\"center\":-0", "\"center\":NaN"), "no JSON*line 1" },
        { "a number beyond every double", Resealed.Replace(Sound, "\"center\":-0", "\"center\":1e999"), "$.model.numbers[0].center*1e999*finite number" },
        { "a number without end", Resealed.Replace(Sound, "\"center\":-0", "\"center\":0." + new string('1', 99)), "$.model.numbers[0].center*finite number" },
        { "a number as text", Resealed.Replace(Sound, "\"center\":-0", "\"center\":\"1\""), "$.model.numbers[0].center*finite number" },
        { "null for a number", Resealed.Replace(Sound, "\"center\":-0", "\"center\":null"), "$.model.numbers[0].center*null" },
        { "a scale of zero", Resealed.Replace(Sound, "\"scale\":0.1", "\"scale\":0"), "$.model.numbers[0]*scale is 0" },
        { "a number for text", Resealed.Replace(Sound, "\"name\":\"age\"", "\"name\":7"), "$.model.numbers[0].name*7*text" },
        { "text for a flag", Resealed.Replace(Sound, "\"missingIsLevel\":true", "\"missingIsLevel\":\"true\""), "$.model.categories[0].missingIsLevel*true nor false" },
        { "an unknown policy", Resealed.Replace(Sound, "\"unseen\":\"refuse\"", "\"unseen\":\"guess\""), "$.model.categories[1].unseen*guess" },
        { "an unknown shape", Resealed.Replace(Sound, "\"shape\":\"as-is\"", "\"shape\":\"square\""), "$.model.numbers[0].shape*square" },
        { "a scorer inside of another kind", Resealed.Replace(Deployed, "\"kind\":\"logistic\"", "\"kind\":\"propensity\""), "$.model.scorer.kind*propensity*no scorer" },
        { "a scorer of other columns than the encoder's", Resealed.Replace(Deployed, "{\"name\":\"age\"},", string.Empty), "$.model.scorer.model.numberEffects*2 numbers, not 1" },
        { "a category's levels cut short", Resealed.Replace(Deployed, "\"(other)\",", string.Empty), "$.model.scorer.model.levelEffects*3 numbers, not 2" },
        { "an unknown member in the encoder inside", Resealed.Replace(Deployed, "\"encoder\":{", "\"encoder\":{\"x\":1,"), "$.model.encoder.x*not known" },
        { "an array for an object", Resealed.Replace(Sound, "\"model\":{", "\"model\":[],\"m\":{"), "$.model*no object" },
        { "an object for an array", Resealed.Replace(Sound, "\"numbers\":[", "\"numbers\":{},\"n\":["), "$.model.numbers*not an array" },
        { "a number for an item", Resealed.Replace(Sound, "\"numbers\":[", "\"numbers\":[1,"), "$.model.numbers[0]*no object" },
        { "a level twice", Resealed.Replace(Sound, "\"North\"", "\"North\",\"North\""), "$.model.categories[1]*North*twice" },
        { "half a surrogate pair", Resealed.Replace(Sound, "\"North\"", "\"\\ud83d\""), "Unicode" },
        { "a comment", Resealed.Replace(Sound, "\"center\"", "/* c */\"center\""), "no JSON*line 1" },
        { "a trailing comma", Resealed.Replace(Sound, "\"grouped\":[]", "\"grouped\":[],"), "no JSON*line 1" },
        { "a leading byte order mark", "\uFEFF" + Sound, "no JSON" },
        { "something after the end", Sound + "x", "no JSON" },
        { "a second file after the end", Sound + Sound, "no JSON" },
        { "a deep nest", Resealed.Replace(Sound, "\"model\":{", "\"model\":{\"deep\":" + new string('[', 40) + new string(']', 40) + ","), "16 levels" },
        { "no closing brace", Sound[..^1], "no JSON" },
        { "nothing", string.Empty, "no JSON" },
        { "null", "null", "$ is no object" },
        { "a list", "[]", "$ is no object" },
        { "an empty object", "{}", "$.format" },
        { "a changed digit", Sound.Replace("\"scale\":0.1", "\"scale\":0.2", StringComparison.Ordinal), "seal*changed" },
        { "no seal", Resealed.Content(Sound) + "}", "seal" },
        { "a seal in capitals", Sound[..^66] + Sound[^66..].ToUpperInvariant(), "seal" },
        { "something after the seal", Sound[..^1] + ",\"more\":1}", "seal" },
    };

    [Theory]
    [MemberData(nameof(Wrong))]
    public void A_file_with_one_thing_wrong_is_refused_and_told_where(string what, string file, string message)
    {
        _ = what;
        var load = () => ModelFile.Load<object>(file);

        load.Should().Throw<InvalidDataException>().WithMessage($"Model file: *{message}*");
    }

    [Fact]
    public void The_sound_file_of_these_cases_loads() => ModelFile.Load<object>(Resealed.Close(Resealed.Content(Sound))).Should().NotBeNull();

    [Fact]
    public void A_broken_seal_can_be_allowed() =>
        ModelFile.Load<object>(Sound.Replace("\"scale\":0.1", "\"scale\":0.2", StringComparison.Ordinal), new() { AllowBrokenSeal = true }).Should().NotBeNull();

    [Fact]
    public void A_file_over_the_limit_is_refused_before_it_is_parsed()
    {
        var options = new ModelFileOptions { MaximumBytes = 256 };

        ((Action)(() => ModelFile.Load<object>(Sound, options))).Should().Throw<InvalidDataException>().WithMessage("*larger than 256 bytes*");
        ((Action)(() => ModelFile.Load<object>(new MemoryStream(Encoding.UTF8.GetBytes(Sound)), options))).Should().Throw<InvalidDataException>().WithMessage("*larger than 256 bytes*");
        ((Action)(() => ModelFile.Load<object>(new EndlessStream(), options))).Should().Throw<InvalidDataException>().WithMessage("*larger than 256 bytes*");
    }

    [Fact]
    public void A_limit_below_256_bytes_is_refused() =>
        ((Action)(() => _ = new ModelFileOptions { MaximumBytes = 255 })).Should().Throw<ArgumentOutOfRangeException>().WithMessage("*255*256*");

    [Fact]
    public void Bytes_that_are_no_UTF8_are_refused()
    {
        var bytes = Encoding.UTF8.GetBytes(Resealed.Content(Sound));
        bytes[Array.IndexOf(bytes, (byte)'N', Sound.IndexOf("North", StringComparison.Ordinal))] = 0xFF;
        byte[] file = [.. bytes, .. FileSeal.Close(bytes)];

        ((Action)(() => ModelFile.Load<object>(new MemoryStream(file)))).Should().Throw<InvalidDataException>();
    }

    [Fact]
    public void Text_that_is_no_Unicode_is_refused() =>
        ((Action)(() => ModelFile.Load<object>("{\"a\":\"\uD83D\"}"))).Should().Throw<InvalidDataException>().WithMessage("*character at 6*Unicode*");

    [Fact]
    public void A_model_of_another_type_is_refused() =>
        ((Action)(() => ModelFile.Load<IScorer>(Sound))).Should().Throw<InvalidDataException>().WithMessage("*feature-encoder*IScorer*");

    [Fact]
    public void What_no_file_can_hold_is_refused_on_saving()
    {
        ((Action)(() => ModelFile.Save("text"))).Should().Throw<ArgumentException>().WithMessage("*String*");
        ((Action)(() => ModelFile.Save(null!))).Should().Throw<ArgumentNullException>();
        ((Action)(() => ModelFile.Save(Samples.All[0].Model, (Stream)null!))).Should().Throw<ArgumentNullException>();
        ((Action)(() => ModelFile.Load<object>((string)null!))).Should().Throw<ArgumentNullException>();
        ((Action)(() => ModelFile.Load<object>((Stream)null!))).Should().Throw<ArgumentNullException>();
        ((Action)(() => ModelFile.Save(FeatureEncoder.FromParameters(
            [], [new("c", ["\uDC00"], [], UnseenCategory.Refuse, false)])))).Should().Throw<ArgumentException>().WithMessage("*levels*Unicode*");
    }

    [Fact]
    public void A_model_whose_fit_did_not_converge_is_refused_unless_allowed()
    {
        var batch = FeatureBatch.FromRows(new FeatureSchema([FeatureColumn.Number("x")]), [1, 2, 3, 4, 5, 6]);
        var options = LogisticOptions.Default with { MaximumIterations = 1, NonConvergence = NonConvergence.ReturnBest };
        var unfinished = LogisticModel.Fit(batch, [true, false, false, true, true, true], options);
        unfinished.Report.Converged.Should().BeFalse();

        ((Action)(() => ModelFile.Save(unfinished))).Should().Throw<ArgumentException>().WithMessage("*did not converge*IterationLimit*AllowNotConverged*");
        ((Action)(() => ModelFile.Save(TwoModelUplift.FromParameters(LogisticModel.FromParameters(batch.Schema, 0, [1]), unfinished)))).Should().Throw<ArgumentException>().WithMessage("*did not converge*");
        ((Action)(() => ModelFile.Save(TwoModelUplift.FromParameters(unfinished, LogisticModel.FromParameters(batch.Schema, 0, [1]))))).Should().Throw<ArgumentException>().WithMessage("*did not converge*");
        ModelFile.Load<IScorer>(ModelFile.Save(unfinished, new() { AllowNotConverged = true })).Score([3]).Should().Be(unfinished.Score([3]));
    }

    [Fact]
    public void A_fitted_model_is_saved_as_it_stands()
    {
        var batch = FeatureBatch.FromRows(new FeatureSchema([FeatureColumn.Number("x")]), [1, 2, 3, 4, 5, 6]);
        var fitted = LogisticModel.Fit(batch, [true, false, false, true, true, true]);

        var loaded = ModelFile.Load<LogisticModel>(ModelFile.Save(fitted));

        loaded.Score([3.3]).Should().Be(fitted.Score([3.3]));
        loaded.Report.Stop.Should().Be(StopReason.NotFitted);
    }

    [Fact]
    public void The_stream_s_own_exception_passes_through() =>
        ((Action)(() => ModelFile.Load<object>(new BrokenStream()))).Should().Throw<IOException>().WithMessage("the line is down");

    private class EndlessStream : MemoryStream
    {
        public override int Read(byte[] buffer, int offset, int count)
        {
            Array.Fill(buffer, (byte)' ', offset, count);
            return count;
        }
    }

    private sealed class BrokenStream : MemoryStream
    {
        public override int Read(byte[] buffer, int offset, int count) => throw new IOException("the line is down");
    }
}
