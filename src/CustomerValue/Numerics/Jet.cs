namespace CustomerValue.Numerics;

/// <summary>A value with its exact first and second derivatives in up to four parameters: likelihoods are written once, as formulas.</summary>
/// <remarks><c>default</c> is the constant 0.</remarks>
internal readonly struct Jet
{
    public readonly double Value, D0, D1, D2, D3, H00, H01, H02, H03, H11, H12, H13, H22, H23, H33;

    private Jet(double value, double d0, double d1, double d2, double d3, double h00, double h01, double h02, double h03, double h11, double h12, double h13, double h22, double h23, double h33)
    {
        Value = value;
        D0 = d0;
        D1 = d1;
        D2 = d2;
        D3 = d3;
        H00 = h00;
        H01 = h01;
        H02 = h02;
        H03 = h03;
        H11 = h11;
        H12 = h12;
        H13 = h13;
        H22 = h22;
        H23 = h23;
        H33 = h33;
    }

    /// <summary>The parameter with this index, 0 to 3.</summary>
    public static Jet Parameter(double value, int index) =>
        new(value, index == 0 ? 1 : 0, index == 1 ? 1 : 0, index == 2 ? 1 : 0, index == 3 ? 1 : 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);

    /// <summary>f(this), from f's value and two derivatives here.</summary>
    public Jet Lift(double value, double first, double second) => new(
        value,
        first * D0,
        first * D1,
        first * D2,
        first * D3,
        first * H00 + second * D0 * D0,
        first * H01 + second * D0 * D1,
        first * H02 + second * D0 * D2,
        first * H03 + second * D0 * D3,
        first * H11 + second * D1 * D1,
        first * H12 + second * D1 * D2,
        first * H13 + second * D1 * D3,
        first * H22 + second * D2 * D2,
        first * H23 + second * D2 * D3,
        first * H33 + second * D3 * D3);

    public Jet Log()
    {
        var inverse = 1 / Value;
        return Lift(Elementary.Log(Value), inverse, -inverse * inverse);
    }

    public Jet Log1p()
    {
        var inverse = 1 / (1 + Value);
        return Lift(Elementary.Log1p(Value), inverse, -inverse * inverse);
    }

    public Jet Exp()
    {
        var value = Elementary.Exp(Value);
        return Lift(value, value, value);
    }

    /// <summary>ln(1 + eˣ).</summary>
    public Jet Softplus()
    {
        var p = Elementary.Logistic(Value);
        return Lift(Elementary.Softplus(Value), p, p * Elementary.Logistic(-Value));
    }

    /// <summary>ln Γ(x).</summary>
    public Jet LogGamma() => Lift(SpecialFunctions.LogGamma(Value), SpecialFunctions.Digamma(Value), SpecialFunctions.Trigamma(Value));

    public Jet Inverse()
    {
        var inverse = 1 / Value;
        return Lift(inverse, -inverse * inverse, 2 * inverse * inverse * inverse);
    }

    /// <summary>Adds weight times the derivatives to a gradient and a row-major Hessian of so many parameters; the Hessian may be empty.</summary>
    public void AddTo(double weight, int size, Span<double> gradient, Span<double> hessian)
    {
        ReadOnlySpan<double> first = [D0, D1, D2, D3];
        ReadOnlySpan<double> second = [H00, H01, H02, H03, H01, H11, H12, H13, H02, H12, H22, H23, H03, H13, H23, H33];
        for (var i = 0; i < size; i++)
        {
            gradient[i] += weight * first[i];
            for (var j = 0; j < size && hessian.Length != 0; j++)
            {
                hessian[i * size + j] += weight * second[4 * i + j];
            }
        }
    }

    public static Jet operator +(Jet a, Jet b) => new(
        a.Value + b.Value,
        a.D0 + b.D0,
        a.D1 + b.D1,
        a.D2 + b.D2,
        a.D3 + b.D3,
        a.H00 + b.H00,
        a.H01 + b.H01,
        a.H02 + b.H02,
        a.H03 + b.H03,
        a.H11 + b.H11,
        a.H12 + b.H12,
        a.H13 + b.H13,
        a.H22 + b.H22,
        a.H23 + b.H23,
        a.H33 + b.H33);

    public static Jet operator -(Jet a, Jet b) => new(
        a.Value - b.Value,
        a.D0 - b.D0,
        a.D1 - b.D1,
        a.D2 - b.D2,
        a.D3 - b.D3,
        a.H00 - b.H00,
        a.H01 - b.H01,
        a.H02 - b.H02,
        a.H03 - b.H03,
        a.H11 - b.H11,
        a.H12 - b.H12,
        a.H13 - b.H13,
        a.H22 - b.H22,
        a.H23 - b.H23,
        a.H33 - b.H33);

    public static Jet operator *(Jet a, Jet b) => new(
        a.Value * b.Value,
        a.Value * b.D0 + a.D0 * b.Value,
        a.Value * b.D1 + a.D1 * b.Value,
        a.Value * b.D2 + a.D2 * b.Value,
        a.Value * b.D3 + a.D3 * b.Value,
        a.Value * b.H00 + a.D0 * b.D0 + a.D0 * b.D0 + a.H00 * b.Value,
        a.Value * b.H01 + a.D0 * b.D1 + a.D1 * b.D0 + a.H01 * b.Value,
        a.Value * b.H02 + a.D0 * b.D2 + a.D2 * b.D0 + a.H02 * b.Value,
        a.Value * b.H03 + a.D0 * b.D3 + a.D3 * b.D0 + a.H03 * b.Value,
        a.Value * b.H11 + a.D1 * b.D1 + a.D1 * b.D1 + a.H11 * b.Value,
        a.Value * b.H12 + a.D1 * b.D2 + a.D2 * b.D1 + a.H12 * b.Value,
        a.Value * b.H13 + a.D1 * b.D3 + a.D3 * b.D1 + a.H13 * b.Value,
        a.Value * b.H22 + a.D2 * b.D2 + a.D2 * b.D2 + a.H22 * b.Value,
        a.Value * b.H23 + a.D2 * b.D3 + a.D3 * b.D2 + a.H23 * b.Value,
        a.Value * b.H33 + a.D3 * b.D3 + a.D3 * b.D3 + a.H33 * b.Value);

    public static Jet operator *(double a, Jet b) => new(
        a * b.Value,
        a * b.D0,
        a * b.D1,
        a * b.D2,
        a * b.D3,
        a * b.H00,
        a * b.H01,
        a * b.H02,
        a * b.H03,
        a * b.H11,
        a * b.H12,
        a * b.H13,
        a * b.H22,
        a * b.H23,
        a * b.H33);

    public static Jet operator +(Jet a, double b) => a.Lift(a.Value + b, 1, 0);

    public static Jet operator /(Jet a, Jet b) => a * b.Inverse();

    public static Jet operator -(Jet a) => -1 * a;
}
