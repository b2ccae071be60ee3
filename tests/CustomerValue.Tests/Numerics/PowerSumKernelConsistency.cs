using CustomerValue.Numerics;

namespace CustomerValue.Tests.Numerics;

/// <summary>The kernel against its definition in eight scalar lanes, to the last bit.</summary>
public sealed class PowerSumKernelConsistency
{
    [Fact]
    [Trait("Category", "Bits")]
    public void Vectors_give_the_bits_of_the_scalar_definition()
    {
        var random = new Random(6);
        foreach (var n in new[] { 1, 7, 8, 9, 16, 31, 1000, 1024 })
        {
            var x = Enumerable.Range(0, n).Select(_ => 1e6 * (random.NextDouble() - 0.3)).ToArray();
            var whole = n / 8 * 8;
            double Fold(Func<double, double> term)
            {
                var l = new double[8];
                var rest = 0.0;
                for (var i = 0; i < n; i++)
                {
                    if (i < whole)
                    {
                        l[i % 8] += term(x[i]);
                    }
                    else
                    {
                        rest += term(x[i]);
                    }
                }

                return ((l[0] + l[4]) + (l[1] + l[5])) + ((l[2] + l[6]) + (l[3] + l[7])) + rest;
            }

            PowerSumKernel.Sum(x, 17.5).Should().Be(Fold(v => v - 17.5));
            PowerSumKernel.Powers(x, 17.5).Should().Be((Fold(v => v - 17.5), Fold(v => (v - 17.5) * (v - 17.5)), Fold(v => (v - 17.5) * (v - 17.5) * (v - 17.5))));
        }
    }

    [Fact]
    public void Keys_are_numbered_in_order_of_appearance()
    {
        var random = new Random(6);
        var keys = Enumerable.Range(0, 20_000).Select(i => i % 5 == 0 ? long.MinValue + random.Next(3000) : (long)random.Next(4000) << 40).ToArray();
        var numbers = new Dictionary<long, int>();
        var expected = keys.Select(k =>
        {
            if (!numbers.ContainsKey(k))
            {
                numbers.Add(k, numbers.Count);
            }

            return numbers[k];
        }).ToArray();
        var actual = KeyNumbers.Number(keys, out var count);
        count.Should().Be(numbers.Count);
        actual.Should().Equal(expected);
        var order = KeyNumbers.Order(actual, count, out var starts);
        for (var code = 0; code < count; code++)
        {
            order.Skip(starts[code]).Take(starts[code + 1] - starts[code]).Should().OnlyContain(row => actual[row] == code).And.BeInAscendingOrder();
        }
    }
}
