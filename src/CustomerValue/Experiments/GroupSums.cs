using CustomerValue.Numerics;

namespace CustomerValue.Experiments;

/// <summary>Weighted and doubly robust means of each group, with every row's influence on them.</summary>
internal sealed class GroupSums
{
    private readonly GroupPropensity fit;
    private readonly int? target;
    private readonly double population;

    public GroupSums(in GroupColumns columns, GroupPropensity fit, int? target)
    {
        this.fit = fit;
        this.target = target;
        var n = columns.Outcomes.Length;
        Means = new double[fit.Groups];
        AugmentedMeans = new double[fit.Groups];
        Influence = new double[fit.Groups][];
        AugmentedInfluence = new double[fit.Groups][];
        Weights = new double[n];
        for (var row = 0; row < n; row++)
        {
            var (own, w) = (fit.Scores[row * fit.Groups + columns.Groups[row]], target is { } t ? fit.Scores[row * fit.Groups + t] : 1);
            Weights[row] = columns.Groups[row] == target ? 1 : w / own;
            if (!double.IsFinite(Weights[row]))
            {
                throw Guard.BrokenRow(nameof(columns), row, "a weight is finite", $"propensity {Guard.Text(own)} of {columns.NameOf(columns.Groups[row])}: its group has nobody like that");
            }

            population += target is null || columns.Groups[row] == target ? Frequency(columns, row) : 0;
        }
    }

    public double[] Means { get; }

    public double[] AugmentedMeans { get; }

    public double[][] Influence { get; }

    public double[][] AugmentedInfluence { get; }

    /// <summary>One weight a row, without its frequency.</summary>
    public double[] Weights { get; }

    public void AddWeighted(in GroupColumns columns, int group)
    {
        var n = Weights.Length;
        double sum = 0, mean = 0, first = columns.Outcomes[0];
        for (var row = 0; row < n; row++)
        {
            sum += columns.Groups[row] == group ? Frequency(columns, row) * Weights[row] : 0;
        }

        for (var row = 0; row < n; row++)
        {
            mean += columns.Groups[row] == group ? Frequency(columns, row) * Weights[row] / sum * (columns.Outcomes[row] - first) : 0;
        }

        mean += first;
        Means[group] = mean;
        var (groups, k) = (fit.Groups, fit.Frame.Columns + 1);
        var influence = new double[n];
        var derivatives = new double[groups][];
        for (var c = 1; c < groups; c++)
        {
            derivatives[c] = new double[k];
        }

        for (var row = 0; row < n; row++)
        {
            if (columns.Groups[row] != group)
            {
                continue;
            }

            influence[row] = Weights[row] / sum * ClusterSums.Residual(columns.Outcomes[row], mean);
            for (var c = 1; c < groups && group != target; c++)
            {
                // ∂w/∂η_c: of 1/p_g it is w (p_c − 1[c = g]), of p_t/p_g it is w (1[c = t] − 1[c = g]).
                var slope = (target is { } t ? (c == t ? 1 : 0) : fit.Scores[row * groups + c]) - (c == group ? 1 : 0);
                fit.Frame.AddTo(derivatives[c], row, Frequency(columns, row) * slope * influence[row]);
            }
        }

        Influence[group] = influence;
        if (group != target)
        {
            AddScores(columns, derivatives, influence);
        }
    }

    public void AddAugmented(in GroupColumns columns, int group, OutcomeFit? model)
    {
        var n = Weights.Length;
        var values = new double[n];
        double mean = 0, first = columns.Outcomes[0];
        for (var row = 0; row < n; row++)
        {
            var prediction = model?.Predict(row) ?? first;
            var belongs = target is null || columns.Groups[row] == target;
            values[row] = (belongs ? prediction - first : 0) + (columns.Groups[row] == group ? Weights[row] * (columns.Outcomes[row] - prediction) : 0);
            mean += Frequency(columns, row) / population * values[row];
        }

        for (var row = 0; row < n; row++)
        {
            values[row] = (values[row] - (target is null || columns.Groups[row] == target ? mean : 0)) / population;
        }

        AugmentedMeans[group] = first + mean;
        AugmentedInfluence[group] = values;
    }

    private static double Frequency(in GroupColumns columns, int row) => columns.Weights.Length > 0 ? columns.Weights[row] : 1;

    /// <summary>What the estimated coefficients contribute: (1[g = c] − p_c) (1, x) through the inverse information.</summary>
    private void AddScores(in GroupColumns columns, double[][] derivatives, double[] influence)
    {
        var (groups, k) = (fit.Groups, fit.Frame.Columns + 1);
        var size = (groups - 1) * k;
        var through = new double[groups][];
        for (var c = 1; c < groups; c++)
        {
            through[c] = new double[k];
            for (var i = 0; i < k; i++)
            {
                for (var j = 0; j < size; j++)
                {
                    through[c][i] += fit.InverseInformation[((c - 1) * k + i) * size + j] * derivatives[1 + j / k][j % k];
                }
            }
        }

        for (var row = 0; row < influence.Length; row++)
        {
            for (var c = 1; c < groups; c++)
            {
                influence[row] += ((columns.Groups[row] == c ? 1 : 0) - fit.Scores[row * groups + c]) * fit.Frame.Predict(row, through[c]);
            }
        }
    }
}
