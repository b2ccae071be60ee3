namespace CustomerValue.Experiments;

/// <summary>Customers that no campaign touches, for as long as the salt stays: what all campaigns together add is measured against them.</summary>
/// <remarks>
/// A customer is held out when his number under the salt (<see cref="KeyedHash"/>) is below the share. Raising the share only adds customers. Draw a new
/// group, with a new salt, when the old one has been neglected long enough. Immutable and thread-safe.
/// </remarks>
public sealed class HoldoutGroup
{
    private readonly byte[] prefix;

    /// <summary>A group.</summary>
    /// <param name="salt">Such as <c>holdout-2026</c>; not empty, without a colon, and no campaign's salt.</param>
    /// <param name="share">Share of all keys that is held out, 0 to 1.</param>
    /// <exception cref="ArgumentException">The salt or the share breaks its rule.</exception>
    public HoldoutGroup(string salt, double share)
    {
        Salt = Guard.NotNull(salt).Length > 0 ? salt : throw new ArgumentException("salt is empty; a holdout group needs its own.", nameof(salt));
        prefix = KeyedHash.PrefixOf(salt);
        Share = Guard.Unit(share);
    }

    /// <summary>The salt.</summary>
    public string Salt { get; }

    /// <summary>Share of all keys that is held out.</summary>
    public double Share { get; }

    /// <summary>True when the key is held out.</summary>
    /// <param name="key">Customer or household; hashed as its invariant decimal text.</param>
    public bool Contains(long key) => KeyedHash.Unit(prefix, key) < Share;

    /// <summary>True when the key is held out.</summary>
    /// <param name="key">Customer or household.</param>
    /// <exception cref="ArgumentException">The key is null or no Unicode text.</exception>
    public bool Contains(string key) => KeyedHash.Unit(prefix, Guard.NotNull(key), nameof(key)) < Share;

    /// <summary>Salt and share, in invariant text.</summary>
    public override string ToString() => $"holdout {Salt}: {Guard.Text(Share)}";
}
