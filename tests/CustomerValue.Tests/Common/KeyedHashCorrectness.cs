using System.Text;
using CustomerValue.Tests.Golden;

namespace CustomerValue.Tests.Common;

public sealed class KeyedHashCorrectness
{
    private static readonly System.Text.Json.JsonElement File = GoldenFile.Read("ab/20_randomisation.json");

    private static IEnumerable<System.Text.Json.JsonElement> Cases(string kind) =>
        File.GetProperty("cases").EnumerateArray().Where(c => c.TryGetProperty("kind", out var k) && k.GetString() == kind);

    // Reference: Python hashlib, golden/ab/20.
    [Fact]
    public void Bare_texts_give_the_reference_numbers()
    {
        var cases = Cases("hash").ToList();
        cases.Should().NotBeEmpty();
        foreach (var c in cases)
        {
            var text = c.GetProperty("text").GetString()!;
            var expected = c.GetProperty("expected");
            var digest = new byte[Sha256.Size];
            Sha256.Hash(Encoding.UTF8.GetBytes(text), digest);
            string.Concat(digest.Select(b => b.ToString("x2", System.Globalization.CultureInfo.InvariantCulture)))
                .Should().Be(expected.GetProperty("sha256_hex").GetString());
            KeyedHash.Unit(text).Should().Be(expected.Number("sha256_unit_53bit"));
        }
    }

    [Fact]
    public void Lengths_about_the_block_borders_equal_the_platform()
    {
        var text = new StringBuilder();
        using var reference = System.Security.Cryptography.SHA256.Create();
        var digest = new byte[Sha256.Size];
        for (var length = 0; length < 700; length++)
        {
            var bytes = Encoding.UTF8.GetBytes(text.ToString());
            Sha256.Hash(bytes, digest);
            digest.Should().Equal(reference.ComputeHash(bytes), "length {0}", length);
            text.Append((char)('a' + length % 26));
        }
    }

    [Theory]
    [InlineData("Příliš žluťoučký kůň")]
    [InlineData("客户 42")]
    [InlineData("𝔘nit 😀")]
    public void Text_is_hashed_as_UTF8(string text)
    {
        using var reference = System.Security.Cryptography.SHA256.Create();
        var bytes = reference.ComputeHash(Encoding.UTF8.GetBytes($"salt:{text}"));
        var first = bytes.Take(8).Aggregate(0UL, (sum, b) => (sum << 8) | b);
        KeyedHash.Unit(text, "salt").Should().Be((first >> 11) / 9007199254740992.0);
        KeyedHash.Unit("salt:" + text).Should().Be((first >> 11) / 9007199254740992.0);
    }

    [Theory]
    [InlineData(0L, "0")]
    [InlineData(-7L, "-7")]
    [InlineData(1234567890123L, "1234567890123")]
    [InlineData(long.MaxValue, "9223372036854775807")]
    [InlineData(long.MinValue, "-9223372036854775808")]
    public void A_number_is_its_decimal_text(long key, string text) =>
        KeyedHash.Unit(key, "camp-A").Should().Be(KeyedHash.Unit(text, "camp-A"));

    [Fact]
    public void Many_keys_equal_one_by_one()
    {
        long[] keys = [1, 22, -333, 4444];
        var numbers = new double[4];
        KeyedHash.Units(keys, "s", numbers);
        numbers.Should().Equal(keys.Select(k => KeyedHash.Unit(k, "s")));
    }

    [Fact]
    public void Hashing_allocates_nothing()
    {
        var sum = KeyedHash.Unit(1, "camp-A") + KeyedHash.Unit("c-1", "camp-A") + KeyedHash.Unit("c-1");
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var key = 0L; key < 1000; key++)
        {
            sum += KeyedHash.Unit(key, "camp-A") + KeyedHash.Unit("c-1", "camp-A") + KeyedHash.Unit("c-1");
        }

        (GC.GetAllocatedBytesForCurrentThread() - before).Should().Be(0, "sum {0}", sum);
    }

    [Fact]
    public void Half_a_surrogate_pair_and_a_colon_in_the_salt_are_refused()
    {
        ((Action)(() => KeyedHash.Unit("a\ud800"))).Should().Throw<ArgumentException>().WithMessage("*position 1*");
        ((Action)(() => KeyedHash.Unit("a", "b:c"))).Should().Throw<ArgumentException>().WithMessage("*must not contain ':'*");
        ((Action)(() => KeyedHash.Unit(null!, "b"))).Should().Throw<ArgumentNullException>();
        ((Action)(() => KeyedHash.Units([1, 2], "b", new double[1]))).Should().Throw<ArgumentException>().WithMessage("destination*");
    }
}
