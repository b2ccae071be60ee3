using CustomerValue.Information;

namespace CustomerValue.Lifetime;

/// <summary>The scores of a model behind one call each, so that models share a base without knowing its formulas.</summary>
internal abstract class PurchaseEngine
{
    public static PurchaseEngine Of<T>(T formulas)
        where T : struct, IPurchaseFormulas => new Formulas<T>(formulas);

    public abstract double LogLikelihood(PurchaseHistory h);

    public abstract double Alive(PurchaseHistory h);

    public abstract double LogAlive(PurchaseHistory h);

    public abstract double AliveLater(PurchaseHistory h, double later);

    public abstract double Expected(PurchaseHistory h, double horizon);

    public abstract double Count(PurchaseHistory h, double horizon, int n);

    public abstract double Discounted(PurchaseHistory h, double rate);

    public abstract double Discounted(PurchaseHistory h, double horizon, in DiscountTerms terms);

    public abstract void Alive(PurchaseHistories histories, Span<double> destination);

    /// <summary>Fills those destinations that are not empty, for rows from…to.</summary>
    public abstract void Score(
        PurchaseHistories histories, int from, int to, in ScoreRequest request, Span<double> alive, Span<double> expected, Span<double> discounted);

    public abstract double NextPurchase(PurchaseHistory h, double probability);

    public abstract double Hiatus(int x, double tx, double level);

    public abstract double LogLikelihood(PurchaseHistories histories);

    public abstract PurchaseHistories Simulate(ReadOnlySpan<double> ages, ulong seed, TimeUnit unit);

    // A struct, so that the code of a batch is made for these formulas and calls them directly.
    private sealed class Formulas<T>(T formulas) : PurchaseEngine
        where T : struct, IPurchaseFormulas
    {
        private readonly T formulas = formulas;

        public override double LogLikelihood(PurchaseHistory h) => formulas.LogLikelihood(h.Repeats, h.Recency, h.Age);

        public override double Alive(PurchaseHistory h) => PurchaseScoring.Alive(formulas, h);

        public override double LogAlive(PurchaseHistory h) => PurchaseScoring.LogAlive(formulas, h);

        public override double AliveLater(PurchaseHistory h, double later) => PurchaseScoring.AliveLater(formulas, h, later);

        public override double Expected(PurchaseHistory h, double horizon) => PurchaseScoring.Expected(formulas, h, horizon);

        public override double Count(PurchaseHistory h, double horizon, int n) => PurchaseScoring.Count(formulas, h, horizon, n);

        public override double Discounted(PurchaseHistory h, double rate) => PurchaseScoring.Discounted(formulas, h, rate);

        public override double Discounted(PurchaseHistory h, double horizon, in DiscountTerms terms) => PurchaseScoring.Discounted(formulas, h, horizon, terms);

        public override void Alive(PurchaseHistories histories, Span<double> destination) => PurchaseBatch.Alive(formulas, histories, destination);

        public override void Score(
            PurchaseHistories histories, int from, int to, in ScoreRequest request, Span<double> alive, Span<double> expected, Span<double> discounted) =>
            PurchaseBatch.Run(formulas, histories, from, to, request, alive, expected, discounted);

        public override double NextPurchase(PurchaseHistory h, double probability) => PurchaseScoring.NextPurchase(formulas, h, probability);

        public override double Hiatus(int x, double tx, double level) => PurchaseScoring.Hiatus(formulas, x, tx, level);

        public override double LogLikelihood(PurchaseHistories histories) => PurchaseScoring.LogLikelihood(formulas, histories);

        public override PurchaseHistories Simulate(ReadOnlySpan<double> ages, ulong seed, TimeUnit unit) => PurchaseSimulation.Run(formulas, ages, seed, unit);
    }
}
