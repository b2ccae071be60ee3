using System.Text.Json;

namespace CustomerValue.Extensions;

/// <summary>Reads one object of a model file: every member once, none unknown, each of its type, and says where one is not.</summary>
internal sealed class ModelReader
{
    private readonly Dictionary<string, JsonElement> members = new(StringComparer.Ordinal);
    private readonly HashSet<string> read = new(StringComparer.Ordinal);

    public ModelReader(JsonElement element, string path)
    {
        Path = path;
        if (element.ValueKind != JsonValueKind.Object)
        {
            throw Broken(path, "is no object");
        }

        foreach (var member in element.EnumerateObject())
        {
            if (members.ContainsKey(member.Name))
            {
                throw Broken(At(member.Name), "appears twice");
            }

            members.Add(member.Name, member.Value);
        }
    }

    /// <summary>Where the object stands, from <c>$</c>.</summary>
    public string Path { get; }

    public static InvalidDataException Broken(string path, string rule) => new($"Model file: {path} {rule}.");

    public bool Has(string name) => members.ContainsKey(name);

    public double Number(string name) => ToNumber(Member(name), At(name));

    /// <summary>A number, or null where the file says null.</summary>
    public double? NumberOrNull(string name) => Member(name) is { ValueKind: not JsonValueKind.Null } element ? ToNumber(element, At(name)) : null;

    public int Integer(string name, int minimum, int maximum)
    {
        var element = Member(name);
        return element.ValueKind == JsonValueKind.Number && element.TryGetInt32(out var value) && value >= minimum && value <= maximum
            ? value
            : throw Broken(At(name), $"is {Shown(element)}, not a whole number from {JsonNumbers.Text(minimum)} to {JsonNumbers.Text(maximum)}");
    }

    public bool Flag(string name) => Member(name).ValueKind switch
    {
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        _ => throw Broken(At(name), $"is {Shown(Member(name))}, neither true nor false"),
    };

    public string Text(string name) => ToText(Member(name), At(name));

    public double[] Numbers(string name)
    {
        var array = Array(name);
        var values = new double[array.GetArrayLength()];
        var i = 0;
        foreach (var item in array.EnumerateArray())
        {
            values[i] = ToNumber(item, At(name, i));
            i++;
        }

        return values;
    }

    /// <summary>Numbers whose count another member fixes.</summary>
    public double[] Numbers(string name, long count)
    {
        var values = Numbers(name);
        return values.Length == count
            ? values
            : throw Broken(At(name), $"has {JsonNumbers.Text(values.Length)} numbers, not {JsonNumbers.Text(count)}");
    }

    public string[] Texts(string name) => [.. Array(name).EnumerateArray().Select((item, i) => ToText(item, At(name, i)))];

    public ModelReader Object(string name) => new(Member(name), At(name));

    public T[] Objects<T>(string name, Func<ModelReader, T> item) =>
        [.. Array(name).EnumerateArray().Select((element, i) => Closed(new ModelReader(element, At(name, i)), item))];

    /// <summary>Reads an object with <paramref name="item"/> and refuses what it did not read.</summary>
    public static T Closed<T>(ModelReader reader, Func<ModelReader, T> item)
    {
        T value;
        try
        {
            value = item(reader);
        }
        catch (ArgumentException wrong)
        {
            // A model's own checks: parameters out of range, lengths that do not fit.
            throw new InvalidDataException($"Model file: {reader.Path} is no valid model: {wrong.Message}", wrong);
        }

        reader.Close();
        return value;
    }

    public void Close()
    {
        foreach (var name in members.Keys)
        {
            if (!read.Contains(name))
            {
                throw Broken(At(name), "is not known to this version");
            }
        }
    }

    private static double ToNumber(JsonElement element, string path) =>
        element.ValueKind == JsonValueKind.Number && JsonNumbers.TryParse(element.GetRawText(), out var value)
            ? value
            : throw Broken(path, $"is {Shown(element)}, not a finite number");

    private static string ToText(JsonElement element, string path) =>
        element.ValueKind == JsonValueKind.String ? element.GetString()! : throw Broken(path, $"is {Shown(element)}, not a text");

    // At most a line of what was found.
    private static string Shown(JsonElement element)
    {
        var raw = element.GetRawText();
        return raw.Length <= 40 ? raw : $"{raw.Remove(40)}…";
    }

    private JsonElement Member(string name)
    {
        read.Add(name);
        return members.TryGetValue(name, out var element) ? element : throw Broken(At(name), "is missing");
    }

    private JsonElement Array(string name)
    {
        var element = Member(name);
        return element.ValueKind == JsonValueKind.Array ? element : throw Broken(At(name), $"is {Shown(element)}, not an array");
    }

    private string At(string name) => $"{Path}.{name}";

    private string At(string name, int index) => $"{Path}.{name}[{JsonNumbers.Text(index)}]";
}
