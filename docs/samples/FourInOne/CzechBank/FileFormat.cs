namespace FourInOne.CzechBank;

/// <summary>What a file is called, how it separates its fields, and the columns it must have.</summary>
internal sealed record FileFormat(string Name, char Delimiter, params string[] Columns);
