using System.Text;
using CustomerValue.Information;

namespace CustomerValue.Tests.Information;

/// <summary>The vectors of RFC 4231, and the framework's own HMAC on random keys and ids.</summary>
public class PseudonymsCorrectness
{
    public static TheoryData<int, string, string, string> Rfc4231 => new()
    {
        { 1, Repeat("0b", 20), Text("Hi There"), "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7" },
        { 2, Text("Jefe"), Text("what do ya want for nothing?"), "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843" },
        { 3, Repeat("aa", 20), Repeat("dd", 50), "773ea91e36800e46854db8ebd09181a72959098b3ef8c122d9635514ced565fe" },
        { 4, "0102030405060708090a0b0c0d0e0f10111213141516171819", Repeat("cd", 50), "82558a389a443c0ea4cc819899f2083a85f0faa3e578f8077a2e3ff46729665b" },
        { 5, Repeat("0c", 20), Text("Test With Truncation"), "a3b6167473100ee06e0c796c2955552b" },
        { 6, Repeat("aa", 131), Text("Test Using Larger Than Block-Size Key - Hash Key First"), "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54" },
        { 7, Repeat("aa", 131), Text("This is a test using a larger than block-size key and a larger than block-size data. The key needs to be hashed before being used by the HMAC algorithm."), "9b09ffa71b942fcb27635fbcd5b0e944bfdc63644f0713938a7f51535c3a35e2" },
    };

    private static string Repeat(string hex, int times) => string.Concat(Enumerable.Repeat(hex, times));

    private static string Text(string text) => Convert.ToHexString(Encoding.ASCII.GetBytes(text));

    private static byte[] Key(int seed, int length)
    {
        var key = new byte[length];
        new Random(seed).NextBytes(key);
        return key;
    }

    [Theory]
    [MemberData(nameof(Rfc4231))]
    public void The_code_is_that_of_the_standard(int vector, string key, string message, string code)
    {
        var actual = new byte[32];
        HmacSha256.Hash(Convert.FromHexString(key), Convert.FromHexString(message), actual);
        Convert.ToHexString(actual).ToLowerInvariant().Should().StartWith(code, "vector {0}", vector);
    }

    [Fact]
    public void A_pseudonym_is_the_framework_s_HMAC_of_the_id_s_text()
    {
        for (var length = 16; length < 150; length += 7)
        {
            var key = Key(length, length);
            foreach (var id in new[] { "4711", "-3", "DE89 3704 0044 0532 0130 00", "naïve ☕ 😀", new string('x', 3000) })
            {
                var code = System.Security.Cryptography.HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(id));
                Pseudonyms.Of(key, id).Should().Be(Convert.ToHexString(code).ToLowerInvariant());
                Pseudonyms.Of(key, id, PseudonymFormat.Base64Url).Should().Be(Convert.ToBase64String(code).TrimEnd('=').Replace('+', '-').Replace('/', '_'));
            }
        }
    }

    [Fact]
    public void Numbers_and_texts_of_one_id_agree_and_others_do_not()
    {
        var key = Key(1, 32);
        Pseudonyms.Of(key, 42L).Should().Be(Pseudonyms.Of(key, "42")).And.NotBe(Pseudonyms.Of(key, "042")).And.NotBe(Pseudonyms.Of(Key(2, 32), 42L));
        Pseudonyms.OfAll(key, [1L, "1", long.MinValue]).Should().Equal(Pseudonyms.Of(key, 1L), Pseudonyms.Of(key, 1L), Pseudonyms.Of(key, "-9223372036854775808"));
        Pseudonyms.OfAll(key, Enumerable.Range(0, 10000).Select(i => (RecordKey)(long)i), PseudonymFormat.Base64Url).Distinct().Should().HaveCount(10000);
    }

    [Fact]
    public void Short_keys_and_missing_ids_are_refused_without_naming_key_or_id()
    {
        var key = Key(3, 16);
        FluentActions.Invoking(() => Pseudonyms.Of(key.AsSpan(1), 1L)).Should().Throw<ArgumentException>().WithMessage("key has 15 bytes; at least 16 are needed.*");
        FluentActions.Invoking(() => Pseudonyms.Of(key, default)).Should().Throw<ArgumentException>().WithMessage("Row 0 breaks an id for every customer: none.*");
        FluentActions.Invoking(() => Pseudonyms.OfAll(key, [1L, default])).Should().Throw<ArgumentException>().WithMessage("Row 1 breaks an id for every customer: none.*");
        FluentActions.Invoking(() => Pseudonyms.OfAll(key, [1L, "secret\ud800"])).Should().Throw<ArgumentException>().WithMessage("Row 1 breaks an id of Unicode text: half of a surrogate pair.*").Which.ToString().Should().NotContain("secret");
        FluentActions.Invoking(() => Pseudonyms.Of(key, 1L, (PseudonymFormat)2)).Should().Throw<ArgumentOutOfRangeException>();
        FluentActions.Invoking(() => Pseudonyms.OfAll(key, null!)).Should().Throw<ArgumentNullException>();
    }
}
