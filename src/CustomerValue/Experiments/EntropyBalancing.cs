using CustomerValue.Numerics;

namespace CustomerValue.Experiments;

/// <summary>Weights as near to equal as can be that make the groups' covariates exactly alike: balance by construction instead of by a right model.</summary>
/// <remarks>
/// Newton steps on the convex dual; the gaps that remain are checked and reported. Where no weights can reach the target (it lies outside what a group has) the fit is refused and names
/// the covariates. Errors are those of M-estimation: targets, multipliers and means are stacked. The estimate is doubly robust: right when the
/// logit of treatment or the outcome is linear in the balanced moments. Memory: 16 bytes a moment and 60 bytes a customer. Sources: Hainmueller (2012), Political
/// Analysis 20; Zhao and Percival (2017), J. Causal Inference 5.
/// </remarks>
public static class EntropyBalancing
{
    /// <summary>Balances and compares.</summary>
    /// <param name="columns">One row a customer, at least one covariate.</param>
    /// <param name="options">Estimand, moments, level; null for the defaults.</param>
    /// <param name="cancellation">Stops between iterations.</param>
    /// <exception cref="ArgumentException">Columns differ in length or a value is out of its range.</exception>
    /// <exception cref="ConvergenceException">No weights balance the groups; the message names the covariates.</exception>
    /// <exception cref="OperationCanceledException">The caller canceled.</exception>
    public static WeightedComparison Fit(TrialColumns columns, EntropyBalancingOptions? options = null, CancellationToken cancellation = default)
    {
        options ??= EntropyBalancingOptions.Default;
        ConfoundedSample.Check(columns);
        Guard.AtLeast(columns.Outcomes.Length == 0 ? 1 : columns.CovariateCount, 1, "columns.CovariateCount");
        var method = $"entropy balancing of {Guard.Text(options.Moments)} moment{(options.Moments > 1 ? "s" : string.Empty)}, {ConfoundedSample.NameOf(options.Estimand)}";
        var weighting = new WeightingOptions { Estimand = options.Estimand, Reference = options.Reference, Level = options.Level };
        var (treated, controls) = ConfoundedSample.ArmCounts(columns);
        if (treated == 0 || controls == 0)
        {
            return WeightedComparison.OfEmptyArm(columns, method, weighting);
        }

        var frame = Moments(columns, options.Moments, out var dropped);
        if (dropped.Length > 0 && options.Collinear == CollinearRule.Refuse)
        {
            throw new ArgumentException($"Covariates {string.Join(", ", dropped)} are constant or combinations of earlier ones.", nameof(columns));
        }

        var n = columns.Outcomes.Length;
        var target = Target(columns, frame, options.Estimand, treated, controls);
        var (weights, influence, plain) = (new double[n], new double[n], new double[n]);
        var (means, gap, iterations) = (new double[2], 0.0, 0);
        for (var arm = 0; arm < 2; arm++)
        {
            var frequencies = DoublyRobust.ArmWeights(columns, arm == 1);
            var isTarget = options.Estimand != Estimand.All && (options.Estimand == Estimand.Treated) == (arm == 1);
            var dual = isTarget ? null : EntropyDual.Solve(frame, frequencies, target, options.Tolerance, arm == 1 ? "treated" : "controls", cancellation);
            (gap, iterations) = (Math.Max(gap, dual?.Gap ?? 0), Math.Max(iterations, dual?.Iterations ?? 0));
            var own = dual?.Weights;
            for (var row = 0; row < n; row++)
            {
                weights[row] += frequencies[row] > 0 ? own?[row] ?? 1 : 0;
            }

            means[arm] = AddArm(columns, frame, frequencies, own, dual, target, options.Estimand, arm == 1 ? 1 : -1, influence, plain);
        }

        var warnings = new List<ComparisonWarning>();
        if (dropped.Length > 0)
        {
            warnings.Add(ComparisonWarning.CovariatesDropped);
        }

        return WeightedComparison.Of(columns, WeightedContrast.Of(means[1], means[0], influence, plain), weights, warnings, method, weighting, new WeightedComparison.Origin
        {
            Estimand = options.Estimand,
            Assumption = $"{ConfoundedSample.Unconfounded}; the outcome or the log-odds of treatment are linear in the balanced moments",
            HorvitzThompson = Figure.Undefined(UndefinedReason.NotUnique),
            BalanceGap = gap,
            Report = new FitReport("entropy balancing", StopReason.Converged, iterations, 0, gap, treated + controls),
        });
    }

    /// <summary>x, x² and x³ of standardized columns, each made standard again; powers that say nothing new (of yes-or-no covariates) are left out without a word.</summary>
    private static CovariateFrame Moments(in TrialColumns columns, int moments, out string[] dropped)
    {
        var names = new string[columns.CovariateCount];
        for (var j = 0; j < names.Length; j++)
        {
            names[j] = columns.NameOf(j);
        }

        var plain = CovariateFrame.Of(columns.Covariates, names.Length, columns.Outcomes.Length, j => names[j], columns.Weights);
        dropped = plain.Dropped;
        if (moments == 1 || plain.Columns == 0)
        {
            return plain;
        }

        var (n, p) = (plain.Rows, plain.Columns);
        var powers = new double[n * p * moments];
        for (var row = 0; row < n; row++)
        {
            var x = plain[row];
            for (var j = 0; j < p; j++)
            {
                var power = 1.0;
                for (var m = 0; m < moments; m++)
                {
                    power *= x[j];
                    powers[row * p * moments + m * p + j] = power;
                }
            }
        }

        return CovariateFrame.Of(powers, p * moments, n, c => plain.Names[c % p] + (c < p ? string.Empty : c < 2 * p ? "²" : "³"), columns.Weights);
    }

    private static double[] Target(in TrialColumns columns, CovariateFrame frame, Estimand estimand, double treated, double controls)
    {
        var sums = new double[frame.Columns + 1];
        var total = estimand == Estimand.All ? treated + controls : estimand == Estimand.Treated ? treated : controls;
        for (var row = 0; row < frame.Rows; row++)
        {
            if (estimand == Estimand.All || (estimand == Estimand.Treated) == columns.IsTreated[row])
            {
                frame.AddTo(sums, row, (columns.Weights.Length > 0 ? columns.Weights[row] : 1) / total);
            }
        }

        return sums;
    }

    /// <summary>The arm's weighted mean, and its rows' influence with the sign given.</summary>
    private static double AddArm(
        in TrialColumns columns, CovariateFrame frame, double[] frequencies, double[]? weights, EntropyDual? dual, double[] target, Estimand estimand, int sign, double[] influence, double[] plain)
    {
        double sum = 0, mean = 0, population = 0;
        var first = columns.Outcomes[0];
        for (var row = 0; row < frequencies.Length; row++)
        {
            sum += frequencies[row] * (weights?[row] ?? 1);
            population += Belongs(columns, estimand, row) ? columns.Weights.Length > 0 ? columns.Weights[row] : 1 : 0;
        }

        for (var row = 0; row < frequencies.Length; row++)
        {
            mean += frequencies[row] * (weights?[row] ?? 1) / sum * (columns.Outcomes[row] - first);
        }

        mean += first;

        // β = H⁻¹ Σ w (y − m)(x − target): the weighted regression of the outcome on what is balanced.
        var slopes = dual?.Regress(columns.Outcomes, mean, frequencies);
        for (var row = 0; row < frequencies.Length; row++)
        {
            var fitted = 0.0;
            for (var j = 0; slopes is not null && j < slopes.Length; j++)
            {
                fitted += slopes[j] * (frame[row][j] - target[j + 1]);
            }

            if (frequencies[row] > 0)
            {
                var share = (weights?[row] ?? 1) / sum;
                var residual = ClusterSums.Residual(columns.Outcomes[row], mean);
                plain[row] += sign * share * residual;
                influence[row] += sign * share * (residual - fitted);
            }

            influence[row] += Belongs(columns, estimand, row) ? sign * fitted / population : 0;
        }

        return mean;
    }

    private static bool Belongs(in TrialColumns columns, Estimand estimand, int row) => estimand == Estimand.All || (estimand == Estimand.Treated) == columns.IsTreated[row];
}
