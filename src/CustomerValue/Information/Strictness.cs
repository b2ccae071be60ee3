namespace CustomerValue.Information;

/// <summary>What a load does with a row that breaks a rule.</summary>
public enum Strictness
{
    /// <summary>Leaves the row out, counts it and reports it in <see cref="DataQuality"/>.</summary>
    Lenient = 0,

    /// <summary>Throws at the first such row, duplicates included; the message names row, value and rule.</summary>
    Strict,
}
