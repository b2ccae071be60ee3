namespace CustomerValue.Reporting;

/// <summary>What a number is, and so how it is written.</summary>
public enum NumberKind
{
    /// <summary>A count of customers or purchases: <c>24 000</c>.</summary>
    Count = 0,

    /// <summary>A share of 1, written in percent.</summary>
    Share,

    /// <summary>A difference of shares, written in percentage points with its sign.</summary>
    Points,

    /// <summary>An amount of money, three significant digits with k, m or bn.</summary>
    Money,

    /// <summary>A difference of amounts, with its sign.</summary>
    MoneyDifference,

    /// <summary>A plain number.</summary>
    Plain,

    /// <summary>A plain difference, with its sign.</summary>
    Difference,

    /// <summary>A multiple: <c>3.9×</c>.</summary>
    Multiple,
}
