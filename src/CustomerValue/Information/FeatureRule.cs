namespace CustomerValue.Information;

/// <summary>Computes a feature of one customer from what its window shows: a finite number, or NaN where it is missing.</summary>
/// <param name="customer">The customer, as the window of the feature shows him.</param>
public delegate double FeatureRule(CustomerView customer);
