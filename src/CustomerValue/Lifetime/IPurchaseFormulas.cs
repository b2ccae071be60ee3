using CustomerValue.Numerics;

namespace CustomerValue.Lifetime;

/// <summary>
/// What tells one model of repeat purchases from another; everything else is written once, in <see cref="PurchaseScoring"/>.
/// x is the number of repeat purchases, tx the recency, t the age. A new customer is one with (0, 0, 0).
/// </summary>
internal interface IPurchaseFormulas
{
    /// <summary>True when the future of a customer who is alive depends on (x, t) only, not on tx.</summary>
    bool ForgetsRecency { get; }

    /// <summary>True when <see cref="LogOddsDead"/> is worth remembering.</summary>
    bool OddsAreCostly { get; }

    /// <summary>True when <see cref="DiscountedAlive"/> uses the table, which is default otherwise.</summary>
    bool LeavesByChance { get; }

    double LogLikelihood(int x, double tx, double t);

    /// <summary>ln P(dead)/P(alive); −∞ where the customer is alive for certain.</summary>
    double LogOddsDead(int x, double tx, double t);

    /// <summary>Expected purchases within the horizon of one who is alive.</summary>
    double ExpectedAlive(int x, double tx, double t, double horizon);

    /// <summary>Purchases within the horizon of one who is alive, discounted continuously at a rate ≥ 0; the horizon may be infinite where the rate is not 0.</summary>
    double DiscountedAlive(int x, double tx, double t, double rate, double horizon, in DropoutTable table);

    /// <summary>P(exactly n purchases within the horizon) of one who is alive.</summary>
    double CountAlive(int x, double tx, double t, double horizon, int n);

    /// <summary>P(alive so much later) of one who is alive.</summary>
    double StaysAlive(int x, double tx, double t, double later);

    /// <summary>Draws the history of a new customer who is watched until the age.</summary>
    (int Repeats, double Recency) Draw(RandomStream random, double age);
}
