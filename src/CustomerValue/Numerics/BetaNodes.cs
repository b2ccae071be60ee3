namespace CustomerValue.Numerics;

/// <summary>Nodes and weights for E[g(p)], p ~ Beta(a, b): the trapezoid rule in ln(p/(1−p)), where it converges exponentially.</summary>
/// <remarks>
/// Where a &lt; 1 (b &lt; 1) the density leans on 0 (on 1) so heavily that g's value there is taken out and averaged exactly:
/// E[g] = g₀ E[1−p] + g₁ E[p] + Σ weight (g − g₀ (1−p) − g₁ p).
/// </remarks>
internal ref struct BetaNodes
{
    /// <summary>Enough for every a and b; the spans handed in must be as long.</summary>
    public const int Capacity = 1024;

    private readonly double a;
    private readonly double b;

    /// <summary>Fills the spans.</summary>
    /// <param name="a">First shape.</param>
    /// <param name="b">Second shape.</param>
    /// <param name="steepness">An upper bound of |g′(0)| ÷ g(0).</param>
    /// <param name="p">Receives the nodes.</param>
    /// <param name="weights">Receives the weights.</param>
    /// <param name="leaning">g's value at 0 is taken out below this a; lower, with more nodes, where E[g] is far below that value.</param>
    public BetaNodes(double a, double b, double steepness, Span<double> p, Span<double> weights, double leaning = 1)
    {
        this.a = a;
        this.b = b;
        TakesZero = a < leaning;
        TakesOne = b < 1;
        var spread = Math.Sqrt(1 / a + 1 / b);
        var width = Math.Min(0.25, 0.6 * spread);
        var low = Low(a, b, spread, steepness, TakesZero);
        var high = -Low(b, a, spread, 1, TakesOne);
        Count = (int)Math.Min(Capacity, Math.Ceiling((high - low) / width) + 1);
        var logBeta = SpecialFunctions.LogBeta(a, b);
        var total = 0.0;
        for (var k = 0; k < Count; k++)
        {
            var y = low + k * width;
            var logP = -Elementary.Softplus(-y);
            var logQ = -Elementary.Softplus(y);
            p[k] = Elementary.Exp(logP);
            weights[k] = width * Elementary.Exp(a * logP + b * logQ - logBeta);
            total += weights[k];
        }

        if (TakesZero || TakesOne)
        {
            return;
        }

        for (var k = 0; k < Count; k++)
        {
            weights[k] /= total;
        }
    }

    private BetaNodes(double a, double b, int count, double leaning)
    {
        this.a = a;
        this.b = b;
        TakesZero = a < leaning;
        TakesOne = b < 1;
        Count = count;
    }

    /// <summary>Nodes that were filled before, so many of them.</summary>
    public static BetaNodes Again(double a, double b, int count, double leaning) => new(a, b, count, leaning);

    /// <summary>The lower end, with e^−40 left out; the upper end is its mirror image.</summary>
    private static double Low(double a, double b, double spread, double steepness, bool takesEnd) => a < 1
        ? -Elementary.Log(Math.Max(Math.Max(1, b), steepness)) - 9 - 40 / (takesEnd ? a + 1 : a)
        : b < 1 ? Elementary.Log(a) - 9 - 40 / a : Elementary.Log(a / b) - 9 * spread - 40 / a;

    public int Count { get; }

    /// <summary>True when g(0) must be given and taken out.</summary>
    public bool TakesZero { get; }

    /// <summary>True when g(1) must be given and taken out.</summary>
    public bool TakesOne { get; }

    /// <summary>E[g] from its values at the nodes and at both ends.</summary>
    public readonly double Mean(ReadOnlySpan<double> p, ReadOnlySpan<double> weights, ReadOnlySpan<double> values, double atZero, double atOne)
    {
        var zero = TakesZero ? atZero : 0;
        var one = TakesOne ? atOne : 0;
        var sum = 0.0;
        for (var k = 0; k < Count; k++)
        {
            sum += weights[k] * (values[k] - zero * (1 - p[k]) - one * p[k]);
        }

        return zero * (b / (a + b)) + one * (a / (a + b)) + sum;
    }
}
