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
    [InlineData("exp", 0UL)]
    [InlineData("log", 0UL)]
    [InlineData("log1p", 0UL)]
    [InlineData("expm1", 0UL)]
    [InlineData("logistic", 0UL)]
    [InlineData("softplus", 0UL)]
    [InlineData("pow", 0UL)]
    [InlineData("dot", 0UL)]
    [InlineData("linear scores", 0UL)]
    [InlineData("logistic scores", 0UL)]
    [InlineData("uniform", 0UL)]
    [InlineData("open uniform", 0UL)]
    [InlineData("integer", 0UL)]
    [InlineData("normal", 0UL)]
    [InlineData("exponential", 0UL)]
    [InlineData("gamma", 0UL)]
    [InlineData("beta", 0UL)]
    [InlineData("poisson", 0UL)]
    [InlineData("binomial", 0UL)]
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
        var alone = NumericInputs.Hash(Outputs(name));
        var hashes = new ulong[16];
        var threads = Enumerable.Range(0, 16).Select(i => new Thread(() => hashes[i] = NumericInputs.Hash(Outputs(name)))).ToList();
        threads.ForEach(thread => thread.Start());
        threads.ForEach(thread => thread.Join());
        hashes.Should().OnlyContain(hash => hash == alone);
    }

    private static double[] Outputs(string name)
    {
        var outputs = new double[Count];
        switch (name)
        {
            case "exp":
                Elementary.Exp(NumericInputs.Wild(Count), outputs);
                return outputs;
            case "log":
                Elementary.Log(NumericInputs.Wild(Count), outputs);
                return outputs;
            case "logistic":
                Elementary.Logistic(NumericInputs.Wild(Count), outputs);
                return outputs;
            case "log1p":
                return Map(NumericInputs.Wild(Count), Elementary.Log1p);
            case "expm1":
                return Map(NumericInputs.Wild(Count), Elementary.Expm1);
            case "softplus":
                return Map(NumericInputs.Wild(Count), Elementary.Softplus);
            case "pow":
                var x = NumericInputs.Wild(Count);
                var y = NumericInputs.Uniform("exponents", Count, -20, 20);
                return outputs.Select((_, i) => Elementary.Pow(x[i], i % 3 == 0 ? x[Count - 1 - i] : i % 3 == 1 ? Math.Floor(y[i]) : y[i])).ToArray();
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
        for (var i = 0; i < Count; i++)
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
