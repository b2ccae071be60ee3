namespace CustomerValue.Benchmarks;

/// <summary>A piece of scoring and the plain loop it is measured against, over the same customers.</summary>
internal sealed record GuardedJob(string Name, int Customers, Action Score, Action Floor);
