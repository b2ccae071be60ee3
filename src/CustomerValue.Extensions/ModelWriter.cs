using System.Text;
using System.Text.Json;

namespace CustomerValue.Extensions;

/// <summary>Writes the members of one model file. Numbers go out as raw text, so that every bit and no culture is in them.</summary>
internal sealed class ModelWriter(Utf8JsonWriter json)
{
    private static readonly UTF8Encoding Strict = new(false, true);

    public void Number(string name, double value)
    {
        json.WritePropertyName(name);
        Raw(name, value);
    }

    /// <summary>A number that may be absent, written as null.</summary>
    public void Number(string name, double? value)
    {
        if (value is { } present)
        {
            Number(name, present);
        }
        else
        {
            json.WriteNull(name);
        }
    }

    public void Integer(string name, int value) => json.WriteNumber(name, value);

    public void Flag(string name, bool value) => json.WriteBoolean(name, value);

    public void Text(string name, string value) => json.WriteString(name, Checked(name, value));

    public void Numbers(string name, ReadOnlySpan<double> values)
    {
        json.WriteStartArray(name);
        foreach (var value in values)
        {
            Raw(name, value);
        }

        json.WriteEndArray();
    }

    public void Texts(string name, IEnumerable<string> values)
    {
        json.WriteStartArray(name);
        foreach (var value in values)
        {
            json.WriteStringValue(Checked(name, value));
        }

        json.WriteEndArray();
    }

    public void Object(string name, Action<ModelWriter> members)
    {
        json.WriteStartObject(name);
        members(this);
        json.WriteEndObject();
    }

    public void Objects<T>(string name, IEnumerable<T> items, Action<ModelWriter, T> members)
    {
        json.WriteStartArray(name);
        foreach (var item in items)
        {
            json.WriteStartObject();
            members(this, item);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private void Raw(string name, double value)
    {
        if (!double.IsFinite(value))
        {
            throw new ArgumentException($"The model cannot be saved: '{name}' holds a value that is not finite.", nameof(value));
        }

        json.WriteRawValue(JsonNumbers.Text(value), skipInputValidation: true);
    }

    // JSON would turn half a surrogate pair into U+FFFD, and the level would never be found again.
    private static string Checked(string name, string value)
    {
        try
        {
            _ = Strict.GetByteCount(value);
            return value;
        }
        catch (EncoderFallbackException broken)
        {
            throw new ArgumentException($"The model cannot be saved: a text of '{name}' is no valid Unicode.", nameof(value), broken);
        }
    }
}
