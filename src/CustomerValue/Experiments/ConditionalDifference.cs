using CustomerValue.Numerics;

namespace CustomerValue.Experiments;

/// <summary>The effect on the treated from changes and nuisances, with each row's influence: Σ w ψ² is its variance among independent rows.</summary>
internal sealed class ConditionalDifference
{
    private readonly double[] changes;
    private readonly bool[] treated;
    private readonly double[] weights;
    private readonly DifferenceNuisances nuisances;
    private readonly int threads;
    private readonly CancellationToken cancellation;
    private readonly int blocks;
    private double treatedWeight, controlWeight;

    private ConditionalDifference(double[] changes, bool[] treated, double[] weights, DifferenceNuisances nuisances, int threads, CancellationToken cancellation)
    {
        this.changes = changes;
        this.treated = treated;
        this.weights = weights;
        this.nuisances = nuisances;
        this.threads = threads;
        this.cancellation = cancellation;
        blocks = (changes.Length + RowBlocks.BlockRows - 1) / RowBlocks.BlockRows;
        Influence = new double[changes.Length];
    }

    public double Estimate { get; private set; }

    /// <summary>Mean change of the treated.</summary>
    public double Treated { get; private set; }

    /// <summary>ψ per unit of weight.</summary>
    public double[] Influence { get; }

    public double LargestControlPropensity { get; private set; }

    public double LargestTreatmentPropensity { get; private set; }

    public double EffectiveControls { get; private set; }

    public double LargestWeightShare { get; private set; }

    public double TrimmedControls { get; private set; }

    public static ConditionalDifference Of(
        double[] changes, bool[] treated, double[] weights, DifferenceNuisances nuisances, bool isNormalized, double largestPropensity, int threads, CancellationToken cancellation)
    {
        var difference = new ConditionalDifference(changes, treated, weights, nuisances, threads, cancellation);
        if (nuisances.HasOdds)
        {
            difference.Weigh(largestPropensity);
        }

        difference.Sum(isNormalized);
        return difference;
    }

    private double WeightAt(int row) => weights.Length > 0 ? weights[row] : 1;

    private double Residual(int row) => nuisances.Expected.Length > 0 ? ClusterSums.Residual(changes[row], nuisances.Expected[row]) : changes[row];

    /// <summary>What overlap there is; trimmed controls lose their odds.</summary>
    private void Weigh(double largestPropensity)
    {
        double sum = 0, squares = 0, largest = 0, limit = largestPropensity / (1 - largestPropensity), controls = 0, all = 0;
        for (var row = 0; row < changes.Length; row++)
        {
            var w = WeightAt(row);
            if (w == 0)
            {
                continue;
            }

            var odds = nuisances.Odds[row];
            if (treated[row])
            {
                all = Math.Max(all, odds);
                continue;
            }

            controls = Math.Max(controls, odds);
            if (largestPropensity < 1 && odds >= limit)
            {
                nuisances.Odds[row] = 0;
                TrimmedControls += w;
                continue;
            }

            sum += w * odds;
            squares += w * odds * odds;
            largest = Math.Max(largest, odds);
        }

        LargestControlPropensity = Share(controls);
        LargestTreatmentPropensity = Share(all);
        EffectiveControls = squares > 0 ? sum * sum / squares : 0;
        LargestWeightShare = sum > 0 ? largest / sum : 0;
        if (!(sum > 0) || double.IsInfinity(squares))
        {
            throw new ConvergenceException("No control is left that could stand in for the treated: their odds of treatment sum to " + Guard.Text(sum) + ". Trim less, or take other covariates.");
        }
    }

    private static double Share(double odds) => double.IsInfinity(odds) ? 1 : odds / (1 + odds);

    private void Sum(bool isNormalized)
    {
        int k = nuisances.K;
        double[] parts = Over(6 + 2 * k, (row, w, sum) =>
        {
            var r = Residual(row);
            if (treated[row])
            {
                sum[0] += w;
                sum[1] += w * r;
                sum[4] += w * changes[row];
                nuisances.AddRow(row, w, sum.AsSpan(6, k));
                return;
            }

            if (nuisances.HasOdds)
            {
                var weight = w * nuisances.Odds[row];
                sum[2] += weight;
                sum[3] += weight * r;
                nuisances.AddRow(row, weight, sum.AsSpan(6 + k, k));
            }
        });
        treatedWeight = parts[0];
        controlWeight = isNormalized ? parts[2] : treatedWeight;
        var own = parts[1] / treatedWeight;
        var other = nuisances.HasOdds ? parts[3] / controlWeight : 0;
        Treated = parts[4] / treatedWeight;
        Estimate = own - other;
        Fill(own, other, parts.AsSpan(6, k).ToArray(), parts.AsSpan(6 + k, k).ToArray(), isNormalized);
    }

    /// <summary>ψ: the row's own part, and what it does through the fitted nuisances.</summary>
    private void Fill(double own, double other, double[] treatedSum, double[] controlSum, bool isNormalized)
    {
        var k = nuisances.K;
        double[] viaOutcome = [], viaOdds = [];
        if (nuisances.OutcomeInverse.Length > 0)
        {
            var sum = new double[k];
            for (var j = 0; j < k; j++)
            {
                sum[j] = treatedSum[j] / treatedWeight - (nuisances.HasOdds ? controlSum[j] / controlWeight : 0);
            }

            viaOutcome = Times(nuisances.OutcomeInverse, sum);
        }

        if (nuisances.OddsInverse.Length > 0)
        {
            var sums = Over(k, (row, w, sum) =>
            {
                if (!treated[row])
                {
                    nuisances.AddRow(row, w * nuisances.Odds[row] * (Residual(row) - (isNormalized ? other : 0)) / controlWeight, sum);
                }
            });
            viaOdds = Times(nuisances.OddsInverse, sums);
        }

        NumberedWork.Run(threads, blocks, block =>
        {
            var end = Math.Min(changes.Length, (block + 1) * RowBlocks.BlockRows);
            for (var row = block * RowBlocks.BlockRows; row < end; row++)
            {
                if (WeightAt(row) == 0)
                {
                    continue;
                }

                var r = Residual(row);
                double psi;
                if (treated[row])
                {
                    psi = ClusterSums.Residual(r, isNormalized ? own : own - other) / treatedWeight;
                }
                else
                {
                    psi = nuisances.HasOdds ? -nuisances.Odds[row] * (isNormalized ? ClusterSums.Residual(r, other) : r) / controlWeight : 0;
                    psi -= viaOutcome.Length > 0 ? r * nuisances.Along(row, viaOutcome) : 0;
                }

                if (viaOdds.Length > 0)
                {
                    var odds = nuisances.Fitted[row];
                    psi -= ((treated[row] ? 1 : 0) - odds) * nuisances.Along(row, viaOdds);
                }

                Influence[row] = psi;
            }
        }, cancellation);
    }

    private static double[] Times(double[] matrix, double[] vector)
    {
        var product = new double[vector.Length];
        for (var i = 0; i < product.Length; i++)
        {
            for (var j = 0; j < product.Length; j++)
            {
                product[i] += matrix[i * product.Length + j] * vector[j];
            }
        }

        return product;
    }

    /// <summary>Sums over rows with weight, by block and then in block order.</summary>
    private double[] Over(int length, Action<int, double, double[]> add)
    {
        var partial = new double[blocks][];
        NumberedWork.Run(threads, blocks, block =>
        {
            var sum = new double[length];
            var end = Math.Min(changes.Length, (block + 1) * RowBlocks.BlockRows);
            for (var row = block * RowBlocks.BlockRows; row < end; row++)
            {
                var w = WeightAt(row);
                if (w != 0)
                {
                    add(row, w, sum);
                }
            }

            partial[block] = sum;
        }, cancellation);
        var total = new double[length];
        foreach (var sum in partial)
        {
            for (var i = 0; i < length; i++)
            {
                total[i] += sum[i];
            }
        }

        return total;
    }
}
