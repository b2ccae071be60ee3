using CustomerValue.Numerics;

namespace CustomerValue.Tests.Numerics;

public sealed class RandomStreamCorrectness
{
    // SplitMix64 from 1234567: the vector published with the algorithm on Rosetta Code.
    [Fact]
    public void SplitMix64_gives_the_published_outputs()
    {
        var state = 1234567UL;
        ulong[] expected = [6457827717110365317, 3203168211198807973, 9817491932198370423, 4593380528125082431, 16408922859458223821];
        expected.Should().OnlyContain(value => RandomStream.Mix(ref state) == value);
    }

    // State 1, 2, 3, 4: the vector of the Rust crate rand_xoshiro, made there with Blackman and Vigna's C code.
    [Fact]
    public void Xoshiro256_starstar_gives_the_published_outputs()
    {
        var stream = new RandomStream(1, 2, 3, 4);
        ulong[] expected =
        [
            11520, 0, 1509978240, 1215971899390074240, 1216172134540287360, 607988272756665600, 16172922978634559625,
            8476171486693032832, 10595114339597558777, 2904607092377533576,
        ];
        expected.Should().OnlyContain(value => stream.NextUInt64() == value);
    }

    // An independent implementation in Python: FNV-1a of the purpose, three SplitMix64 steps over seed, purpose and index
    // (each from the last output xor the next word), a fourth chain of four filling the state.
    //   h = 14695981039346656037; for c in purpose: h = (h ^ ord(c)) * 1099511628211 % 2**64
    //   a = next(splitmix(seed)); b = next(splitmix(a ^ h)); c = next(splitmix(b ^ index)); state = four of splitmix(c)
    [Theory]
    [InlineData("restart", 3, 15637574500174585608, 6610956455120151093, 3514457334231269955)]
    [InlineData("fold", 0, 644620048890427354, 5643699758236592215, 8524494068969292953)]
    public void A_stream_opens_where_an_independent_implementation_says(string purpose, long index, ulong first, ulong second, ulong third)
    {
        var stream = RandomStream.Open(20261124, purpose, index);
        new[] { stream.NextUInt64(), stream.NextUInt64(), stream.NextUInt64() }.Should().Equal(first, second, third);
    }

    [Fact]
    public void Open_uniforms_are_never_0_and_never_1()
    {
        // Words of all zeros and all ones, as the generator's state can bring them.
        ((0UL >> 12) + 0.5).Should().BePositive();
        (((ulong.MaxValue >> 12) + 0.5) * (1.0 / (1UL << 52))).Should().BeLessThan(1);
        var stream = RandomStream.Open(1, "open");
        Enumerable.Range(0, 100_000).Select(_ => stream.NextOpen()).Should().OnlyContain(x => x > 0 && x < 1);
    }

    [Fact]
    public void NextInt_is_uniform_and_Shuffle_reaches_every_order_alike()
    {
        var stream = RandomStream.Open(2, "integers");
        var counts = new double[7];
        var orders = new Dictionary<string, double>();
        for (var i = 0; i < 70_000; i++)
        {
            counts[stream.NextInt(7)]++;
            var items = new[] { 'a', 'b', 'c', 'd' };
            stream.Shuffle(items.AsSpan());
            var order = new string(items);
            orders[order] = orders.TryGetValue(order, out var n) ? n + 1 : 1;
        }

        Goodness.ChiSquared(counts, Enumerable.Repeat(10_000.0, 7).ToArray());
        orders.Should().HaveCount(24);
        Goodness.ChiSquared([.. orders.Values], Enumerable.Repeat(70_000 / 24.0, 24).ToArray());
    }
}
