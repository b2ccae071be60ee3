namespace CustomerValue.Numerics;

/// <summary>Where a minimization ended and what was proven about that place.</summary>
internal sealed class Optimum(double[] point, double value, double gradientNorm, double[] hessian, int iterations, StopReason stop)
{
    public double[] Point => point;

    public double Value => value;

    /// <summary>Largest absolute component of the gradient.</summary>
    public double GradientNorm => gradientNorm;

    /// <summary>Row-major Hessian at the point.</summary>
    public double[] Hessian => hessian;

    public int Iterations => iterations;

    public StopReason Stop => stop;
}
