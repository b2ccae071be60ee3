namespace CustomerValue.Experiments;

/// <summary>A namespace of campaigns that must not meet in one customer: each gets its own slice of the keys.</summary>
/// <remarks>
/// Slices are taken in order and never move: reserving another leaves every earlier customer where he was. Campaigns in different layers (different salts)
/// overlap at random, which is right as long as they do not act on each other. Immutable and thread-safe.
/// </remarks>
public sealed class ExclusiveLayer
{
    /// <summary>The slot of a key that no campaign has reserved.</summary>
    public const int Free = -1;

    private readonly byte[] prefix;
    private readonly string[] campaigns;
    private readonly double[] upper;

    /// <summary>A layer without campaigns.</summary>
    /// <param name="salt">Such as <c>mortgages-2026</c>; not empty, without a colon, and no campaign's salt.</param>
    /// <exception cref="ArgumentException">The salt breaks its rule.</exception>
    public ExclusiveLayer(string salt)
        : this(salt, [], [])
    {
    }

    private ExclusiveLayer(string salt, string[] campaigns, double[] upper)
    {
        Salt = Guard.NotNull(salt).Length > 0 ? salt : throw new ArgumentException("salt is empty; a layer needs its own.", nameof(salt));
        prefix = KeyedHash.PrefixOf(salt);
        this.campaigns = campaigns;
        this.upper = upper;
    }

    /// <summary>The salt.</summary>
    public string Salt { get; }

    /// <summary>The campaigns, in the order of their slices.</summary>
    public IReadOnlyList<string> Campaigns => campaigns;

    /// <summary>Share of the keys that is not reserved yet.</summary>
    public double Remaining => upper.Length == 0 ? 1 : 1 - upper[upper.Length - 1];

    /// <summary>The layer with one more campaign.</summary>
    /// <param name="campaign">A name that the layer does not have yet; not empty.</param>
    /// <param name="share">Share of all keys, above 0 and at most what remains.</param>
    /// <exception cref="ArgumentException">The name is empty or taken, or the share is more than remains.</exception>
    public ExclusiveLayer Reserve(string campaign, double share)
    {
        if (Guard.NotNull(campaign).Length == 0 || Array.IndexOf(campaigns, campaign) >= 0)
        {
            throw new ArgumentException($"campaign is '{campaign}'; it must be a name of its own.", nameof(campaign));
        }

        Guard.Positive(share);

        // Shares that fill the layer but for rounding fill it.
        var end = 1 - Remaining + share;
        if (end > 1 + 1e-12)
        {
            throw new ArgumentException($"share is {Guard.Text(share)}; only {Guard.Text(Remaining)} of the layer remains.", nameof(share));
        }

        return new ExclusiveLayer(Salt, [.. campaigns, campaign], [.. upper, end > 1 - 1e-12 ? 1 : end]);
    }

    /// <summary>The campaign that a key belongs to.</summary>
    /// <param name="key">Customer or household; hashed as its invariant decimal text.</param>
    /// <returns>Index into <see cref="Campaigns"/>, or <see cref="Free"/>.</returns>
    public int SlotOf(long key) => SlotAt(KeyedHash.Unit(prefix, key));

    /// <summary>The campaign that a key belongs to.</summary>
    /// <param name="key">Customer or household.</param>
    /// <returns>Index into <see cref="Campaigns"/>, or <see cref="Free"/>.</returns>
    /// <exception cref="ArgumentException">The key is null or no Unicode text.</exception>
    public int SlotOf(string key) => SlotAt(KeyedHash.Unit(prefix, Guard.NotNull(key), nameof(key)));

    private int SlotAt(double unit)
    {
        for (var slot = 0; slot < upper.Length; slot++)
        {
            if (unit < upper[slot])
            {
                return slot;
            }
        }

        return Free;
    }
}
