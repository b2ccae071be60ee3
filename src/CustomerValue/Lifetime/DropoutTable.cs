using System.Buffers;
using CustomerValue.Numerics;

namespace CustomerValue.Lifetime;

/// <summary>Discounted purchases of customers who leave by chance after a purchase, from H(τ) = E[(1 + pτ)^−(s+1)], p ~ Beta(a, b): H is computed once for all customers of one x.</summary>
/// <remarks>
/// One who is alive, with rate ~ Gamma(s, α), buys time u from now at the rate (s/α) H(u/α); discounted purchases are s ∫ e^(−δατ) H(τ) dτ.
/// Over y = ln(1 + (s+1)τ) the integrand is analytic and bounded for |Im y| &lt; π/2: panels of 1.6 with 24 nodes reach every digit, and so does
/// Legendre's interpolation of H, of which the last panel, cut at the horizon, is made. All state is in rented memory.
/// </remarks>
internal readonly struct DropoutTable : IDisposable
{
    private const int Nodes = ShortRules.Most;
    private const double Length = 1.6;
    private const int MostPanels = 64;
    private const int Header = 8;
    private const int PanelSize = 3 * Nodes;
    private const int PanelsAt = Header + 3 * BetaNodes.Capacity;

    /// <summary>Beyond this shape 1 + pτ must not be rounded before its logarithm is taken.</summary>
    private const double LargeShape = 300;

    /// <summary>From this a on, H(τ) ~ τ^−a may be so small that 1 must not be taken out of its integrand.</summary>
    private const double Leaning = 0.25;

    private readonly double[] memory;

    private DropoutTable(double[] memory) => this.memory = memory;

    public static DropoutTable Rent()
    {
        var memory = ArrayPool<double>.Shared.Rent(PanelsAt + MostPanels * PanelSize);
        memory[0] = 0;
        return new DropoutTable(memory);
    }

    /// <summary>Purchases within the horizon, which may be infinite, of one who is alive, discounted at a rate &gt; 0.</summary>
    /// <param name="s">Shape of the purchase rate.</param>
    /// <param name="alpha">Its inverse scale.</param>
    /// <param name="newcomer">α of a new customer, the least there is.</param>
    /// <param name="a">First shape of the dropout.</param>
    /// <param name="b">Second shape.</param>
    /// <param name="rate">δ.</param>
    /// <param name="horizon">Length in units of time.</param>
    public double Discounted(double s, double alpha, double newcomer, double a, double b, double rate, double horizon)
    {
        // Beyond e^−45 nothing is left.
        Use(s, a, b, (double.IsPositiveInfinity(horizon) ? 45 / rate : horizon) / newcomer);
        var longestTau = Math.Min(horizon, 45 / rate) / alpha;
        if (rate * alpha > 0.5 * (s + 1))
        {
            return s * Steep(s, rate * alpha, longestTau);
        }

        var end = Elementary.Log1p((s + 1) * longestTau);
        var whole = Math.Min(MostPanels - 1, (int)(end / Length));
        Span<double> fall = stackalloc double[Nodes];
        var sum = 0.0;
        for (var panel = 0; panel < whole; panel++)
        {
            var values = Panel(panel);
            var tau = values.Slice(0, Nodes);
            for (var i = 0; i < fall.Length; i++)
            {
                fall[i] = -rate * alpha * tau[i];
            }

            Elementary.Exp(fall, fall);
            var mass = values.Slice(Nodes, Nodes);
            for (var i = 0; i < fall.Length; i++)
            {
                sum += mass[i] * fall[i];
            }
        }

        return s * (sum + Rest(whole, Math.Min(end, (whole + 1) * Length), s, rate * alpha));
    }

    public void Dispose()
    {
        if (memory is not null)
        {
            ArrayPool<double>.Shared.Return(memory);
        }
    }

    /// <summary>Where e^(−δατ) falls faster than H: over v = ln(1 + κτ) with κ as steep as both, H by interpolation.</summary>
    private double Steep(double s, double fall, double end)
    {
        var scale = s + 1 + fall;
        var length = Elementary.Log1p(scale * end);
        var panels = 1 + (int)(length / ShortRules.Longest);
        Span<double> points = stackalloc double[Nodes];
        Span<double> weights = stackalloc double[Nodes];
        var sum = 0.0;
        for (var panel = 0; panel < panels; panel++)
        {
            ShortRules.Fill(Nodes, panel * length / panels, (panel + 1) * length / panels, points, weights);
            for (var i = 0; i < Nodes; i++)
            {
                var grown = Elementary.Expm1(points[i]);
                var tau = grown / scale;
                sum += weights[i] * ((1 + grown) / scale) * Elementary.Exp(-fall * tau) * Height(Elementary.Log1p((s + 1) * tau));
            }
        }

        return sum;
    }

    /// <summary>H by interpolation.</summary>
    private double Height(double y)
    {
        var panel = Math.Min(MostPanels - 1, (int)(y / Length));
        var place = 2 * (y - panel * Length) / Length - 1;
        var coefficients = Panel(panel).Slice(2 * Nodes, Nodes);
        double next = 0, after = 0;
        for (var k = Nodes - 1; k >= 0; k--)
        {
            (next, after) = (coefficients[k] + (2 * k + 1.0) / (k + 1) * place * next - (k + 1.0) / (k + 2) * after, next);
        }

        return next;
    }

    /// <summary>The panel that the horizon cuts, by interpolation.</summary>
    private double Rest(int panel, double end, double s, double fall)
    {
        var begin = panel * Length;
        var count = ShortRules.Count(Math.Min(Length, end - begin));
        Span<double> points = stackalloc double[count];
        Span<double> weights = stackalloc double[count];
        Span<double> place = stackalloc double[count];
        Span<double> next = stackalloc double[count];
        Span<double> after = stackalloc double[count];
        ShortRules.Fill(count, begin, end, points, weights);
        for (var i = 0; i < count; i++)
        {
            place[i] = 2 * (points[i] - begin) / Length - 1;
        }

        // Clenshaw's sum of Legendre polynomials.
        var coefficients = Panel(panel).Slice(2 * Nodes, Nodes);
        next.Clear();
        after.Clear();
        for (var k = Nodes - 1; k >= 0; k--)
        {
            double step = (2 * k + 1.0) / (k + 1), back = (k + 1.0) / (k + 2), add = coefficients[k];
            for (var i = 0; i < next.Length; i++)
            {
                var value = add + step * place[i] * next[i] - back * after[i];
                after[i] = next[i];
                next[i] = value;
            }
        }

        Elementary.Exp(points, points);
        for (var i = 0; i < count; i++)
        {
            place[i] = -fall * ((points[i] - 1) / (s + 1));
        }

        Elementary.Exp(place, place);
        var sum = 0.0;
        for (var i = 0; i < count; i++)
        {
            sum += weights[i] * points[i] / (s + 1) * place[i] * next[i];
        }

        return sum;
    }

    private void Use(double s, double a, double b, double longest)
    {
        if (memory[0].Equals(s) && memory[1].Equals(a) && memory[2].Equals(b) && memory[3].Equals(longest))
        {
            return;
        }

        (memory[0], memory[1], memory[2], memory[3]) = (s, a, b, longest);
        var nodes = new BetaNodes(a, b, (s + 1) * longest, Span(0), Span(1), Leaning);
        memory[4] = nodes.Count;
        memory[5] = 0;
    }

    private Span<double> Span(int part) => memory.AsSpan(Header + part * BetaNodes.Capacity, BetaNodes.Capacity);

    /// <summary>τ, the mass of H there, and the coefficients of H, of one panel; filled when first asked for.</summary>
    private Span<double> Panel(int panel)
    {
        for (var filled = (int)memory[5]; filled <= panel; filled++)
        {
            Fill(filled);
            memory[5] = filled + 1;
        }

        return memory.AsSpan(PanelsAt + panel * PanelSize, PanelSize);
    }

    private void Fill(int panel)
    {
        var part = memory.AsSpan(PanelsAt + panel * PanelSize, PanelSize);
        var tau = part.Slice(0, Nodes);
        var mass = part.Slice(Nodes, Nodes);
        var coefficients = part.Slice(2 * Nodes, Nodes);
        Span<double> points = stackalloc double[Nodes];
        Span<double> weights = stackalloc double[Nodes];
        ShortRules.Fill(Nodes, panel * Length, (panel + 1) * Length, points, weights);
        double s = memory[0], a = memory[1], b = memory[2];
        var nodes = BetaNodes.Again(a, b, (int)memory[4], Leaning);
        coefficients.Clear();
        for (var i = 0; i < Nodes; i++)
        {
            tau[i] = Elementary.Expm1(points[i]) / (s + 1);
            var height = Mean(nodes, s, tau[i]);
            mass[i] = weights[i] * (Elementary.Exp(points[i]) / (s + 1)) * height;
            var place = 2 * (points[i] - panel * Length) / Length - 1;
            var share = weights[i] / Length * height;
            double before = 0, polynomial = 1;
            for (var k = 0; k < Nodes; k++)
            {
                coefficients[k] += (2 * k + 1) * share * polynomial;
                (before, polynomial) = (polynomial, ((2 * k + 1) * place * polynomial - k * before) / (k + 1));
            }
        }
    }

    /// <summary>H(τ).</summary>
    private double Mean(in BetaNodes nodes, double s, double tau)
    {
        var p = Span(0).Slice(0, nodes.Count);
        var values = Span(2).Slice(0, nodes.Count);
        if (s > LargeShape)
        {
            for (var k = 0; k < values.Length; k++)
            {
                values[k] = Elementary.Log1p(p[k] * tau);
            }
        }
        else
        {
            for (var k = 0; k < values.Length; k++)
            {
                values[k] = 1 + p[k] * tau;
            }

            Elementary.Log(values, values);
        }

        for (var k = 0; k < values.Length; k++)
        {
            values[k] *= -(s + 1);
        }

        Elementary.Exp(values, values);
        return nodes.Mean(p, Span(1), values, 1, nodes.TakesOne ? Elementary.Exp(-(s + 1) * Elementary.Log1p(tau)) : 0);
    }
}
