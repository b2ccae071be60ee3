using CustomerValue.Numerics;

namespace CustomerValue.Lifetime;

/// <summary>ln of the odds to have left, and its derivatives: means and covariances under the density of the time of leaving.</summary>
internal readonly ref struct LeavingMoments(Span<double> memory)
{
    public const int Capacity = 9 * Count;

    private const int Count = Quadrature.NodeCount;
    private const int Features = 5;
    private readonly Span<double> memory = memory;

    /// <summary>Returns w; fills its gradient and the upper triangle of its Hessian in the logarithms of (r, α, s, B, b), row-major with five columns.</summary>
    public double Fill(int x, double r, double alpha, double s, double start, double b, double tx, double t, Span<double> first, Span<double> second, bool needsHessian)
    {
        var c = new Customer(r + x, alpha, s, start, b, tx);
        var gap = t - tx;
        var length = Elementary.Log1p(c.Scale * gap);
        var panels = b == 0 ? LeavingIntegral.Panels(length) : 1 + (int)(length / 3) + (int)(b * gap / 10);
        Span<double> mean = stackalloc double[Features];
        Span<double> cross = stackalloc double[Features * Features];
        Span<double> bend = stackalloc double[Features];
        mean.Clear();
        cross.Clear();
        bend.Clear();
        var total = 0.0;
        for (var k = 0; k < panels; k++)
        {
            double from = k * length / panels, to = (k + 1) * length / panels;
            total += b == 0
                ? new SteadyMoments(memory).Panel(c.G, c.S + 1, c.A, c.H, c.Scale, alpha, start, from, to, mean, cross, bend)
                : Panel(c, from, to, mean, cross, bend, needsHessian);
        }

        for (var i = 0; i < Features; i++)
        {
            mean[i] /= total;
            bend[i] /= total;
        }

        var end = new Growth(b, t);
        var hEnd = start + end.Value;
        double logA = Elementary.Log1p(gap / c.A), logH = Elementary.Log1p((end.Value - c.Begin.Value) / c.H);
        double uEnd = alpha / (alpha + t), share = start / hEnd, aging = end.First / hEnd;
        double meanU = mean[1] + c.U, meanShare = mean[3] + c.Share;
        first[0] = r * (logA - mean[0]);
        first[1] = c.G * (uEnd - meanU);
        first[2] = 1 + s * (logH - mean[2]);
        first[3] = s * share - (s + 1) * meanShare;
        first[4] = mean[4] + c.Aging + s * aging;
        if (needsHessian)
        {
            Span<double> weight = [-r, -c.G, -s, -(s + 1), 1];
            for (var i = 0; i < Features; i++)
            {
                for (var j = i; j < Features; j++)
                {
                    second[i * Features + j] = weight[i] * weight[j] * (cross[i * Features + j] / total - mean[i] * mean[j]);
                }
            }

            // The derivatives of the integrand's own logarithm.
            second[0] += first[0];
            second[1] += r * (uEnd - meanU);
            second[Features + 1] += c.G * (uEnd * (1 - uEnd) - bend[1]);
            second[2 * Features + 2] += first[2] - 1;
            second[2 * Features + 3] += s * (share - meanShare);
            second[2 * Features + 4] += s * (aging - bend[4]);
            second[3 * Features + 3] += s * share * (1 - share) - (s + 1) * bend[3];
            second[3 * Features + 4] += (s + 1) * bend[0] - s * share * aging;
            second[4 * Features + 4] += bend[2] + s * (end.Second / hEnd - aging * aging);
        }

        return Elementary.Log(s * c.Lift / c.H) + c.G * logA + s * logH + Elementary.Log(total / c.Scale);
    }

    /// <summary>Adds the features of 32 times of leaving; returns their mass.</summary>
    /// <remarks>
    /// Features, each less its value at tₓ: ln((α+y)/(α+tₓ)), α/(α+y), ln(H(y)/H(tₓ)), B/H(y), by − (s+1) e with e = b ∂ln H/∂b.
    /// Bends: (B/H) e, u (1−u), the derivative of the last feature in ln b, (B/H)(1 − B/H), e.
    /// </remarks>
    private double Panel(in Customer c, double from, double to, Span<double> mean, Span<double> cross, Span<double> bend, bool needsHessian)
    {
        var points = memory.Slice(0, Count);
        var weights = memory.Slice(Count, Count);
        var time = memory.Slice(2 * Count, Count);
        var logA = memory.Slice(3 * Count, Count);
        var logH = memory.Slice(4 * Count, Count);
        var density = memory.Slice(5 * Count, Count);
        var h = memory.Slice(6 * Count, Count);
        var aging = memory.Slice(7 * Count, Count);
        var agingBend = memory.Slice(8 * Count, Count);
        Quadrature.Fill(from, to, points, weights);
        Elementary.Exp(points, time);
        for (var i = 0; i < Count; i++)
        {
            time[i] = (time[i] - 1) / c.Scale;
            logA[i] = 1 + time[i] / c.A;
            var grown = new Growth(c.B, c.Tx + time[i]);
            h[i] = c.Start + grown.Value;
            aging[i] = grown.First / h[i];
            agingBend[i] = grown.Second / h[i] - aging[i] * aging[i];
            logH[i] = h[i] / c.H;
        }

        Elementary.Log(logA, logA);
        Elementary.Log(logH, logH);
        for (var i = 0; i < Count; i++)
        {
            density[i] = points[i] - c.G * logA[i] - (c.S + 1) * logH[i] + c.B * time[i];
        }

        Elementary.Exp(density, density);
        Span<double> f = stackalloc double[Features];
        var total = 0.0;
        for (var i = 0; i < Count; i++)
        {
            var mass = weights[i] * density[i];
            total += mass;
            var u = c.Alpha / (c.A + time[i]);
            var share = c.Start / h[i];
            f[0] = logA[i];
            f[1] = u - c.U;
            f[2] = logH[i];
            f[3] = share - c.Share;
            var y = c.B * (c.Tx + time[i]);
            f[4] = y - (c.S + 1) * aging[i] - c.Aging;
            bend[0] += mass * share * aging[i];
            bend[2] += mass * (y - (c.S + 1) * agingBend[i]);
            bend[4] += mass * aging[i];
            bend[1] += mass * u * (1 - u);
            bend[3] += mass * share * (1 - share);
            for (var j = 0; j < Features; j++)
            {
                var part = mass * f[j];
                mean[j] += part;
                for (var k = j; k < Features && needsHessian; k++)
                {
                    cross[j * Features + k] += part * f[k];
                }
            }
        }

        return total;
    }

    /// <summary>What does not change along the integral.</summary>
    private readonly struct Customer
    {
        public readonly double G, Alpha, S, Start, B, Tx, A, H, Lift, Scale, U, Share, Aging;
        public readonly Growth Begin;

        public Customer(double g, double alpha, double s, double start, double b, double tx)
        {
            (G, Alpha, S, Start, B, Tx) = (g, alpha, s, start, b, tx);
            A = alpha + tx;
            Begin = new Growth(b, tx);
            H = start + Begin.Value;
            Lift = b == 0 ? 1 : Elementary.Exp(b * tx);
            Scale = b == 0 ? LeavingIntegral.Scale(g, A, s + 1, H) : Math.Max(g / A + (s + 1) * Lift / H + b * (s + 1), 1 / A);
            U = alpha / A;
            Share = start / H;
            Aging = b * tx - (s + 1) * (Begin.First / H);
        }
    }
}
