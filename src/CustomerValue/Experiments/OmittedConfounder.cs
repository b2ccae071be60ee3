using CustomerValue.Numerics;
using CustomerValue.Statistics;

namespace CustomerValue.Experiments;

/// <summary>The sensitivity of a regression of the outcome on treatment and covariates to something left out, with covariates as yardsticks.</summary>
/// <remarks>Least squares with slopes shared by the groups and classical errors, from one matrix of moments. Covariates that say nothing new are left out. Source: Cinelli and Hazlett (2020), J. Royal Statistical Society B 82. Immutable and thread-safe.</remarks>
public sealed class OmittedConfounder
{
    private readonly string[] names;
    private readonly double[] ofTreatment, ofOutcome;

    private OmittedConfounder(double estimate, double error, RobustnessValue value, string[] names, double[] ofTreatment, double[] ofOutcome)
    {
        Estimate = estimate;
        StandardError = error;
        Robustness = value;
        this.names = names;
        this.ofTreatment = ofTreatment;
        this.ofOutcome = ofOutcome;
    }

    /// <summary>The coefficient of treatment.</summary>
    public double Estimate { get; }

    /// <summary>Its classical error.</summary>
    public double StandardError { get; }

    /// <summary>Its robustness value.</summary>
    public RobustnessValue Robustness { get; }

    /// <summary>Covariates that may serve as yardsticks.</summary>
    public IReadOnlyList<string> Covariates => names;

    /// <summary>Fits the regression.</summary>
    /// <param name="columns">One row a customer; clusters are not read.</param>
    /// <param name="share">q of the robustness value, &gt; 0.</param>
    /// <param name="level">α of the robustness value, between 0 and 1.</param>
    /// <exception cref="ArgumentException">Columns differ in length, a value is out of its range, there are too few customers, or treatment or outcome is explained wholly.</exception>
    public static OmittedConfounder Fit(TrialColumns columns, double share = 1, double level = 0.05)
    {
        columns.Check();
        var (n, p) = (columns.Outcomes.Length, columns.CovariateCount);
        var rows = new double[n * (p + 2)];
        for (var row = 0; row < n; row++)
        {
            var to = rows.AsSpan(row * (p + 2), p + 2);
            columns.Covariates.Slice(row * p, p).CopyTo(to);
            to[p] = columns.IsTreated[row] ? 1 : 0;
            to[p + 1] = columns.Outcomes[row];
        }

        var moments = MomentMatrix.FromRows(rows, p + 2, columns.Weights);
        var kept = CovariateFrame.Independent(moments, p + 2);
        var degrees = moments.Count - kept.Length;
        if (kept.Length < 2 || kept[kept.Length - 2] != p || kept[kept.Length - 1] != p + 1 || !(degrees > 1))
        {
            throw new ArgumentException("Treatment or outcome do not vary, are explained wholly by the covariates, or there are too few customers.", nameof(columns));
        }

        var k = kept.Length;
        var scales = Array.ConvertAll(kept, j => Math.Sqrt(moments.Covariance(j, j).Value));
        var full = Precision(moments, kept, scales, k);
        var design = Precision(moments, kept, scales, k - 1);

        // Of an inverse correlation matrix P, the partial correlation of i and j given the rest is −Pᵢⱼ / √(Pᵢᵢ Pⱼⱼ).
        var estimate = -full[(k - 1) * k + k - 2] / full[(k - 1) * k + k - 1] * scales[k - 1] / scales[k - 2];

        // σ² = s²_y (n − 1) / (P_yy df), and treatment's own spread given the covariates is s²_t / P_tt without the outcome.
        var error = scales[k - 1] / scales[k - 2] * Math.Sqrt(design[(k - 2) * (k - 1) + k - 2] / (degrees * full[(k - 1) * k + k - 1]));
        var (ofTreatment, ofOutcome, names) = (new double[k - 2], new double[k - 2], new string[k - 2]);
        for (var j = 0; j < names.Length; j++)
        {
            names[j] = columns.NameOf(kept[j]);
            ofTreatment[j] = Partial(design, k - 1, k - 2, j);
            ofOutcome[j] = Partial(full, k, k - 1, j);
        }

        return new OmittedConfounder(estimate, error, RobustnessValue.Of(estimate / error, degrees, share, level), names, ofTreatment, ofOutcome);
    }

    /// <summary>A covariate's partial R² with treatment, given the other covariates.</summary>
    /// <param name="covariate">Its name.</param>
    /// <exception cref="ArgumentException">There is no such covariate.</exception>
    public double PartialR2OfTreatment(string covariate) => ofTreatment[Place(covariate)];

    /// <summary>A covariate's partial R² with the outcome, given treatment and the other covariates.</summary>
    /// <param name="covariate">Its name.</param>
    /// <exception cref="ArgumentException">There is no such covariate.</exception>
    public double PartialR2OfOutcome(string covariate) => ofOutcome[Place(covariate)];

    /// <summary>What would be left of the effect under a confounder so many times as strong as a covariate.</summary>
    /// <param name="covariate">Its name.</param>
    /// <param name="times">How many times as strong; &gt; 0.</param>
    /// <exception cref="ArgumentException">There is no such covariate, or so many times it would explain treatment wholly.</exception>
    public ConfoundedEffect Benchmark(string covariate, double times = 1) =>
        Robustness.Benchmark(ofTreatment[Place(covariate)], ofOutcome[Place(covariate)], Estimate, StandardError, times);

    /// <summary>Effect and robustness value, in invariant text.</summary>
    public override string ToString() => $"{Guard.Text(Estimate)}, se {Guard.Text(StandardError)}; {Robustness}";

    private static double[] Precision(MomentMatrix moments, int[] kept, double[] scales, int size)
    {
        var correlations = new double[size * size];
        for (var i = 0; i < size; i++)
        {
            for (var j = 0; j < size; j++)
            {
                correlations[i * size + j] = moments.Covariance(kept[i], kept[j]).Value / (scales[i] * scales[j]);
            }
        }

        return Cholesky.Factor(correlations, size)!.Inverse();
    }

    private static double Partial(double[] precision, int size, int i, int j)
    {
        var cross = precision[i * size + j];
        return Math.Min(1, cross * cross / (precision[i * size + i] * precision[j * size + j]));
    }

    private int Place(string covariate)
    {
        var place = Array.IndexOf(names, Guard.NotNull(covariate));
        return place >= 0 ? place : throw new ArgumentException($"There is no covariate '{covariate}' in the regression.", nameof(covariate));
    }
}
