namespace CustomerValue.Reporting;

/// <summary>Found by name: kernels of .NET Interactive ask for an attribute so called, and need no reference from here.</summary>
[AttributeUsage(AttributeTargets.Class)]
internal sealed class TypeFormatterSourceAttribute(Type formatterSourceType) : Attribute
{
    /// <summary>The class whose <c>CreateTypeFormatters()</c> gives the formatters.</summary>
    public Type FormatterSourceType { get; } = formatterSourceType;

    /// <summary>What the kernel shows unless asked otherwise.</summary>
    public string[] PreferredMimeTypes { get; set; } = ["text/html"];
}
