namespace CustomerValue.Targeting;

/// <summary>One limit of a campaign: how much of it the plan uses, and what one unit more would be worth.</summary>
public sealed class ConstraintUse
{
    internal ConstraintUse(string name, double limit, double used, double price, bool isMinimum)
    {
        Name = name;
        Limit = limit;
        Used = used;
        Price = price;
        IsMinimum = isMinimum;
    }

    /// <summary>The limit in words, such as <c>budget</c>, <c>channel branch</c> or <c>minimum volume of loan</c>.</summary>
    public string Name { get; }

    /// <summary>The limit.</summary>
    public double Limit { get; }

    /// <summary>What the plan uses of it.</summary>
    public double Used { get; }

    /// <summary>Shadow price, ≥ 0: value lost per unit by which the limit tightens, in the relaxation. Prices need not be unique.</summary>
    public double Price { get; }

    /// <summary>True when the plan must reach the limit, false when it must not exceed it.</summary>
    public bool IsMinimum { get; }

    /// <summary>The limit, its use and its price in invariant text.</summary>
    public override string ToString() => $"{Name}: {Guard.Text(Used)} {(IsMinimum ? "≥" : "≤")} {Guard.Text(Limit)}, price {Guard.Text(Price)}";
}
