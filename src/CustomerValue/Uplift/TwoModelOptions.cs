using CustomerValue.Propensity;

namespace CustomerValue.Uplift;

/// <summary>Settings of <see cref="TwoModelUplift"/>.</summary>
public sealed record TwoModelOptions
{
    /// <summary>The settings used when none are given: logistic regressions without penalty.</summary>
    public static TwoModelOptions Default { get; } = new();

    /// <summary>The model of each arm; logistic by default.</summary>
    /// <exception cref="ArgumentOutOfRangeException">No such model.</exception>
    public UpliftBase Base
    {
        get;
        init => field = value is UpliftBase.Logistic or UpliftBase.Linear ? value : throw Guard.OutOfRange(nameof(Base), (double)value, "must be a base model");
    }

    /// <summary>Settings of the logistic regressions.</summary>
    /// <exception cref="ArgumentNullException">The value is null.</exception>
    public LogisticOptions Logistic
    {
        get;
        init => field = Guard.NotNull(value, nameof(Logistic));
    } = LogisticOptions.Default;

    /// <summary>Settings of the linear regressions.</summary>
    /// <exception cref="ArgumentNullException">The value is null.</exception>
    public LinearOptions Linear
    {
        get;
        init => field = Guard.NotNull(value, nameof(Linear));
    } = LinearOptions.Default;
}
