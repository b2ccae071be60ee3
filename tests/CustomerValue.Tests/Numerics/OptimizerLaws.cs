using CustomerValue.Numerics;

namespace CustomerValue.Tests.Numerics;

public sealed class OptimizerLaws
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void The_banana_valley_is_followed_to_its_end(bool exact)
    {
        var found = Optimizer.Minimize(new Rosenbrock(exact), [-1.2, 1]);
        found.Stop.Should().Be(StopReason.Converged);
        found.Point[0].Should().BeApproximately(1, 1e-9);
        found.Point[1].Should().BeApproximately(1, 1e-9);
        found.GradientNorm.Should().BeLessThan(1e-8);
    }

    [Fact]
    public void A_saddle_is_left_even_from_its_very_top()
    {
        var found = Optimizer.Minimize(new Curve(2, (p, g, h) =>
        {
            // (x² − 1)² + y²: a saddle at 0, minima at x = ±1.
            g[0] = 4 * p[0] * (p[0] * p[0] - 1);
            g[1] = 2 * p[1];
            if (h.Length > 0)
            {
                (h[0], h[1], h[2], h[3]) = (12 * p[0] * p[0] - 4, 0, 0, 2);
            }

            return Math.Pow(p[0] * p[0] - 1, 2) + p[1] * p[1];
        }), [0, 0]);
        found.Stop.Should().Be(StopReason.Converged);
        Math.Abs(found.Point[0]).Should().BeApproximately(1, 1e-9);
    }

    [Fact]
    public void A_direction_without_end_is_a_boundary()
    {
        // e^−x falls for ever.
        var found = Optimizer.Minimize(new Curve(1, (p, g, h) =>
        {
            g[0] = -Math.Exp(-p[0]);
            if (h.Length > 0)
            {
                h[0] = Math.Exp(-p[0]);
            }

            return Math.Exp(-p[0]);
        }), [0]);
        found.Stop.Should().Be(StopReason.Boundary);
    }

    [Fact]
    public void Points_without_a_value_are_stepped_around()
    {
        // x − ln x, undefined for x ≤ 0; Newton's first step from 3 lands at −3.
        var found = Optimizer.Minimize(new Curve(1, (p, g, h) =>
        {
            g[0] = 1 - 1 / p[0];
            if (h.Length > 0)
            {
                h[0] = 1 / (p[0] * p[0]);
            }

            return p[0] > 0 ? p[0] - Math.Log(p[0]) : double.NaN;
        }), [3]);
        found.Stop.Should().Be(StopReason.Converged);
        found.Point[0].Should().BeApproximately(1, 1e-12);
    }

    [Fact]
    public void A_kink_is_not_called_converged()
    {
        var found = Optimizer.Minimize(new Curve(1, (p, g, h) =>
        {
            g[0] = Math.Sign(p[0]) + 0.1;
            if (h.Length > 0)
            {
                h[0] = 1;
            }

            return Math.Abs(p[0]) + 0.1 * p[0];
        }), [0.7]);
        found.Stop.Should().NotBe(StopReason.Converged);
    }

    [Fact]
    public void A_start_without_a_value_is_not_called_converged() =>
        Optimizer.Minimize(new Curve(1, (_, g, _) => g[0] = double.NaN), [1]).Stop.Should().Be(StopReason.NotStationary);

    [Fact]
    public void Too_few_iterations_are_said() =>
        Optimizer.Minimize(new Rosenbrock(true), [-1.2, 1], maxIterations: 3).Stop.Should().Be(StopReason.IterationLimit);

    [Fact]
    public void Eigenvectors_rebuild_the_matrix()
    {
        double[] matrix = [4, 1, -2, 1, 3, 0.5, -2, 0.5, -1];
        var eigen = new SymmetricEigen(3);
        eigen.Decompose(matrix);
        eigen.Least.Should().BeLessThan(eigen.Value(1));
        eigen.Value(1).Should().BeLessThan(eigen.Greatest);
        for (var i = 0; i < 3; i++)
        {
            for (var j = 0; j < 3; j++)
            {
                Enumerable.Range(0, 3).Sum(k => eigen.Value(k) * eigen.Vector(k, i) * eigen.Vector(k, j)).Should().BeApproximately(matrix[3 * i + j], 1e-14);
            }
        }
    }

    private delegate double Formula(ReadOnlySpan<double> point, Span<double> gradient, Span<double> hessian);

    private sealed class Curve(int size, Formula formula) : SmoothObjective
    {
        public override int Size => size;

        public override double Evaluate(ReadOnlySpan<double> point, Span<double> gradient, Span<double> hessian) => formula(point, gradient, hessian);
    }

    private sealed class Rosenbrock(bool exact) : SmoothObjective
    {
        public override int Size => 2;

        public override bool HasHessian => exact;

        public override double Evaluate(ReadOnlySpan<double> point, Span<double> gradient, Span<double> hessian)
        {
            var (x, y) = (point[0], point[1]);
            gradient[0] = -400 * x * (y - x * x) - 2 * (1 - x);
            gradient[1] = 200 * (y - x * x);
            if (hessian.Length > 0)
            {
                (hessian[0], hessian[1], hessian[2], hessian[3]) = (1200 * x * x - 400 * y + 2, -400 * x, -400 * x, 200);
            }

            return 100 * Math.Pow(y - x * x, 2) + Math.Pow(1 - x, 2);
        }
    }
}
