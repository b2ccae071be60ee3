namespace CustomerValue.Experiments;

/// <summary>Customer and period effects taken out of a balanced panel, and treatment regressed on what is left.</summary>
internal static class TwoWayFit
{
    /// <param name="outcomes">Customers × periods.</param>
    /// <param name="cohorts">Index of the first treated period; the number of periods for never.</param>
    /// <param name="periods">Their numbers.</param>
    /// <param name="weights">Frequency weights, or empty.</param>
    /// <param name="clusters">Keys, or empty for the customers themselves.</param>
    /// <param name="level">Of the interval.</param>
    public static TwoWayEstimate Estimate(double[] outcomes, int[] cohorts, int[] periods, double[] weights, long[] clusters, double level)
    {
        int m = periods.Length, n = cohorts.Length;
        double total = 0;
        var means = new double[m];
        var shares = new double[m];
        for (var row = 0; row < n; row++)
        {
            var w = weights.Length > 0 ? weights[row] : 1;
            total += w;
            for (var t = 0; t < m; t++)
            {
                means[t] += w * outcomes[row * m + t];
                shares[t] += t >= cohorts[row] ? w : 0;
            }
        }

        double grand = 0, share = 0;
        for (var t = 0; t < m; t++)
        {
            means[t] /= total;
            shares[t] /= total;
            grand += means[t] / m;
            share += shares[t] / m;
        }

        double cross = 0, squares = 0, treated = 0, negative = 0;
        var d = new double[m];
        var y = new double[m];
        for (var row = 0; row < n; row++)
        {
            var w = weights.Length > 0 ? weights[row] : 1;
            Within(row);
            for (var t = 0; t < m; t++)
            {
                cross += w * d[t] * y[t];
                squares += w * d[t] * d[t];
                treated += t >= cohorts[row] ? w * d[t] : 0;
                negative += t >= cohorts[row] && d[t] < 0 ? w * d[t] : 0;
            }
        }

        var beta = cross / squares;
        var influence = new double[n];
        for (var row = 0; row < n; row++)
        {
            Within(row);
            for (var t = 0; t < m; t++)
            {
                influence[row] += d[t] * (y[t] - beta * d[t]) / squares;
            }
        }

        var parts = new TwoWayParts(cohorts, m);
        var comparison = Compare(influence, clusters, weights, cohorts, m, total, beta, level, parts.UsesTreatedAsControls);
        return new TwoWayEstimate(comparison, parts.Parts(outcomes, periods, weights), treated > 0 ? negative / treated : 0);

        void Within(int row)
        {
            var mean = 0.0;
            for (var t = 0; t < m; t++)
            {
                mean += outcomes[row * m + t] / m;
            }

            var own = (double)(m - cohorts[row]) / m;
            for (var t = 0; t < m; t++)
            {
                y[t] = ClusterSums.Residual(outcomes[row * m + t] - mean, means[t] - grand);
                d[t] = (t >= cohorts[row] ? 1 : 0) - own - shares[t] + share;
            }
        }
    }

    private static ArmComparison Compare(double[] influence, long[] clusters, double[] weights, int[] cohorts, int m, double total, double beta, double level, bool isBad)
    {
        var treated = new bool[cohorts.Length];
        for (var row = 0; row < treated.Length; row++)
        {
            treated[row] = cohorts[row] < m;
        }

        // Without clusters a customer's own periods belong together.
        var errors = new InfluenceErrors(clusters, treated, weights);
        var groups = errors.Units;
        double observations = total * m, parameters = total + m;
        var isTooFew = !(groups > 1) || !(observations > parameters);
        var variance = errors.Variance(influence) * (groups / (groups - 1)) * ((observations - 1) / (observations - parameters));
        var unknown = Figure.Undefined(UndefinedReason.NoObservations);
        return new ArmComparison(
            "two-way fixed effects, CR1S, clustered",
            unknown,
            unknown,
            Figure.Of(beta),
            isTooFew ? Figure.Undefined(UndefinedReason.TooFewObservations) : Figure.Of(Math.Sqrt(variance)),
            isTooFew ? double.PositiveInfinity : groups - 1,
            level,
            null,
            isBad ? [ComparisonWarning.TreatedAsControls] : []);
    }
}
