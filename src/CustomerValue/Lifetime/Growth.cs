using CustomerValue.Numerics;

namespace CustomerValue.Lifetime;

/// <summary>E = (e^(by) − 1)/b with b ∂E/∂b and b ∂/∂b (b ∂E/∂b); at b = 0 it is y and never changes.</summary>
internal readonly struct Growth
{
    public Growth(double b, double y)
    {
        var z = b * y;
        if (z == 0)
        {
            Value = y;
            return;
        }

        if (z < 0.02)
        {
            // E = y Σ zᵏ/(k+1)!; each derivative multiplies term k by k.
            double term = y, sum = y, first = 0, second = 0;
            for (var k = 1; k < 30 && term > 1e-18 * first; k++)
            {
                term *= z / (k + 1);
                sum += term;
                first += k * term;
                second += k * k * term;
            }

            (Value, First, Second) = (sum, first, second);
            return;
        }

        var grown = Elementary.Expm1(z);
        var power = 1 + grown;
        Value = grown / b;
        First = y * power - Value;
        Second = y * z * power - First;
    }

    public double Value { get; }

    public double First { get; }

    public double Second { get; }
}
