using CustomerValue.Numerics;

namespace CustomerValue.Testing;

/// <summary>Whether one adult takes the promoted term deposit in the outcome months, in both worlds.</summary>
internal readonly struct ResponseScript
{
    private ResponseScript(double ifControl, double ifTreated, double threshold, double when)
    {
        ProbabilityIfControl = ifControl;
        ProbabilityIfTreated = ifTreated;
        IfControl = threshold < ifControl;
        IfTreated = threshold < ifTreated;
        When = when;
    }

    public double ProbabilityIfControl { get; }

    public double ProbabilityIfTreated { get; }

    public bool IfControl { get; }

    public bool IfTreated { get; }

    /// <summary>When in the outcome months it happens, 0 to 1.</summary>
    public double When { get; }

    public static ResponseScript Draw(ulong seed, SyntheticBankOptions options, HouseholdScript household, AssetScript assets, int member)
    {
        var profile = SegmentProfile.Of(household.Segment);
        var digital = household.Members[member].DigitalUse;
        var logit = profile.ResponseLogit + 0.4 * assets.AssetScore + 0.8 * (digital - 0.5);
        var stream = RandomStream.Open(seed, "response", household.CustomerId(member));

        // One uniform serves both worlds: a customer whose probability rises never changes from yes to no.
        return new ResponseScript(
            Elementary.Logistic(logit),
            Elementary.Logistic(logit + options.EffectScale * profile.ResponseEffect * 2 * digital),
            stream.NextDouble(),
            stream.NextDouble());
    }
}
