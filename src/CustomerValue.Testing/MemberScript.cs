namespace CustomerValue.Testing;

/// <summary>One client of a household script.</summary>
internal sealed class MemberScript
{
    public bool IsMinor { get; set; }

    public bool IsFemale { get; set; }

    public Day Born { get; set; }

    /// <summary>Uniform on [0, 1); recorded.</summary>
    public double DigitalUse { get; set; }

    public bool HasCard { get; set; }

    /// <summary>Monthly net salary in cents, 0 for none.</summary>
    public long SalaryCents { get; set; }

    public int PayDay { get; set; }
}
