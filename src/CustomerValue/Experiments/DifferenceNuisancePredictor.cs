namespace CustomerValue.Experiments;

/// <summary>Learns from some customers, and predicts for others, the probability of treatment and the change without it.</summary>
/// <param name="train">Row numbers to learn from, ascending; changes must be learned from the controls among them.</param>
/// <param name="test">Row numbers to predict, ascending; none of them in <paramref name="train"/>.</param>
/// <param name="propensities">Receives one probability of treatment per test row, above 0 and below 1.</param>
/// <param name="untreatedChanges">Receives one expected change without treatment per test row, finite.</param>
public delegate void DifferenceNuisancePredictor(ReadOnlySpan<int> train, ReadOnlySpan<int> test, Span<double> propensities, Span<double> untreatedChanges);
