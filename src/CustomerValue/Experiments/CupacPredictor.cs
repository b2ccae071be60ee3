namespace CustomerValue.Experiments;

/// <summary>Learns the outcome from some customers and predicts it for others, from features known before treatment.</summary>
/// <param name="train">Row numbers to learn from, ascending.</param>
/// <param name="test">Row numbers to predict, ascending; none of them in <paramref name="train"/>.</param>
/// <param name="predictions">Receives one finite prediction per test row, in their order.</param>
public delegate void CupacPredictor(ReadOnlySpan<int> train, ReadOnlySpan<int> test, Span<double> predictions);
