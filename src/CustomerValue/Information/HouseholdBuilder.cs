namespace CustomerValue.Information;

/// <summary>From dispositions in force to connected components of clients over accounts, capped.</summary>
internal sealed class HouseholdBuilder
{
    public const string Source = "dispositions";

    private readonly List<Link> links = [];
    private KeyIndex clients = new([]);
    private KeyIndex accounts = new([]);
    private int[] linkStart = [];

    public static Households Build(Func<RejectionLog, IEnumerable<Disposition>> source, Day asOf, Day knownAt, HouseholdOptions options)
    {
        var builder = new HouseholdBuilder();
        var log = new RejectionLog(Source, options.Strictness, options.ReportedRows);
        var outOfForce = builder.Read(source(log), asOf, knownAt, log);
        builder.Index();
        var householdOfClient = builder.Connect(options.LargestHousehold, out var oversized);
        var householdOfAccount = builder.Place(householdOfClient);
        return new Households(
            asOf,
            knownAt,
            log.ToQuality(),
            outOfForce,
            new HouseholdMembers(builder.clients, householdOfClient),
            new HouseholdMembers(builder.accounts, householdOfAccount),
            builder.Owners(),
            builder.linkStart,
            oversized);
    }

    private long Read(IEnumerable<Disposition> dispositions, Day asOf, Day knownAt, RejectionLog log)
    {
        var seen = new HashSet<Disposition>();
        var sound = new List<Disposition>();
        foreach (var disposition in dispositions)
        {
            var row = log.RowsRead++;
            if (!IsSound(disposition, row, log))
            {
                continue;
            }

            if (seen.Add(disposition))
            {
                sound.Add(disposition);
            }
            else
            {
                log.Duplicate(row, $"client {disposition.Client} on account {disposition.Account}");
            }
        }

        var superseded = Superseded(sound, knownAt, log);
        for (var i = 0; i < sound.Count; i++)
        {
            if (Known(sound[i]) <= knownAt && !superseded[i] && From(sound[i]) <= asOf && (sound[i].ValidTo ?? Day.MaxValue) >= asOf)
            {
                links.Add(new Link(sound[i].Account, sound[i].Client, sound[i].Role));
            }
        }

        return sound.Count - links.Count;
    }

    // Of several versions of one right those hold that were known last; few rights have more than one.
    private static bool[] Superseded(List<Disposition> sound, Day knownAt, RejectionLog log)
    {
        var first = new Dictionary<(RecordKey, RecordKey, Day), int>();
        var repeated = new Dictionary<int, List<int>>();
        for (var i = 0; i < sound.Count; i++)
        {
            var right = (sound[i].Client, sound[i].Account, From(sound[i]));
            if (!first.TryGetValue(right, out var before))
            {
                first.Add(right, i);
            }
            else if (repeated.TryGetValue(before, out var versions))
            {
                versions.Add(i);
            }
            else
            {
                repeated.Add(before, [before, i]);
            }
        }

        var superseded = new bool[sound.Count];
        foreach (var versions in repeated.Values)
        {
            log.Corrections += versions.Select(i => Known(sound[i])).Distinct().Count() - 1;
            var last = versions.Select(i => Known(sound[i])).Where(known => known <= knownAt).DefaultIfEmpty(Day.MinValue).Max();
            foreach (var i in versions)
            {
                superseded[i] = Known(sound[i]) < last;
            }
        }

        return superseded;
    }

    private static Day From(Disposition disposition) => disposition.ValidFrom ?? Day.MinValue;

    private static Day Known(Disposition disposition) => disposition.KnownAt ?? From(disposition);

    private static bool IsSound(Disposition? disposition, long row, RejectionLog log)
    {
        if (disposition is null)
        {
            log.Reject(row, RejectionReason.NullRow, "a disposition on every row", "null");
        }
        else if (disposition.Client.IsMissing || disposition.Account.IsMissing)
        {
            log.Reject(row, RejectionReason.MissingKey, "client and account given", $"client '{disposition.Client}', account '{disposition.Account}'");
        }
        else if (disposition.ValidTo == default(Day) || disposition.KnownAt == default(Day))
        {
            log.Reject(row, RejectionReason.MissingDay, "last and known-at day given or null", "default");
        }
        else if (disposition.Role is < DispositionRole.Owner or > DispositionRole.Disponent)
        {
            log.Reject(row, RejectionReason.UnknownCategory, "role owner, co-owner or disponent", $"role {Guard.Text((int)disposition.Role)}");
        }
        else if (disposition.ValidFrom is { } from && disposition.ValidTo is { } to && to < from)
        {
            log.Reject(row, RejectionReason.NegativeDuration, "ValidFrom ≤ ValidTo", $"from {from}, to {to}");
        }
        else
        {
            return true;
        }

        return false;
    }

    // Links by account, then owners first, then client; of two roles on one account the stronger counts.
    private void Index()
    {
        var strongest = links.GroupBy(l => (l.Account, l.Client)).Select(g => g.OrderBy(l => l.Role).First()).ToList();
        links.Clear();
        links.AddRange(strongest);
        links.Sort((a, b) =>
        {
            var order = a.Account.CompareTo(b.Account);
            order = order != 0 ? order : a.Role.CompareTo(b.Role);
            return order != 0 ? order : a.Client.CompareTo(b.Client);
        });
        clients = KeyIndex.Of(links.Select(l => l.Client).Distinct());
        accounts = KeyIndex.Of(links.Select(l => l.Account).Distinct());
        linkStart = new int[accounts.Count + 1];
        for (int account = -1, i = 0; i < links.Count; i++)
        {
            if (i == 0 || links[i].Account != links[i - 1].Account)
            {
                linkStart[++account] = i;
            }
        }

        linkStart[accounts.Count] = links.Count;
    }

    private int[] Connect(int largest, out OversizedComponent[] oversized)
    {
        var sets = new DisjointSets(clients.Count);
        var client = links.Select(l => clients.Find(l.Client)).ToArray();
        Join(sets, client, (_, _) => true);
        var whole = Roots(sets);
        var tooLarge = TooLarge(whole, largest);
        if (tooLarge.Count > 0)
        {
            Dissolve(sets, whole, tooLarge);
            Join(sets, client, (root, role) => tooLarge.Contains(root) && role != DispositionRole.Disponent, whole);
            var owned = Roots(sets);
            Dissolve(sets, owned, TooLarge(owned, largest));
        }

        var number = new int[clients.Count];
        var result = new int[clients.Count];
        var count = 0;
        for (var i = 0; i < result.Length; i++)
        {
            // The root is the smallest member, so it was numbered before the others.
            var root = sets.Find(i);
            result[i] = root == i ? number[i] = count++ : number[root];
        }

        oversized = tooLarge.OrderBy(root => root).Select(root => Describe(root, whole, result)).ToArray();
        return result;
    }

    private void Join(DisjointSets sets, int[] client, Func<int, DispositionRole, bool> counts, int[]? whole = null)
    {
        for (var account = 0; account < accounts.Count; account++)
        {
            var first = -1;
            for (var i = linkStart[account]; i < linkStart[account + 1]; i++)
            {
                if (!counts(whole is null ? 0 : whole[client[i]], links[i].Role))
                {
                    continue;
                }

                if (first >= 0)
                {
                    sets.Union(first, client[i]);
                }

                first = client[i];
            }
        }
    }

    private int[] Roots(DisjointSets sets) => Enumerable.Range(0, clients.Count).Select(sets.Find).ToArray();

    private static HashSet<int> TooLarge(int[] roots, int largest) =>
        [.. roots.GroupBy(root => root).Where(g => g.Skip(largest).Any()).Select(g => g.Key)];

    private static void Dissolve(DisjointSets sets, int[] roots, HashSet<int> which)
    {
        for (var i = 0; i < roots.Length; i++)
        {
            if (which.Contains(roots[i]))
            {
                sets.Isolate(i);
            }
        }
    }

    private OversizedComponent Describe(int root, int[] whole, int[] household)
    {
        var members = Enumerable.Range(0, whole.Length).Where(i => whole[i] == root).ToArray();
        return new OversizedComponent(clients[root], members.Length, members.Select(i => household[i]).Distinct().Count());
    }

    // An account counts once: in the household of its first owner (of its first disponent where nobody owns it).
    private int[] Place(int[] householdOfClient) =>
        Enumerable.Range(0, accounts.Count).Select(account => householdOfClient[clients.Find(links[linkStart[account]].Client)]).ToArray();

    private Ownership[] Owners()
    {
        var shares = new Ownership[links.Count];
        for (var account = 0; account < accounts.Count; account++)
        {
            var owners = 0;
            for (var i = linkStart[account]; i < linkStart[account + 1]; i++)
            {
                owners += links[i].Role == DispositionRole.Disponent ? 0 : 1;
            }

            for (var i = linkStart[account]; i < linkStart[account + 1]; i++)
            {
                shares[i] = new Ownership(links[i].Client, links[i].Role, links[i].Role == DispositionRole.Disponent ? 0 : 1.0 / owners);
            }
        }

        return shares;
    }

    private readonly struct Link(RecordKey account, RecordKey client, DispositionRole role)
    {
        public RecordKey Account { get; } = account;

        public RecordKey Client { get; } = client;

        public DispositionRole Role { get; } = role;
    }
}
