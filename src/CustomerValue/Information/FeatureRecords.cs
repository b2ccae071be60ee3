namespace CustomerValue.Information;

/// <summary>Kinds of records that a feature may rest on.</summary>
[Flags]
internal enum FeatureRecords
{
    None = 0,
    Movements = 1,

    /// <summary>Closes: the rows of the days on which they were booked, and of the day carried into the window.</summary>
    Balances = 2,
    Holdings = 4,
    Contacts = 8,
    Income = 16,
    FirstRow = 32,
    All = Movements | Balances | Holdings | Contacts | Income | FirstRow,
}
