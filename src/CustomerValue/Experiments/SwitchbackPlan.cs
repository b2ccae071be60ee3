using CustomerValue.Numerics;

namespace CustomerValue.Experiments;

/// <summary>Branches or regions that change between two arms over time, where customers cannot be drawn one by one.</summary>
/// <remarks>
/// Periods form blocks of equal length; blocks come in twos, and in each two a unit is in either arm once, in random order. Units are paired at random, and
/// the second of a pair is always in the other arm: at any time half of the units (less one of an odd number) are in each. Periods after a change of arm
/// are the washout, for what carries over: <see cref="SwitchbackEstimate"/> leaves them out. Immutable and thread-safe.
/// </remarks>
public sealed class SwitchbackPlan
{
    private readonly byte[] arms;

    private SwitchbackPlan(int units, int periods, int blockLength, int washout, ulong seed, byte[] arms, int[] pairs)
    {
        Units = units;
        Periods = periods;
        BlockLength = blockLength;
        Washout = washout;
        Seed = seed;
        this.arms = arms;
        Pairs = pairs;
    }

    /// <summary>Units.</summary>
    public int Units { get; }

    /// <summary>Periods of each unit.</summary>
    public int Periods { get; }

    /// <summary>Periods between two possible changes.</summary>
    public int BlockLength { get; }

    /// <summary>Periods after a change that are left out.</summary>
    public int Washout { get; }

    /// <summary>The seed it was drawn with.</summary>
    public ulong Seed { get; }

    /// <summary>Number of each unit's pair: its units share their coins.</summary>
    internal int[] Pairs { get; }

    /// <summary>What the analysis must respect.</summary>
    public IReadOnlyList<PlanWarning> Warnings { get; } = [PlanWarning.CarryOver];

    /// <summary>Draws the schedule.</summary>
    /// <param name="units">Branches or regions, ≥ 1.</param>
    /// <param name="periods">Days or weeks, ≥ 2.</param>
    /// <param name="seed">The seed; record it.</param>
    /// <param name="blockLength">Periods between two possible changes, ≥ 1.</param>
    /// <param name="washout">Periods after a change that are left out, ≥ 0 and below <paramref name="blockLength"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is out of its range.</exception>
    public static SwitchbackPlan Draw(int units, int periods, ulong seed, int blockLength = 1, int washout = 0)
    {
        Guard.AtLeast(units, 1);
        Guard.AtLeast(periods, 2);
        Guard.Between(blockLength, 1, periods / 2);
        Guard.Between(washout, 0, blockLength - 1);
        var order = Enumerable.Range(0, units).ToArray();
        RandomStream.Open(seed, "switchback units").Shuffle<int>(order);
        var arms = new byte[checked(units * periods)];
        var pairs = new int[units];
        var blocks = (periods + blockLength - 1) / blockLength;
        for (var k = 0; k < units; k += 2)
        {
            pairs[order[k]] = k / 2;
            pairs[order[Math.Min(k + 1, units - 1)]] = k / 2;
            var random = RandomStream.Open(seed, "switchback", k / 2);
            var firstOfTwo = 0;
            for (var block = 0; block < blocks; block++)
            {
                firstOfTwo = block % 2 == 0 ? random.NextInt(2) : firstOfTwo;
                var arm = block % 2 == 0 ? firstOfTwo : 1 - firstOfTwo;
                for (var period = block * blockLength; period < Math.Min(periods, (block + 1) * blockLength); period++)
                {
                    arms[order[k] * periods + period] = (byte)arm;
                    if (k + 1 < units)
                    {
                        arms[order[k + 1] * periods + period] = (byte)(1 - arm);
                    }
                }
            }
        }

        return new SwitchbackPlan(units, periods, blockLength, washout, seed, arms, pairs);
    }

    /// <summary>The arm, 0 or 1, of a unit in a period.</summary>
    /// <param name="unit">0 … units − 1.</param>
    /// <param name="period">0 … periods − 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such unit or period.</exception>
    public int ArmOf(int unit, int period) => arms[Guard.Between(unit, 0, Units - 1) * Periods + Guard.Between(period, 0, Periods - 1)];

    /// <summary>True when the unit changed its arm so few periods ago that the earlier arm may still act.</summary>
    /// <param name="unit">0 … units − 1.</param>
    /// <param name="period">0 … periods − 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such unit or period.</exception>
    public bool IsWashout(int unit, int period)
    {
        var arm = ArmOf(unit, period);
        var start = period / BlockLength * BlockLength;
        return start > 0 && period - start < Washout && ArmOf(unit, start - 1) != arm;
    }

    /// <summary>Units, periods and seed, in invariant text.</summary>
    public override string ToString() =>
        $"switchback: {Guard.Text(Units)} units, {Guard.Text(Periods)} periods in blocks of {Guard.Text(BlockLength)}, washout {Guard.Text(Washout)}; seed {Seed.ToString(System.Globalization.CultureInfo.InvariantCulture)}";
}
