namespace CustomerValue.Numerics;

/// <summary>A smooth function of few parameters, to be minimized.</summary>
internal abstract class SmoothObjective
{
    /// <summary>Number of parameters.</summary>
    public abstract int Size { get; }

    /// <summary>True when <see cref="Evaluate"/> fills an exact Hessian.</summary>
    public virtual bool HasHessian => true;

    /// <summary>The value; fills the gradient and, unless the span is empty, the row-major Hessian. Values that are not finite reject the point.</summary>
    public abstract double Evaluate(ReadOnlySpan<double> point, Span<double> gradient, Span<double> hessian);
}
