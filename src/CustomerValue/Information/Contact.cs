namespace CustomerValue.Information;

/// <summary>A contact of the bank with a customer in a campaign, and the answer.</summary>
public sealed record Contact
{
    /// <summary>The customer: a client, account or household key, whichever the campaign was planned on.</summary>
    public RecordKey Customer { get; init; }

    /// <summary>The day of the contact.</summary>
    public Day Day { get; init; }

    /// <summary>Through what, such as <c>branch</c> or <c>mail</c>.</summary>
    public string Channel { get; init; } = string.Empty;

    /// <summary>For what; empty when outside a campaign.</summary>
    public string Campaign { get; init; } = string.Empty;

    /// <summary>The day of the positive response, on or after <see cref="Day"/>; null when there was none.</summary>
    public Day? RespondedOn { get; init; }

    /// <summary>The day from whose end the bank's records had the row; null when it is <see cref="Day"/>. The same contact again, known later, corrects it.</summary>
    public Day? KnownAt { get; init; }
}
