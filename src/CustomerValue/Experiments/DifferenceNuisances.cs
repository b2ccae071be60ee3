using CustomerValue.Numerics;

namespace CustomerValue.Experiments;

/// <summary>Odds of treatment and expected untreated changes of every row, with what is needed to follow their estimation.</summary>
internal sealed class DifferenceNuisances
{
    /// <summary>Standardized covariates, row-major, of <see cref="Width"/> columns.</summary>
    public double[] Covariates { get; init; } = [];

    public int Width { get; init; }

    /// <summary>Columns of the covariates that are used.</summary>
    public int[] Columns { get; init; } = [];

    /// <summary>Constant and used columns.</summary>
    public int K => Columns.Length + 1;

    /// <summary>p / (1 − p) per row; empty for none. Trimming writes zeros here.</summary>
    public double[] Odds { get; init; } = [];

    /// <summary>p per row; empty where the odds are not followed.</summary>
    public double[] Fitted { get; init; } = [];

    /// <summary>Expected change without treatment; empty for 0.</summary>
    public double[] Expected { get; init; } = [];

    /// <summary>(Σ w p (1 − p) x xᵀ)⁻¹; empty where the odds count as known.</summary>
    public double[] OddsInverse { get; init; } = [];

    /// <summary>(Σ w (1 − D) x xᵀ)⁻¹; empty where the expected changes count as known.</summary>
    public double[] OutcomeInverse { get; init; } = [];

    public FitReport? PropensityReport { get; init; }

    public FitReport? OutcomeReport { get; init; }

    public bool HasOdds => Odds.Length > 0;

    /// <summary>Adds factor × (1, x).</summary>
    public void AddRow(int row, double factor, Span<double> sum)
    {
        sum[0] += factor;
        var x = Covariates.AsSpan(row * Width, Width);
        for (var j = 0; j < Columns.Length; j++)
        {
            sum[j + 1] += factor * x[Columns[j]];
        }
    }

    /// <summary>(1, x)ᵀ v.</summary>
    public double Along(int row, double[] v)
    {
        var sum = v[0];
        var x = Covariates.AsSpan(row * Width, Width);
        for (var j = 0; j < Columns.Length; j++)
        {
            sum += x[Columns[j]] * v[j + 1];
        }

        return sum;
    }
}
