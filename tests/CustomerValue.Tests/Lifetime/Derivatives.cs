using CustomerValue.Numerics;

namespace CustomerValue.Tests.Lifetime;

/// <summary>An objective's gradient and Hessian against central differences.</summary>
internal static class Derivatives
{
    public static void Check(SmoothObjective objective, double[] point)
    {
        var n = objective.Size;
        var gradient = new double[n];
        var hessian = new double[n * n];
        objective.Evaluate(point, gradient, hessian);
        var up = new double[n];
        var down = new double[n];
        const double Width = 1e-5;
        for (var j = 0; j < n; j++)
        {
            var moved = (double[])point.Clone();
            moved[j] += Width;
            var above = objective.Evaluate(moved, up, default);
            moved[j] -= 2 * Width;
            var below = objective.Evaluate(moved, down, default);
            gradient[j].Should().BeApproximately((above - below) / (2 * Width), 1e-8 * (1 + Math.Abs(gradient[j])), "parameter {0}", j);
            for (var i = 0; i < n; i++)
            {
                hessian[n * i + j].Should().BeApproximately((up[i] - down[i]) / (2 * Width), 1e-8 * (1 + Math.Abs(hessian[n * i + j])), "row {0}, column {1}", i, j);
            }
        }
    }
}
