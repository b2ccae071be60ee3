using CustomerValue.Numerics;

namespace CustomerValue.Experiments;

/// <summary>Draws a known list of customers into arms with exact sizes: as a whole, within strata, by cluster, or in blocks as they come.</summary>
/// <remarks>
/// For customers not known in advance use <see cref="Assignment"/>. Rounding: an arm with share w of n units gets ⌊n w⌋ or ⌈n w⌉ of them; which arms
/// get the units left over is drawn by systematic sampling of the fractions, so that every unit's chance of every arm is exactly its share, in each
/// stratum. Every draw has its own stream of the seed. Stateless and thread-safe.
/// </remarks>
public static class RandomizedAssignment
{
    /// <summary>All customers at once, with exact sizes.</summary>
    /// <param name="count">Customers, ≥ 1.</param>
    /// <param name="arms">One or more arms of different names, of which at least one has a positive weight.</param>
    /// <param name="seed">The seed; record it.</param>
    /// <exception cref="ArgumentException">A number or an arm breaks its rule.</exception>
    public static AssignmentPlan Complete(int count, ReadOnlySpan<AssignmentArm> arms, ulong seed)
    {
        var own = arms.ToArray();
        var shares = Shares(own);
        var rows = new int[Guard.AtLeast(count, 1)];
        Draw(rows, shares, RandomStream.Open(seed, "assign"));
        return new AssignmentPlan("complete randomization", seed, own, rows);
    }

    /// <summary>Exact sizes within every stratum.</summary>
    /// <param name="strata">The stratum of each customer: any whole number.</param>
    /// <param name="arms">One or more arms of different names, of which at least one has a positive weight.</param>
    /// <param name="seed">The seed; record it.</param>
    /// <exception cref="ArgumentException">There is no customer, or an arm breaks its rule.</exception>
    public static AssignmentPlan Stratified(ReadOnlySpan<long> strata, ReadOnlySpan<AssignmentArm> arms, ulong seed)
    {
        var own = arms.ToArray();
        var rows = Strata(Any(strata, nameof(strata)), Shares(own), seed);
        return new AssignmentPlan("stratified randomization", seed, own, rows);
    }

    /// <summary>Whole clusters, so that a household stays together; sizes are exact in clusters.</summary>
    /// <param name="clusters">The household or branch of each customer.</param>
    /// <param name="arms">One or more arms of different names, of which at least one has a positive weight.</param>
    /// <param name="seed">The seed; record it.</param>
    /// <exception cref="ArgumentException">There is no customer, or an arm breaks its rule.</exception>
    public static AssignmentPlan Clusters(ReadOnlySpan<long> clusters, ReadOnlySpan<AssignmentArm> arms, ulong seed) =>
        StratifiedClusters(clusters, new long[clusters.Length], arms, seed);

    /// <summary>Whole clusters, with exact numbers of clusters within every stratum of clusters.</summary>
    /// <param name="clusters">The household or branch of each customer.</param>
    /// <param name="strata">The stratum of each customer, the same for all of a cluster.</param>
    /// <param name="arms">One or more arms of different names, of which at least one has a positive weight.</param>
    /// <param name="seed">The seed; record it.</param>
    /// <exception cref="ArgumentException">Lengths differ, there is no customer, a cluster has two strata, or an arm breaks its rule.</exception>
    public static AssignmentPlan StratifiedClusters(ReadOnlySpan<long> clusters, ReadOnlySpan<long> strata, ReadOnlySpan<AssignmentArm> arms, ulong seed)
    {
        Guard.SameLength(strata.Length, Any(clusters, nameof(clusters)).Length, nameof(strata));
        var own = arms.ToArray();
        var shares = Shares(own);
        var codes = ClusterSums.Number(clusters, out var count);
        var stratumOf = new long[count];
        var seen = new bool[count];
        for (var row = 0; row < codes.Length; row++)
        {
            if (seen[codes[row]] && stratumOf[codes[row]] != strata[row])
            {
                throw Guard.BrokenRow(nameof(strata), row, "one stratum a cluster", $"cluster {Guard.Text(clusters[row])} in strata {Guard.Text(stratumOf[codes[row]])} and {Guard.Text(strata[row])}");
            }

            seen[codes[row]] = true;
            stratumOf[codes[row]] = strata[row];
        }

        var drawn = Strata(stratumOf, shares, seed);
        return new AssignmentPlan("cluster randomization", seed, own, Array.ConvertAll(codes, code => drawn[code]), PlanWarning.DrawnByCluster);
    }

    /// <summary>Permuted blocks, for customers who arrive one after another: after each block the arms are exactly in proportion.</summary>
    /// <remarks>SplitMix64 from the seed, each block shuffled from its end (Fisher and Yates): any language reproduces it.</remarks>
    /// <param name="count">Customers, ≥ 1.</param>
    /// <param name="arms">Arms whose weights are whole numbers: how often each comes in a block.</param>
    /// <param name="seed">The seed; record it and keep it from those who enlist customers.</param>
    /// <param name="copies">How many times the weights a block holds, ≥ 1.</param>
    /// <exception cref="ArgumentException">A number or an arm breaks its rule, or a weight is no whole number.</exception>
    public static AssignmentPlan Blocks(int count, ReadOnlySpan<AssignmentArm> arms, ulong seed, int copies = 1)
    {
        Guard.AtLeast(count, 1);
        Guard.AtLeast(copies, 1);
        var own = arms.ToArray();
        Shares(own);
        var pattern = new List<int>();
        for (var arm = 0; arm < own.Length; arm++)
        {
            var times = own[arm].Weight * copies;
            if (own[arm].Weight != Math.Floor(own[arm].Weight) || pattern.Count + times > 1e6)
            {
                throw Guard.BrokenRow(nameof(arms), arm, "whole weights of up to 1E6 places a block", $"weight {Guard.Text(own[arm].Weight)}");
            }

            pattern.AddRange(Enumerable.Repeat(arm, (int)times));
        }

        var rows = new int[count];
        var block = new int[pattern.Count];
        var state = seed;
        for (var start = 0; start < count; start += block.Length)
        {
            pattern.CopyTo(block);
            for (var i = block.Length - 1; i > 0; i--)
            {
                // ⌊u (i + 1)⌋ for the 53-bit u: the high half of a 128-bit product.
                var j = (int)Math.BigMul(RandomStream.Mix(ref state) >> 11 << 11, (ulong)(i + 1), out _);
                (block[i], block[j]) = (block[j], block[i]);
            }

            Array.Copy(block, 0, rows, start, Math.Min(block.Length, count - start));
        }

        return count % block.Length == 0
            ? new AssignmentPlan("permuted blocks", seed, own, rows, PlanWarning.Predictable)
            : new AssignmentPlan("permuted blocks", seed, own, rows, PlanWarning.Predictable, PlanWarning.IncompleteBlock);
    }

    internal static double[] Shares(AssignmentArm[] arms)
    {
        var total = Assignment.CheckArms(arms);
        return Array.ConvertAll(arms, arm => arm.Weight / total);
    }

    /// <summary>Arms for these units, with sizes by systematic rounding.</summary>
    internal static void Draw(Span<int> rows, double[] shares, RandomStream random)
    {
        // An integer above u in the running sum of shares × n ends a seat: each arm gets the floor or the ceiling of its part.
        var order = Enumerable.Range(0, shares.Length).ToArray();
        random.Shuffle<int>(order);
        double u = random.NextDouble(), sum = 0;
        var filled = 0;
        for (var k = 0; k < order.Length; k++)
        {
            sum += shares[order[k]] * rows.Length;

            // Sums that are whole but for rounding are whole.
            var whole = Math.Round(sum);
            var upTo = k == order.Length - 1 ? rows.Length : (int)Math.Floor((Math.Abs(sum - whole) < 1e-9 * Math.Max(1, whole) ? whole : sum) + u);
            while (filled < Math.Min(upTo, rows.Length))
            {
                rows[filled++] = order[k];
            }
        }

        random.Shuffle(rows);
    }

    private static int[] Strata(ReadOnlySpan<long> strata, double[] shares, ulong seed)
    {
        // Strata in order of appearance, each with the stream of its own key: a new stratum changes no other.
        var members = new Dictionary<long, List<int>>();
        for (var row = 0; row < strata.Length; row++)
        {
            if (!members.TryGetValue(strata[row], out var list))
            {
                members.Add(strata[row], list = []);
            }

            list.Add(row);
        }

        var rows = new int[strata.Length];
        foreach (var stratum in members)
        {
            var drawn = new int[stratum.Value.Count];
            Draw(drawn, shares, RandomStream.Open(seed, "stratum", stratum.Key));
            for (var i = 0; i < drawn.Length; i++)
            {
                rows[stratum.Value[i]] = drawn[i];
            }
        }

        return rows;
    }

    private static ReadOnlySpan<long> Any(ReadOnlySpan<long> keys, string name) =>
        keys.Length > 0 ? keys : throw new ArgumentException($"{name} is empty; there is nobody to draw.", name);
}
