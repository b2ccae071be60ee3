namespace CustomerValue.Experiments;

/// <summary>Draws customers or households into arms by a keyed hash: the same key is in the same arm for ever, and nothing is stored.</summary>
/// <remarks>
/// Each key has a number u in [0, 1) (<see cref="KeyedHash"/> under the salt). Arm i owns the bucket [c, c + w·coverage) where w is its share and c
/// the sum of the shares before it: raising the coverage only adds customers, and moves none between arms. Pass household keys where
/// members of one household must share an arm. A new campaign needs a new salt, or its arms repeat the last campaign's.
/// Immutable and thread-safe; assigning allocates nothing.
/// </remarks>
public sealed class Assignment
{
    /// <summary>The arm of a key that the coverage leaves out.</summary>
    public const int NotCovered = -1;

    private readonly AssignmentArm[] arms;
    private readonly double[] lower, upper;
    private readonly byte[] prefix;

    /// <summary>An assignment.</summary>
    /// <param name="salt">What is drawn, such as <c>mortgage-2026-q3</c>; not empty, without a colon. Two campaigns never share one.</param>
    /// <param name="arms">One or more arms of different names, of which at least one has a positive weight.</param>
    /// <param name="coverage">Share of all keys that takes part, 0 to 1.</param>
    /// <exception cref="ArgumentException">A salt, name, weight or coverage breaks its rule.</exception>
    public Assignment(string salt, ReadOnlySpan<AssignmentArm> arms, double coverage = 1)
    {
        if (Guard.NotNull(salt).Length == 0)
        {
            throw new ArgumentException("salt is empty; a campaign needs its own.", nameof(salt));
        }

        prefix = KeyedHash.PrefixOf(salt);
        Salt = salt;
        Coverage = Guard.Unit(coverage);
        this.arms = arms.ToArray();
        lower = new double[arms.Length];
        upper = new double[arms.Length];
        var total = CheckArms(this.arms);
        var sum = 0.0;
        for (var arm = 0; arm < arms.Length; arm++)
        {
            // With full coverage one border is the next one's: no key falls between.
            lower[arm] = sum / total;
            sum += arms[arm].Weight;
            upper[arm] = coverage == 1 ? (arm == arms.Length - 1 ? 1 : sum / total) : lower[arm] + arms[arm].Weight / total * coverage;
        }
    }

    /// <summary>The salt.</summary>
    public string Salt { get; }

    /// <summary>Share of all keys that takes part.</summary>
    public double Coverage { get; }

    /// <summary>The arms, in order.</summary>
    public IReadOnlyList<AssignmentArm> Arms => arms;

    /// <summary>The arm of a key.</summary>
    /// <param name="key">Customer or household; hashed as its invariant decimal text.</param>
    /// <returns>Index into <see cref="Arms"/>, or <see cref="NotCovered"/>.</returns>
    public int ArmOf(long key) => ArmAt(KeyedHash.Unit(prefix, key));

    /// <summary>The arm of a key.</summary>
    /// <param name="key">Customer or household.</param>
    /// <returns>Index into <see cref="Arms"/>, or <see cref="NotCovered"/>.</returns>
    /// <exception cref="ArgumentException">The key is null or no Unicode text.</exception>
    public int ArmOf(string key) => ArmAt(KeyedHash.Unit(prefix, Guard.NotNull(key), nameof(key)));

    /// <summary>The arms of many keys, in row order; equal keys share an arm.</summary>
    /// <param name="keys">One customer or household a row.</param>
    /// <param name="destination">Receives an index into <see cref="Arms"/> or <see cref="NotCovered"/> a row; at least as long as <paramref name="keys"/>.</param>
    /// <exception cref="ArgumentException"><paramref name="destination"/> is too short.</exception>
    public void Assign(ReadOnlySpan<long> keys, Span<int> destination)
    {
        Guard.LongEnough(destination.Length, keys.Length, nameof(destination));
        for (var row = 0; row < keys.Length; row++)
        {
            destination[row] = ArmOf(keys[row]);
        }
    }

    /// <summary>The arms of many keys, in row order; equal keys share an arm.</summary>
    /// <param name="keys">One customer or household a row.</param>
    /// <param name="destination">Receives an index into <see cref="Arms"/> or <see cref="NotCovered"/> a row; at least as long as <paramref name="keys"/>.</param>
    /// <exception cref="ArgumentException"><paramref name="destination"/> is too short, or a key is null or no Unicode text.</exception>
    public void Assign(ReadOnlySpan<string> keys, Span<int> destination)
    {
        Guard.LongEnough(destination.Length, keys.Length, nameof(destination));
        for (var row = 0; row < keys.Length; row++)
        {
            destination[row] = ArmOf(keys[row]);
        }
    }

    /// <summary>Where an arm's bucket begins, inclusive.</summary>
    /// <param name="arm">Index into <see cref="Arms"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such arm.</exception>
    public double LowerBound(int arm) => lower[Guard.Between(arm, 0, arms.Length - 1)];

    /// <summary>Where an arm's bucket ends, exclusive.</summary>
    /// <param name="arm">Index into <see cref="Arms"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such arm.</exception>
    public double UpperBound(int arm) => upper[Guard.Between(arm, 0, arms.Length - 1)];

    /// <summary>Compares the arms' sizes with their weights: a mismatch means the experiment is broken, whatever its result.</summary>
    /// <param name="observed">Customers found in each arm, in the order of <see cref="Arms"/>.</param>
    /// <exception cref="ArgumentException">There are not as many counts as arms, or one is negative.</exception>
    public SampleRatioCheck Check(ReadOnlySpan<long> observed)
    {
        Guard.SameLength(observed.Length, arms.Length, nameof(observed));
        return SampleRatioCheck.Of(observed, Array.ConvertAll(arms, arm => arm.Weight));
    }

    private int ArmAt(double unit)
    {
        for (var arm = 0; arm < upper.Length; arm++)
        {
            if (unit < upper[arm])
            {
                return unit >= lower[arm] ? arm : NotCovered;
            }
        }

        return NotCovered;
    }

    internal static double CheckArms(AssignmentArm[] arms)
    {
        if (arms.Length == 0)
        {
            throw new ArgumentException("arms is empty; at least one arm is needed.", nameof(arms));
        }

        var names = new HashSet<string>(StringComparer.Ordinal);
        var total = 0.0;
        for (var row = 0; row < arms.Length; row++)
        {
            if (arms[row].Name.Length == 0 || !names.Add(arms[row].Name))
            {
                throw Guard.BrokenRow(nameof(arms), row, "every arm has a name of its own", $"name '{arms[row].Name}'");
            }

            total += arms[row].Weight;
        }

        return total > 0 && double.IsFinite(total)
            ? total
            : throw new ArgumentException($"The weights of arms sum to {Guard.Text(total)}; the sum must be finite and > 0.", nameof(arms));
    }
}
