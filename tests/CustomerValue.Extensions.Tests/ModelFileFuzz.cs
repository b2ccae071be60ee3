using System.Text;

namespace CustomerValue.Extensions.Tests;

/// <summary>Damaged files, from written seeds: refused with the one exception, or read as the very same model.</summary>
public sealed class ModelFileFuzz
{
    [Theory]
    [MemberData(nameof(Samples.Kinds), MemberType = typeof(Samples))]
    public void Every_truncation_is_refused(string kind)
    {
        var bytes = Encoding.UTF8.GetBytes(ModelFile.Save(Samples.Of(kind).Model));
        for (var length = 0; length < bytes.Length; length++)
        {
            Load(bytes[..length], false).Should().BeNull();
        }
    }

    [Theory]
    [MemberData(nameof(Samples.Kinds), MemberType = typeof(Samples))]
    public void A_flipped_byte_is_refused_or_changes_nothing(string kind)
    {
        var text = ModelFile.Save(Samples.Of(kind).Model);
        var bytes = Encoding.UTF8.GetBytes(text);
        var random = new Random(17);
        for (var i = 0; i < 1_000; i++)
        {
            var damaged = (byte[])bytes.Clone();
            for (var flips = random.Next(1, 4); flips > 0; flips--)
            {
                damaged[random.Next(damaged.Length)] = (byte)random.Next(256);
            }

            if (Load(damaged, false) is { } model)
            {
                ModelFile.Save(model).Should().Be(text);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Samples.Kinds), MemberType = typeof(Samples))]
    public void Damage_under_a_fitting_seal_is_refused_or_read_as_some_sound_model(string kind)
    {
        var content = Resealed.Content(ModelFile.Save(Samples.Of(kind).Model));
        var bytes = Encoding.UTF8.GetBytes(content);
        var random = new Random(23);
        var pieces = new[] { "NaN", "1e999", "-1", "[]", "{}", "null", "\"", ",", "99999999999", "0.5", "\\ud800", "\u0000", "-0", "[[[[[[[[[[[[[[[[[[", "true" };
        for (var i = 0; i < 1_000; i++)
        {
            List<byte> damaged = [.. bytes];
            var at = random.Next(damaged.Count);
            switch (random.Next(4))
            {
                case 0:
                    damaged[at] = (byte)random.Next(256);
                    break;
                case 1:
                    damaged.InsertRange(at, Encoding.UTF8.GetBytes(pieces[random.Next(pieces.Length)]));
                    break;
                case 2:
                    damaged.RemoveRange(at, Math.Min(random.Next(1, 30), damaged.Count - at));
                    break;
                default:
                    // Another stretch of the file in this one's place.
                    var from = random.Next(damaged.Count);
                    var part = damaged.GetRange(from, Math.Min(random.Next(1, 40), damaged.Count - from));
                    damaged.InsertRange(at, part);
                    break;
            }

            byte[] file = [.. damaged, .. FileSeal.Close(damaged.ToArray())];
            if (Load(file, true) is { } model)
            {
                ModelFile.Load<object>(ModelFile.Save(model)).Should().BeOfType(model.GetType());
            }
        }
    }

    private static object? Load(byte[] file, bool anySeal)
    {
        try
        {
            return ModelFile.Load<object>(new MemoryStream(file), new() { AllowBrokenSeal = anySeal });
        }
        catch (InvalidDataException refused)
        {
            refused.Message.Should().StartWith("Model file: ");
            return null;
        }
    }
}
