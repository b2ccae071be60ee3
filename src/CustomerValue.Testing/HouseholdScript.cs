using CustomerValue.Numerics;

namespace CustomerValue.Testing;

/// <summary>One household, drawn from its own streams: whatever the size of the bank and the order of reading, it is the same.</summary>
/// <remarks>A reused buffer: <see cref="Load"/> replaces the whole content. Not thread-safe; every enumeration has its own.</remarks>
internal sealed class HouseholdScript(ulong seed, SyntheticBankOptions options)
{
    public const int MaxMembers = 4;

    /// <summary>Ids of members and accounts of household h are 10h + 1 …; so no id depends on the size of the bank.</summary>
    public const long IdStride = 10;

    public long Index { get; private set; }

    public HouseholdSegment Segment { get; private set; }

    public MemberScript[] Members { get; } = [new(), new(), new(), new()];

    public int MemberCount { get; private set; }

    public int AdultCount { get; private set; }

    public int Region { get; private set; }

    public Day Joined { get; private set; }

    public bool HasSavings { get; private set; }

    public bool HasFund { get; private set; }

    /// <summary>Assets at the start, as drawn.</summary>
    public double StartAssets { get; private set; }

    /// <summary>Share of the assets on the current accounts; of the rest, share in the fund.</summary>
    public double CurrentShare { get; private set; }

    public double FundShare { get; private set; }

    /// <summary>Mean digital use of the adults, 0 to 1; recorded.</summary>
    public double DigitalUse { get; private set; }

    /// <summary>Standard normal; moves assets, in no table.</summary>
    public double HiddenTrait { get; private set; }

    /// <summary>The smallest client key, as in <see cref="CustomerValue.Information.Households"/>.</summary>
    public long HouseholdId => CustomerId(0);

    public int AccountCount => AdultCount + (HasSavings ? 1 : 0) + (HasFund ? 1 : 0);

    public ReadOnlySpan<MemberScript> Adults => Members.AsSpan(0, AdultCount);

    public long CustomerId(int member) => Index * IdStride + member + 1;

    /// <summary>Current accounts of the adults first, then savings, then fund.</summary>
    public long AccountId(int account) => Index * IdStride + account + 1;

    public void Load(long index)
    {
        Index = index;
        var stream = RandomStream.Open(seed, "household", index);
        Segment = SegmentProfile.At(stream.NextDouble());
        var profile = SegmentProfile.Of(Segment);
        DrawMembers(stream, profile);
        Region = 1 + stream.NextInt(8);
        Joined = options.Start.AddDays(-30 - stream.NextInt(3_650));

        StartAssets = Segment switch
        {
            HouseholdSegment.Dormant => 0,
            HouseholdSegment.Affluent => profile.TailStart * Elementary.Exp(Draws.Exponential(stream) / profile.TailExponent),
            _ => Elementary.Exp(profile.LogMedian + profile.LogSpread * Draws.Normal(stream)),
        };
        HasSavings = AdultCount > 1 || Draws.Chance(stream, Segment == HouseholdSegment.Saver ? 0.95 : 0.6);
        HasFund = Segment != HouseholdSegment.Dormant && Draws.Chance(stream, Segment == HouseholdSegment.Affluent ? 0.8 : 0.12);
        CurrentShare = HasSavings || HasFund ? Math.Min(1, profile.Current * (0.5 + stream.NextDouble())) : 1;
        FundShare = HasFund ? HasSavings ? 0.25 + 0.5 * stream.NextDouble() : 1 : 0;
        HiddenTrait = Draws.Normal(stream);
    }

    // Households of 1, 2, 3, 4 clients: 46, 38, 10, 6 %. The third and fourth are minors.
    private void DrawMembers(RandomStream stream, SegmentProfile profile)
    {
        var u = stream.NextDouble();
        MemberCount = u < 0.46 ? 1 : u < 0.84 ? 2 : u < 0.94 ? 3 : 4;
        AdultCount = Math.Min(2, MemberCount);

        // Families with minors are 25 to 55, the others 20 to 85.
        var age = MemberCount > 2 ? 25 + 30 * stream.NextDouble() : 20 + 65 * stream.NextDouble();
        double digital = 0;
        for (var i = 0; i < MemberCount; i++)
        {
            var member = Members[i];
            var minor = i >= 2;
            var years = minor ? 17 * stream.NextDouble() : Math.Max(18, age + (i == 1 ? 3 * Draws.Normal(stream) : 0));
            member.IsMinor = minor;
            member.Born = options.Start.AddDays(-(int)(years * 365.25));
            member.IsFemale = i == 1 ? !Members[0].IsFemale : Draws.Chance(stream, 0.5);
            member.DigitalUse = stream.NextDouble();
            member.HasCard = !minor && Segment != HouseholdSegment.Dormant && Draws.Chance(stream, 0.85);
            var income = profile.Income * (years < 66 ? 1 : 0.6) * Elementary.Exp(0.3 * Draws.Normal(stream));
            member.SalaryCents = !minor && Draws.Chance(stream, profile.Employed) ? (long)(100 * income) : 0;
            member.PayDay = 1 + stream.NextInt(5);
            digital += minor ? 0 : member.DigitalUse;
        }

        DigitalUse = digital / AdultCount;
    }
}
