namespace CustomerValue.Experiments;

/// <summary>On which side of the control an effect is sought.</summary>
public enum EffectDirection
{
    /// <summary>Treatment above control.</summary>
    Increase = 0,

    /// <summary>Treatment below control.</summary>
    Decrease,
}
