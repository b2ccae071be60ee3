namespace CustomerValue.Numerics;

/// <summary>Minimizes ½ dᵀH d − gᵀd + Σ (½ l₂ⱼ bⱼ² + l₁ⱼ |bⱼ|) with b = b₀ + d inside limits, one coordinate at a time.</summary>
/// <remarks>
/// Friedman, Hastie and Tibshirani (2010), Regularization paths for generalized linear models via coordinate descent, Journal of
/// Statistical Software 33(1), with covariance updates. Where sweeps are slow the active coordinates are solved for at once, so
/// that nearly collinear columns still reach the optimum.
/// </remarks>
internal sealed class CoordinateDescent
{
    private const int SweepsBeforeSolving = 12;
    private const int LargestSolve = 400;

    private readonly int n;
    private readonly double[] h;
    private readonly double[] l1;
    private readonly double[] l2;
    private readonly double[] lower;
    private readonly double[] upper;
    private readonly double[] residual;

    /// <param name="h">H, symmetric, row-major.</param>
    /// <param name="l1">Absolute penalties.</param>
    /// <param name="l2">Squared penalties.</param>
    /// <param name="lower">Lower limits of b.</param>
    /// <param name="upper">Upper limits of b.</param>
    public CoordinateDescent(double[] h, double[] l1, double[] l2, double[] lower, double[] upper)
    {
        n = l1.Length;
        this.h = h;
        this.l1 = l1;
        this.l2 = l2;
        this.lower = lower;
        this.upper = upper;
        residual = new double[n];
    }

    /// <summary>Moves b to the minimum.</summary>
    /// <param name="gradient">g, at b₀.</param>
    /// <param name="b">b₀, then the solution.</param>
    /// <param name="tolerance">Largest violation of the optimality conditions to leave.</param>
    public void Solve(double[] gradient, double[] b, double tolerance)
    {
        var start = (double[])b.Clone();
        Array.Copy(gradient, residual, n);
        for (var round = 0; round < 500; round++)
        {
            if (Sweep(b, activeOnly: false) <= tolerance)
            {
                return;
            }

            var moved = double.PositiveInfinity;
            for (var sweep = 0; sweep < SweepsBeforeSolving && moved > tolerance; sweep++)
            {
                moved = Sweep(b, activeOnly: true);
            }

            if (moved > tolerance && SolveActive(b))
            {
                Refresh(gradient, start, b);
            }
        }
    }

    private double Sweep(double[] b, bool activeOnly)
    {
        var largest = 0.0;
        for (var j = 0; j < n; j++)
        {
            var diagonal = h[j * n + j];
            if ((activeOnly && b[j] == 0) || !(diagonal + l2[j] > 0))
            {
                continue;
            }

            var z = residual[j] + diagonal * b[j];
            var shrunk = z > l1[j] ? z - l1[j] : z < -l1[j] ? z + l1[j] : 0;
            var next = Math.Min(upper[j], Math.Max(lower[j], shrunk / (diagonal + l2[j])));
            var step = next - b[j];
            if (step != 0)
            {
                b[j] = next;
                CrossProductKernel.AddScaled(-step, h.AsSpan(j * n, n), residual);
                largest = Math.Max(largest, Math.Abs(step) * (diagonal + l2[j]));
            }
        }

        return largest;
    }

    /// <summary>Solves for the coordinates that are not 0 and not at a limit; false when one of them would change its sign or leave its limits.</summary>
    private bool SolveActive(double[] b)
    {
        var active = Enumerable.Range(0, n).Where(j => b[j] != 0 && b[j] > lower[j] && b[j] < upper[j]).ToArray();
        if (active.Length is 0 or > LargestSolve)
        {
            return false;
        }

        var size = active.Length;
        var matrix = new double[size * size];
        var right = new double[size];
        for (var r = 0; r < size; r++)
        {
            var j = active[r];
            for (var c = 0; c < size; c++)
            {
                matrix[r * size + c] = h[j * n + active[c]];
            }

            matrix[r * size + r] += l2[j];
            right[r] = residual[j] - l2[j] * b[j] - (b[j] > 0 ? l1[j] : -l1[j]);
        }

        if (Cholesky.Factor(matrix, size, 1e-13) is not { } factor)
        {
            return false;
        }

        factor.Solve(right);
        for (var r = 0; r < size; r++)
        {
            var (j, next) = (active[r], b[active[r]] + right[r]);
            if ((l1[j] > 0 && next * b[j] <= 0) || next < lower[j] || next > upper[j])
            {
                return false;
            }
        }

        for (var r = 0; r < size; r++)
        {
            b[active[r]] += right[r];
        }

        return true;
    }

    private void Refresh(double[] gradient, double[] start, double[] b)
    {
        Array.Copy(gradient, residual, n);
        for (var j = 0; j < n; j++)
        {
            var moved = b[j] - start[j];
            if (moved != 0)
            {
                CrossProductKernel.AddScaled(-moved, h.AsSpan(j * n, n), residual);
            }
        }
    }
}
