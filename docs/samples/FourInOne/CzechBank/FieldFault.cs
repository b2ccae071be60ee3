namespace FourInOne.CzechBank;

/// <summary>A field that is not what its column holds: the line is rejected and counted.</summary>
internal sealed class FieldFault : Exception
{
    public FieldFault()
    {
    }

    public FieldFault(string message)
        : base(message)
    {
    }

    public FieldFault(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    public static FieldFault In(string column, string found, string expected) => new($"column {column}: found '{found}', expected {expected}");
}
