using CustomerValue.Numerics;

namespace CustomerValue.Tests.Numerics;

/// <summary>
/// Hashes of our own outputs, frozen: they say that nothing changed between CPUs, widths, assets and versions, not that anything is right
/// (the correctness tests say that). A change of a hash is a change of every fitted model's bits: it goes into CHANGELOG.md.
/// </summary>
[Trait("Category", "Bits")]
public sealed class NumericsBits
{
    private const int Count = 200_000;

    [Theory]
    [InlineData("exp", 12956685569063850941UL)]
    [InlineData("log", 16169144999478177314UL)]
    [InlineData("log1p", 16810927845825217800UL)]
    [InlineData("expm1", 9601248668520499291UL)]
    [InlineData("logistic", 2743761684031602602UL)]
    [InlineData("softplus", 5287870196618925778UL)]
    [InlineData("pow", 15993127863539589228UL)]
    [InlineData("dot", 9483721755986181270UL)]
    [InlineData("linear scores", 13635528234892779364UL)]
    [InlineData("logistic scores", 1395927840998705886UL)]
    [InlineData("uniform", 18320434216533871307UL)]
    [InlineData("open uniform", 9372262514053353776UL)]
    [InlineData("integer", 14900589109974468197UL)]
    [InlineData("normal", 1110375174135930831UL)]
    [InlineData("exponential", 4371407071385515418UL)]
    [InlineData("gamma", 13272008089813928137UL)]
    [InlineData("beta", 4525088711696585724UL)]
    [InlineData("poisson", 14113208708520894340UL)]
    [InlineData("binomial", 14908735679448392719UL)]
    public void Outputs_hash_to_the_frozen_value(string name, ulong frozen) => NumericInputs.Hash(Outputs(name)).Should().Be(frozen);

    [Theory]
    [InlineData("exp")]
    [InlineData("log")]
    [InlineData("logistic")]
    [InlineData("pow")]
    [InlineData("logistic scores")]
    [InlineData("gamma")]
    public void Sixteen_threads_get_the_bits_of_one(string name)
    {
        var alone = NumericInputs.Hash(Outputs(name, 20_000));
        var hashes = new ulong[16];
        var threads = Enumerable.Range(0, 16).Select(i => new Thread(() => hashes[i] = NumericInputs.Hash(Outputs(name, 20_000)))).ToList();
        threads.ForEach(thread => thread.Start());
        threads.ForEach(thread => thread.Join());
        hashes.Should().OnlyContain(hash => hash == alone);
    }

    private static double[] Outputs(string name, int count = Count)
    {
        var outputs = new double[count];
        switch (name)
        {
            case "exp":
                Elementary.Exp(NumericInputs.Wild(count), outputs);
                return outputs;
            case "log":
                Elementary.Log(NumericInputs.Wild(count), outputs);
                return outputs;
            case "logistic":
                Elementary.Logistic(NumericInputs.Wild(count), outputs);
                return outputs;
            case "log1p":
                return Map(NumericInputs.Wild(count), Elementary.Log1p);
            case "expm1":
                return Map(NumericInputs.Wild(count), Elementary.Expm1);
            case "softplus":
                return Map(NumericInputs.Wild(count), Elementary.Softplus);
            case "pow":
                var x = NumericInputs.Wild(count);
                var y = NumericInputs.Uniform("exponents", count, -20, 20);
                return outputs.Select((_, i) => Elementary.Pow(x[i], i % 3 == 0 ? x[count - 1 - i] : i % 3 == 1 ? Math.Floor(y[i]) : y[i])).ToArray();
            case "dot":
                var left = NumericInputs.Uniform("left", Count, -1, 1);
                var right = NumericInputs.Uniform("right", Count, -1, 1);
                return Enumerable.Range(0, 20_000).Select(i => DotKernel.Dot(left.AsSpan(i, i % 100), right.AsSpan(2 * i, i % 100))).ToArray();
            case "linear scores":
                return Scores(logistic: false);
            case "logistic scores":
                return Scores(logistic: true);
        }

        var stream = RandomStream.Open(20261124, name);
        for (var i = 0; i < count; i++)
        {
            outputs[i] = name switch
            {
                "uniform" => stream.NextDouble(),
                "open uniform" => stream.NextOpen(),
                "integer" => stream.NextInt(i + 1),
                "normal" => stream.NextNormal(),
                "exponential" => stream.NextExponential(),
                "gamma" => stream.NextGamma(0.01 * (i % 1000 + 1)),
                "beta" => stream.NextBeta(0.02 * (i % 100 + 1), 0.03 * (i % 70 + 1)),
                "poisson" => stream.NextPoisson(0.05 * (i % 1000)),
                _ => stream.NextBinomial(i % 300, 0.01 * (i % 101)),
            };
        }

        return outputs;
    }

    private static double[] Map(double[] x, Func<double, double> function) => x.Select(function).ToArray();

    // 24 and 21 numbers (a whole and an incomplete last eight), and 5 numbers with two category columns.
    private static double[] Scores(bool logistic)
    {
        var rows = NumericInputs.Uniform("rows", 20_000 * 24, -1, 1);
        var weights = NumericInputs.Uniform("weights", 24, -2, 2);
        var coded = NumericInputs.Uniform("coded", 20_000 * 7, -1, 1);
        for (var i = 0; i < 20_000; i++)
        {
            coded[i * 7 + 5] = i % 4;
            coded[i * 7 + 6] = i % 3;
        }

        var scores = new double[60_000];
        Score(rows, 24, 24, [], [], scores.AsSpan(0, 20_000));
        Score(rows, 24, 21, [], [], scores.AsSpan(20_000, 20_000));
        Score(coded, 7, 5, [0.1, -0.2, 0.3, 0.05, 1, 2, 3], [0, 4, 7], scores.AsSpan(40_000));
        return scores;

        void Score(ReadOnlySpan<double> values, int stride, int numeric, ReadOnlySpan<double> terms, ReadOnlySpan<int> offsets, Span<double> destination)
        {
            if (logistic)
            {
                DotKernel.LogisticScores(values, stride, numeric, weights, terms, offsets, -0.7, destination);
            }
            else
            {
                DotKernel.LinearScores(values, stride, numeric, weights, terms, offsets, -0.7, destination);
            }
        }
    }
}
