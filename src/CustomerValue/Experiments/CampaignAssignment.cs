namespace CustomerValue.Experiments;

/// <summary>An assignment behind its gates: first the holdout group, then the layer's slice, then the arm.</summary>
/// <remarks>The three draw independently, each under its own salt: who is held out says nothing of the arm. Immutable and thread-safe.</remarks>
public sealed class CampaignAssignment
{
    /// <summary>The arm of a key that the holdout group keeps from every campaign.</summary>
    public const int HeldOut = -2;

    /// <summary>The arm of a key that belongs to another campaign of the layer, or to none.</summary>
    public const int OutsideSlice = -3;

    private readonly int slot;

    /// <summary>A gated assignment.</summary>
    /// <param name="assignment">The campaign's arms.</param>
    /// <param name="holdout">Customers that no campaign touches; null for none.</param>
    /// <param name="layer">Campaigns that must not meet; null for none.</param>
    /// <param name="campaign">This campaign's name in the layer; the assignment's salt when null.</param>
    /// <exception cref="ArgumentException">Two of them share a salt, so that their draws would be the same draw; or the layer has no such campaign.</exception>
    public CampaignAssignment(Assignment assignment, HoldoutGroup? holdout = null, ExclusiveLayer? layer = null, string? campaign = null)
    {
        Assignment = Guard.NotNull(assignment);
        Holdout = holdout;
        Layer = layer;
        if (Same(assignment.Salt, holdout?.Salt) || Same(assignment.Salt, layer?.Salt) || (holdout is not null && Same(holdout.Salt, layer?.Salt)))
        {
            throw new ArgumentException($"Assignment, holdout and layer must have different salts; under one salt ('{assignment.Salt}') their draws would be the same draw.", nameof(assignment));
        }

        slot = layer is null ? 0 : IndexOf(layer.Campaigns, campaign ?? assignment.Salt);
        if (slot < 0)
        {
            throw new ArgumentException($"The layer has no campaign '{campaign ?? assignment.Salt}'; reserve its slice first.", nameof(campaign));
        }
    }

    /// <summary>The campaign's arms.</summary>
    public Assignment Assignment { get; }

    /// <summary>Customers that no campaign touches, if any.</summary>
    public HoldoutGroup? Holdout { get; }

    /// <summary>Campaigns that must not meet, if any.</summary>
    public ExclusiveLayer? Layer { get; }

    /// <summary>The arm of a key.</summary>
    /// <param name="key">Customer or household; hashed as its invariant decimal text.</param>
    /// <returns>Index into the arms, or <see cref="HeldOut"/>, <see cref="OutsideSlice"/> or <see cref="Assignment.NotCovered"/>.</returns>
    public int ArmOf(long key) =>
        Holdout is not null && Holdout.Contains(key) ? HeldOut
        : Layer is not null && Layer.SlotOf(key) != slot ? OutsideSlice
        : Assignment.ArmOf(key);

    /// <summary>The arm of a key.</summary>
    /// <param name="key">Customer or household.</param>
    /// <returns>Index into the arms, or <see cref="HeldOut"/>, <see cref="OutsideSlice"/> or <see cref="Assignment.NotCovered"/>.</returns>
    /// <exception cref="ArgumentException">The key is null or no Unicode text.</exception>
    public int ArmOf(string key) =>
        Holdout is not null && Holdout.Contains(key) ? HeldOut
        : Layer is not null && Layer.SlotOf(key) != slot ? OutsideSlice
        : Assignment.ArmOf(key);

    /// <summary>The arms of many keys, in row order.</summary>
    /// <param name="keys">One customer or household a row.</param>
    /// <param name="destination">Receives an arm or one of the reasons for none a row; at least as long as <paramref name="keys"/>.</param>
    /// <exception cref="ArgumentException"><paramref name="destination"/> is too short.</exception>
    public void Assign(ReadOnlySpan<long> keys, Span<int> destination)
    {
        Guard.LongEnough(destination.Length, keys.Length, nameof(destination));
        for (var row = 0; row < keys.Length; row++)
        {
            destination[row] = ArmOf(keys[row]);
        }
    }

    private static bool Same(string salt, string? other) => string.Equals(salt, other, StringComparison.Ordinal);

    private static int IndexOf(IReadOnlyList<string> names, string name)
    {
        for (var i = 0; i < names.Count; i++)
        {
            if (string.Equals(names[i], name, StringComparison.Ordinal))
            {
                return i;
            }
        }

        return -1;
    }
}
