namespace CustomerValue.Numerics;

internal sealed partial class ConstrainedFit
{
    /// <summary>Solves the median bias-reduced score equations; the fit must have been made with Firth's penalty.</summary>
    /// <param name="start">Where to begin, on the scale of the columns.</param>
    public ConstrainedPoint MedianUnbiased(double[] start)
    {
        var free = Enumerable.Range(0, layout.ParameterCount).ToArray();
        var current = MedianState(scaling.Scale(start));
        for (var iteration = 1; ; iteration++)
        {
            cancellation.ThrowIfCancellationRequested();
            var norm = Norm(current, free);
            if (norm <= 1e-3 * tolerance || iteration >= limit)
            {
                return Result(current, free, norm <= tolerance ? StopReason.Converged : StopReason.IterationLimit, iteration, -1);
            }

            // There is no objective: a step is halved until the score shrinks, which near the solution the first does.
            var step = Step(current, free);
            State? next = null;
            for (var scale = 1.0; scale > 1e-8 && next is null; scale /= 2)
            {
                var trial = MedianState(current.Padded.Select((b, i) => b + (scale * step[i])).ToArray());
                next = Norm(trial, free) < norm ? trial : null;
            }

            if (next is null)
            {
                return Result(current, free, norm <= tolerance ? StopReason.Converged : StopReason.NotStationary, iteration, -1);
            }

            current = next;
        }
    }

    /// <summary>Firth's score plus the information times what takes each estimate from no mean bias to no median bias.</summary>
    /// <remarks>
    /// Kenne Pagui, Salvan and Sartori (2017), equation (10) for the logit: bⱼ = −Σ w v (x·eⱼ)³ (1 − 2p) / (3 vⱼⱼ), with eⱼ the row of the
    /// inverse information and vⱼⱼ its diagonal, for the parameters as the columns have them.
    /// </remarks>
    private State MedianState(double[] padded)
    {
        var n = layout.ParameterCount;
        var state = Evaluate(padded);
        if (Cholesky.Factor(state.Information, n, 1e-16) is not { } factor)
        {
            state.Gradient[0] = double.PositiveInfinity;
            return state;
        }

        var inverse = factor.Inverse();
        var (rows, variances) = Influences(inverse);
        var shifts = new double[n];
        ForEach(padded, inverse, (x, _, mean, weight) =>
        {
            var skew = weight * mean * (1 - mean) * ((2 * mean) - 1) / 3;
            for (var j = 0; j < n; j++)
            {
                var influence = DotKernel.Dot(rows.AsSpan(j * n, n), x);
                shifts[j] += skew * influence * influence * influence / variances[j];
            }
        });
        var scaled = scaling.Scale(shifts);
        for (var p = 0; p < n; p++)
        {
            for (var q = 0; q < n; q++)
            {
                state.Gradient[p] += state.Information[(p * n) + q] * scaled[layout.Padded(q)];
            }
        }

        return state;
    }

    /// <summary>For every parameter on the scale of the columns, the inverse information (of scaled columns) times its derivatives by the scaled ones, and its variance.</summary>
    private (double[] Rows, double[] Variances) Influences(double[] inverse)
    {
        var n = layout.ParameterCount;
        var derivatives = new double[n * n];
        for (var p = 0; p < n; p++)
        {
            var unit = new double[layout.PaddedCount];
            unit[layout.Padded(p)] = 1;
            var column = scaling.Unscale(unit);
            for (var j = 0; j < n; j++)
            {
                derivatives[(j * n) + p] = column[j];
            }
        }

        var (rows, variances) = (new double[n * n], new double[n]);
        for (var j = 0; j < n; j++)
        {
            for (var p = 0; p < n; p++)
            {
                rows[(j * n) + p] = DotKernel.Dot(inverse.AsSpan(p * n, n), derivatives.AsSpan(j * n, n));
            }

            variances[j] = DotKernel.Dot(rows.AsSpan(j * n, n), derivatives.AsSpan(j * n, n));
        }

        return (rows, variances);
    }
}
