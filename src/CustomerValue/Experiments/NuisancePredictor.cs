namespace CustomerValue.Experiments;

/// <summary>Learns treatment or outcome from some customers and predicts it for others, from features known before treatment.</summary>
/// <param name="train">Row numbers to learn from, ascending: for outcomes only rows of the group whose outcome is asked for.</param>
/// <param name="test">Row numbers to predict, ascending; none of them, nor anyone of their clusters, is in <paramref name="train"/>.</param>
/// <param name="predictions">Receives one prediction per test row: of treatment a probability in (0, 1), of the outcome a finite number.</param>
public delegate void NuisancePredictor(ReadOnlySpan<int> train, ReadOnlySpan<int> test, Span<double> predictions);
