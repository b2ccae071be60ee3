using CustomerValue.Numerics;
using CustomerValue.Statistics;

namespace CustomerValue.Experiments;

/// <summary>Least squares of two arms from their moments, in an orthonormal basis: one constant an arm, and whitened covariates about the arm's means.</summary>
/// <remarks>
/// Basis order: treatment constant, control constant, slopes (of the treatment arm, then of the control arm, when interacted). Coefficients in the
/// order of the usual regression: intercept, treatment, covariates, products. Each is a row of numbers on the basis.
/// </remarks>
internal sealed class AdjustmentDesign
{
    // A pivot below this share of its diagonal: the covariate is a combination of earlier ones.
    private const double AliasTolerance = 1e-11;

    private readonly int[] kept;
    private readonly Cholesky[] roots;
    private readonly double[][] means, slopes;
    private readonly double[] outcomeMeans, inverseRoots, centered;
    private readonly double outcomeDifference;
    private readonly bool interacted;

    private AdjustmentDesign(MomentMatrix treatment, MomentMatrix control, int[] kept, bool interacted, bool isCentered)
    {
        this.kept = kept;
        this.interacted = interacted;
        var p = kept.Length;
        centered = new double[p];
        Counts = [treatment.Count, control.Count];
        outcomeMeans = [treatment.Means[0], control.Means[0]];
        outcomeDifference = treatment.MeanLess(control, 0);
        inverseRoots = [1 / Math.Sqrt(treatment.Count), 1 / Math.Sqrt(control.Count)];
        means = [Means(treatment, kept), Means(control, kept)];
        double[][] gram = [Products(treatment, kept), Products(control, kept)];
        double[][] cross = [Cross(treatment, kept), Cross(control, kept)];
        if (!interacted)
        {
            gram[0] = gram[1] = Sum(gram[0], gram[1]);
            cross[0] = cross[1] = Sum(cross[0], cross[1]);
        }

        roots = new Cholesky[2];
        slopes = new double[2][];
        for (var arm = 0; arm < 2; arm++)
        {
            roots[arm] = Cholesky.Factor(gram[arm], p, AliasTolerance)!;
            slopes[arm] = (double[])cross[arm].Clone();
            roots[arm].Solve(slopes[arm]);
        }

        var n = treatment.Count + control.Count;
        Center = new double[p];
        for (var j = 0; j < p && isCentered; j++)
        {
            Center[j] = means[0][j] + (means[1][j] - means[0][j]) * (control.Count / n);
        }

        Basis = 2 + (interacted ? 2 : 1) * p;
        Contrasts = new double[Basis * Basis];
        FillContrasts();
    }

    /// <summary>Σ of weights of treatment and control.</summary>
    public double[] Counts { get; }

    /// <summary>Covariates at which the intercept holds.</summary>
    public double[] Center { get; }

    /// <summary>Coefficients, and basis columns.</summary>
    public int Basis { get; }

    /// <summary>Coefficient c is row c times Qᵀy.</summary>
    public double[] Contrasts { get; }

    public ReadOnlySpan<int> Kept => kept;

    /// <summary>Slopes of an arm (0 treatment, 1 control) on the kept covariates.</summary>
    public double[] Slopes(int arm) => slopes[arm];

    /// <summary>Adjusted mean of an arm at the center.</summary>
    public double Mean(int arm)
    {
        var mean = outcomeMeans[arm];
        for (var j = 0; j < kept.Length; j++)
        {
            mean += slopes[arm][j] * (Center[j] - means[arm][j]);
        }

        return mean;
    }

    public double Coefficient(int c)
    {
        var p = kept.Length;
        return c == 0 ? Mean(1)
            : c == 1 ? Effect()
            : c < 2 + p ? slopes[1][c - 2]
            : slopes[0][c - 2 - p] - slopes[1][c - 2 - p];
    }

    public double Effect()
    {
        // Differences of near means before products: exactly the difference of means without covariates.
        var effect = outcomeDifference;
        for (var j = 0; j < kept.Length; j++)
        {
            effect -= interacted
                ? slopes[0][j] * (means[0][j] - Center[j]) - slopes[1][j] * (means[1][j] - Center[j])
                : slopes[0][j] * (means[0][j] - means[1][j]);
        }

        return effect;
    }

    /// <summary>Writes the row's basis values and returns its residual, 0 where only rounding is left.</summary>
    public double Row(bool isTreated, double outcome, ReadOnlySpan<double> covariates, Span<double> q)
    {
        var arm = isTreated ? 0 : 1;
        var p = kept.Length;
        q.Clear();
        q[arm] = inverseRoots[arm];
        var residual = outcome - outcomeMeans[arm];
        if (p == 0)
        {
            return ClusterSums.Residual(outcome, outcomeMeans[arm]);
        }

        var scale = Math.Abs(outcome) + Math.Abs(outcomeMeans[arm]);
        for (var j = 0; j < p; j++)
        {
            var d = covariates[kept[j]] - means[arm][j];
            centered[j] = d;
            var part = slopes[arm][j] * d;
            residual -= part;
            scale += Math.Abs(part) + Math.Abs(slopes[arm][j] * means[arm][j]);
        }

        var start = interacted && arm == 1 ? 2 + p : 2;
        Whiten(roots[arm], centered, q.Slice(start, p));
        return Math.Abs(residual) <= 4e-15 * scale ? 0 : residual;
    }

    /// <summary>The design with every covariate that says something new; the others are named in <paramref name="dropped"/>.</summary>
    public static AdjustmentDesign Of(MomentMatrix treatment, MomentMatrix control, bool interacted, bool isCentered, out List<int> dropped)
    {
        var kept = new List<int>();
        dropped = [];
        for (var j = 0; j < treatment.Size - 1; j++)
        {
            kept.Add(j);
            if (!IsRegular(treatment, control, [.. kept], interacted))
            {
                kept.RemoveAt(kept.Count - 1);
                dropped.Add(j);
            }
        }

        return new AdjustmentDesign(treatment, control, [.. kept], interacted, isCentered || interacted);
    }

    /// <summary>Σ of the cross products of covariates within an arm.</summary>
    public static double[] Products(MomentMatrix moments, int[] columns)
    {
        var p = columns.Length;
        var products = new double[p * p];
        for (var i = 0; i < p && moments.Count > 1; i++)
        {
            for (var j = 0; j < p; j++)
            {
                products[i * p + j] = moments.Covariance(columns[i] + 1, columns[j] + 1).Value * (moments.Count - 1);
            }
        }

        return products;
    }

    /// <summary>Σ of the cross products of the outcome with covariates within an arm.</summary>
    public static double[] Cross(MomentMatrix moments, int[] columns)
    {
        var cross = new double[columns.Length];
        for (var i = 0; i < cross.Length && moments.Count > 1; i++)
        {
            cross[i] = moments.Covariance(0, columns[i] + 1).Value * (moments.Count - 1);
        }

        return cross;
    }

    public static double[] Sum(double[] a, double[] b)
    {
        var sum = new double[a.Length];
        for (var i = 0; i < sum.Length; i++)
        {
            sum[i] = a[i] + b[i];
        }

        return sum;
    }

    public static bool IsRegular(double[] gram, int p) => Cholesky.Factor(gram, p, AliasTolerance) is not null;

    private static bool IsRegular(MomentMatrix treatment, MomentMatrix control, int[] columns, bool interacted)
    {
        double[] a = Products(treatment, columns), b = Products(control, columns);
        return interacted ? IsRegular(a, columns.Length) && IsRegular(b, columns.Length) : IsRegular(Sum(a, b), columns.Length);
    }

    private static double[] Means(MomentMatrix moments, int[] columns)
    {
        var means = new double[columns.Length];
        for (var i = 0; i < means.Length; i++)
        {
            means[i] = moments.Means[columns[i] + 1];
        }

        return means;
    }

    /// <summary>Solves C u = d.</summary>
    private static void Whiten(Cholesky root, ReadOnlySpan<double> d, Span<double> u)
    {
        for (var i = 0; i < u.Length; i++)
        {
            var sum = d[i];
            for (var j = 0; j < i; j++)
            {
                sum -= root[i, j] * u[j];
            }

            u[i] = sum / root[i, i];
        }
    }

    private void FillContrasts()
    {
        var p = kept.Length;
        var d = new double[p];
        var u = new double[p];
        for (var arm = 0; arm < 2; arm++)
        {
            // Row 1 holds the treatment mean minus row 0, the control mean.
            var at = Basis * (1 - arm);
            Contrasts[at + arm] = inverseRoots[arm];
            for (var j = 0; j < p; j++)
            {
                d[j] = Center[j] - means[arm][j];
            }

            Whiten(roots[arm], d, u);
            u.CopyTo(Contrasts, at + Start(arm));
            for (var j = 0; j < p && (arm == 1 || interacted); j++)
            {
                // Slope j of the arm is row j of C⁻ᵀ, column j of C⁻¹.
                Array.Clear(d, 0, p);
                d[j] = 1;
                Whiten(roots[arm], d, u);
                u.CopyTo(Contrasts, Basis * (2 + j + (arm == 0 ? p : 0)) + Start(arm));
            }
        }

        for (var i = 0; i < Basis; i++)
        {
            Contrasts[Basis + i] -= Contrasts[i];
            for (var j = 0; j < p && interacted; j++)
            {
                Contrasts[Basis * (2 + p + j) + i] -= Contrasts[Basis * (2 + j) + i];
            }
        }

        if (!interacted)
        {
            // Both means share the slopes: only the difference of the arms' means is left.
            for (var j = 0; j < p; j++)
            {
                d[j] = means[1][j] - means[0][j];
            }

            Whiten(roots[0], d, u);
            u.CopyTo(Contrasts, Basis + 2);
        }
    }

    private int Start(int arm) => interacted && arm == 1 ? 2 + kept.Length : 2;
}
