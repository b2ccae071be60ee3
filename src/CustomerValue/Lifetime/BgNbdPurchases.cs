using CustomerValue.Numerics;

namespace CustomerValue.Lifetime;

/// <summary>The BG/NBD model as one of the models of repeat purchases.</summary>
internal readonly struct BgNbdPurchases(double r, double alpha, double a, double b) : IPurchaseFormulas
{
    public bool ForgetsRecency => true;

    public bool OddsAreCostly => false;

    public bool LeavesByChance => true;

    public double LogLikelihood(int x, double tx, double t) => BgNbdFormulas.LogLikelihood(r, alpha, a, b, x, tx, t);

    public double LogOddsDead(int x, double tx, double t) =>
        x == 0 ? double.NegativeInfinity : BgNbdFormulas.LogOddsDead(r, alpha, a, b, x, tx, t);

    public double ExpectedAlive(int x, double tx, double t, double horizon) => BgNbdFormulas.ExpectedAlive(r + x, alpha + t, a, b + x, horizon);

    public double DiscountedAlive(int x, double tx, double t, double rate, double horizon, in DropoutTable table) =>
        rate == 0 ? ExpectedAlive(x, tx, t, horizon) : table.Discounted(r + x, alpha + t, alpha, a, b + x, rate, horizon);

    public double CountAlive(int x, double tx, double t, double horizon, int n) => BgNbdFormulas.Probability(r + x, alpha + t, a, b + x, horizon, n);

    public double StaysAlive(int x, double tx, double t, double later) => StepSeries.Stays(r + x, later / (alpha + t), a, b + x, 1, 0);

    public (int Repeats, double Recency) Draw(RandomStream random, double age) =>
        PurchaseSimulation.Steps(random, random.NextGamma(r) / alpha, 1, random.NextBeta(a, b), leavesAtOnce: false, age);
}
