namespace CustomerValue.Evaluation;

/// <summary>Checks that every evaluation asks of scores, outcomes and weights.</summary>
internal static class ScoredSample
{
    /// <summary>Outcomes as 0 and 1.</summary>
    public static double[] Numbers(ReadOnlySpan<bool> outcomes)
    {
        var numbers = new double[outcomes.Length];
        for (var i = 0; i < numbers.Length; i++)
        {
            numbers[i] = outcomes[i] ? 1 : 0;
        }

        return numbers;
    }

    public static void Check(ReadOnlySpan<double> scores, ReadOnlySpan<double> outcomes, ReadOnlySpan<double> weights)
    {
        Guard.SameLength(outcomes.Length, scores.Length, nameof(outcomes));
        Guard.AllFinite(scores, nameof(scores));
        for (var row = 0; row < outcomes.Length; row++)
        {
            if (!(outcomes[row] >= 0 && outcomes[row] <= 1))
            {
                throw Guard.BrokenRow(nameof(outcomes), row, "0 ≤ outcome ≤ 1", Guard.Text(outcomes[row]));
            }
        }

        CheckWeights(weights, scores.Length);
    }

    public static void CheckWeights(ReadOnlySpan<double> weights, int length)
    {
        if (weights.IsEmpty)
        {
            return;
        }

        Guard.SameLength(weights.Length, length, nameof(weights));
        for (var row = 0; row < weights.Length; row++)
        {
            if (!(weights[row] >= 0) || double.IsInfinity(weights[row]))
            {
                throw Guard.BrokenRow(nameof(weights), row, "weight finite and ≥ 0", Guard.Text(weights[row]));
            }
        }
    }
}
