namespace CustomerValue.Lifetime;

/// <summary>How long one who is alive stays a customer.</summary>
internal interface ISurvival
{
    /// <summary>A rate of leaving per unit of time: the inverse of the shortest time over which the survival bends.</summary>
    double Rate { get; }

    /// <summary>ln P(stays longer than u).</summary>
    double Log(double u);

    /// <summary>ln of the density of leaving at u.</summary>
    double LogDensity(double u);
}
