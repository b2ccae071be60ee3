using CustomerValue.Numerics;

namespace CustomerValue.Experiments;

/// <summary>The second pass of a regression of two arms: residuals, and the covariance and degrees of freedom of every coefficient.</summary>
internal sealed class AdjustmentErrors
{
    private readonly AdjustmentDesign design;
    private readonly int k;
    private readonly RobustError error;

    private AdjustmentErrors(AdjustmentDesign design, RobustError error)
    {
        this.design = design;
        this.error = error;
        k = design.Basis;
        DegreesOfFreedom = new double[k];
    }

    /// <summary>Covariance of the coefficients, row-major.</summary>
    public double[] Covariance { get; private set; } = [];

    public double[] DegreesOfFreedom { get; }

    public double ResidualSquares { get; private set; }

    public int Clusters { get; private set; }

    public int TreatmentClusters { get; private set; }

    public int ControlClusters { get; private set; }

    public int SecondClusters { get; private set; }

    public int AloneCount { get; private set; }

    public bool WasRaised { get; private set; }

    public static AdjustmentErrors Of(in TrialColumns columns, AdjustmentDesign design, RobustError error, DegreesOfFreedomRule rule)
    {
        var errors = new AdjustmentErrors(design, error);
        var n = design.Counts[0] + design.Counts[1];
        var isSatterthwaite = rule == DegreesOfFreedomRule.Satterthwaite || (rule == DegreesOfFreedomRule.Automatic && error is RobustError.CR2 or RobustError.CR3 && columns.SecondClusters.Length == 0);
        var meat = error >= RobustError.CR0 ? errors.Clustered(columns, n, isSatterthwaite) : errors.Single(columns, n, isSatterthwaite);
        errors.Covariance = errors.OnCoefficients(meat);
        for (var c = 0; c < errors.k && !isSatterthwaite; c++)
        {
            errors.DegreesOfFreedom[c] = rule switch
            {
                DegreesOfFreedomRule.Normal => double.PositiveInfinity,
                DegreesOfFreedomRule.Residual => n - errors.k,
                _ when error < RobustError.CR0 => n - errors.k,
                _ => (errors.SecondClusters > 0 ? Math.Min(errors.Clusters, errors.SecondClusters) : errors.Clusters) - 1,
            };
        }

        return errors;
    }

    private double[] Single(in TrialColumns columns, double n, bool isSatterthwaite)
    {
        var sums = new SandwichSums(k, error == RobustError.HC2 ? 0.5 : error == RobustError.HC3 ? 1 : 0, isSatterthwaite ? design.Contrasts : []);
        var q = new double[k];
        var p = columns.CovariateCount;
        for (var row = 0; row < columns.Outcomes.Length; row++)
        {
            var w = columns.Weights.Length > 0 ? columns.Weights[row] : 1;
            var e = design.Row(columns.IsTreated[row], columns.Outcomes[row], columns.Covariates.Slice(row * p, p), q);
            ResidualSquares += w * e * e;
            sums.AddSingle(q, e, w);
        }

        AloneCount = sums.AloneCount;
        Take(sums, isSatterthwaite);
        var meat = sums.Meat();
        if (error == RobustError.Classical)
        {
            Array.Clear(meat, 0, meat.Length);
            for (var i = 0; i < k; i++)
            {
                meat[i * k + i] = n > k ? ResidualSquares / (n - k) : 0;
            }
        }

        return Times(meat, error == RobustError.HC1 ? n / (n - k) : 1);
    }

    private double[] Clustered(in TrialColumns columns, double n, bool isSatterthwaite)
    {
        var codes = KeyNumbers.Number(columns.Clusters, out var count);
        var meat = Sweep(columns, codes, count, n, isSatterthwaite, out var used);
        Clusters = used;
        CountArms(columns, codes, count);
        if (columns.SecondClusters.Length == 0)
        {
            return meat;
        }

        var squares = ResidualSquares;
        var seconds = KeyNumbers.Number(columns.SecondClusters, out var secondCount);
        var other = Sweep(columns, seconds, secondCount, n, false, out used);
        SecondClusters = used;
        var pairs = new long[codes.Length];
        for (var row = 0; row < pairs.Length; row++)
        {
            pairs[row] = (long)codes[row] * secondCount + seconds[row];
        }

        var both = KeyNumbers.Number(pairs, out var pairCount);
        var shared = Sweep(columns, both, pairCount, n, false, out _);
        ResidualSquares = squares;
        for (var i = 0; i < meat.Length; i++)
        {
            // Cameron, Gelbach and Miller (2011): either kind shared, less both.
            meat[i] += other[i] - shared[i];
        }

        // Raised only where a variance would be negative: elsewhere the figures are those of sandwich and statsmodels.
        var covariance = OnCoefficients(meat);
        for (var c = 0; c < k; c++)
        {
            WasRaised |= covariance[c * k + c] < 0;
        }

        if (WasRaised)
        {
            SandwichSums.RaiseNegative(meat, k);
        }

        return meat;
    }

    private double[] Sweep(in TrialColumns columns, int[] codes, int count, double n, bool isSatterthwaite, out int used)
    {
        var sums = new SandwichSums(k, error == RobustError.CR2 ? 0.5 : error == RobustError.CR3 ? 1 : 0, isSatterthwaite ? design.Contrasts : []);
        var order = KeyNumbers.Order(codes, count, out var starts);
        var q = new double[k];
        var p = columns.CovariateCount;
        double squares = 0;
        used = 0;
        for (var cluster = 0; cluster < count; cluster++)
        {
            var weight = 0.0;
            for (var at = starts[cluster]; at < starts[cluster + 1]; at++)
            {
                var row = order[at];
                var w = columns.Weights.Length > 0 ? columns.Weights[row] : 1;
                var e = design.Row(columns.IsTreated[row], columns.Outcomes[row], columns.Covariates.Slice(row * p, p), q);
                squares += w * e * e;
                weight += w;
                sums.AddRow(q, e, w);
            }

            used += weight > 0 ? 1 : 0;
            sums.EndCluster();
        }

        ResidualSquares = squares;
        AloneCount = sums.AloneCount;
        Take(sums, isSatterthwaite);
        var factor = used < 2 || error is not (RobustError.CR1 or RobustError.CR1S) ? 1
            : (double)used / (used - 1) * (error == RobustError.CR1S ? (n - 1) / (n - k) : 1);
        return Times(sums.Meat(), factor);
    }

    private void CountArms(in TrialColumns columns, int[] codes, int count)
    {
        var seen = new byte[count];
        for (var row = 0; row < codes.Length; row++)
        {
            if (columns.Weights.Length == 0 || columns.Weights[row] > 0)
            {
                seen[codes[row]] |= columns.IsTreated[row] ? (byte)1 : (byte)2;
            }
        }

        foreach (var arms in seen)
        {
            TreatmentClusters += arms & 1;
            ControlClusters += arms >> 1;
        }
    }

    private void Take(SandwichSums sums, bool isSatterthwaite)
    {
        for (var c = 0; c < k && isSatterthwaite; c++)
        {
            DegreesOfFreedom[c] = sums.DegreesOfFreedom(c);
        }
    }

    private double[] OnCoefficients(double[] meat)
    {
        var half = LinearMatrices.Multiply(design.Contrasts, meat, k);
        var covariance = new double[k * k];
        for (var i = 0; i < k; i++)
        {
            for (var j = 0; j < k; j++)
            {
                for (var l = 0; l < k; l++)
                {
                    covariance[i * k + j] += half[i * k + l] * design.Contrasts[j * k + l];
                }
            }
        }

        return covariance;
    }

    private static double[] Times(double[] matrix, double factor)
    {
        for (var i = 0; i < matrix.Length; i++)
        {
            matrix[i] *= factor;
        }

        return matrix;
    }
}
