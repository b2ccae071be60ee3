namespace CustomerValue.Targeting;

/// <summary>Which customer gets which offers, so that the whole is worth most within budget, capacities and contact limits.</summary>
/// <remarks>
/// Limits get prices (Lagrange; column generation of Dantzig, Wolfe 1960, Operations Research 8), each customer takes the best
/// offers at those prices, and the plan is mended and improved until it meets every limit. The prices give an upper bound that no
/// plan can pass; branch and bound over what the prices leave open closes the gap on small campaigns, and certifies it on
/// large ones. Offers without gain are never given unless a minimum forces them. Same input, same plan, for any number of
/// threads. Memory: about 60 bytes per customer and choice at its height. Immutable and thread-safe.
/// </remarks>
public sealed class CampaignPlan
{
    private readonly int[] assigned;
    private readonly string[] offerNames;
    private readonly int[] volumes;
    private readonly ConstraintUse[] constraints;
    private readonly string[] conflicts;
    private readonly double totalValue;
    private readonly double totalCost;
    private readonly double upperBound;

    private CampaignPlan(PlanStatus status, IReadOnlyList<Offer> offers, int[] assigned, int stride, double value, double cost, double bound, ConstraintUse[] constraints, string[] conflicts, int nodes)
    {
        Status = status;
        this.assigned = assigned;
        OffersPerCustomer = stride;
        offerNames = offers.Select(o => o.Name).ToArray();
        volumes = new int[offers.Count];
        foreach (var offer in assigned)
        {
            if (offer >= 0)
            {
                volumes[offer]++;
                ContactCount++;
            }
        }

        totalValue = value;
        totalCost = cost;
        upperBound = bound;
        this.constraints = constraints;
        this.conflicts = conflicts;
        Nodes = nodes;
    }

    /// <summary>What is proven about the plan.</summary>
    public PlanStatus Status { get; }

    /// <summary>True when there is a plan, and it meets every limit.</summary>
    public bool IsFeasible => Status is PlanStatus.Optimal or PlanStatus.WithinBound;

    /// <summary>Number of customers.</summary>
    public int CustomerCount => assigned.Length / OffersPerCustomer;

    /// <summary>Most offers one customer may get: the stride of <see cref="Offers"/>.</summary>
    public int OffersPerCustomer { get; }

    /// <summary>Names of the offers, by index.</summary>
    public IReadOnlyList<string> OfferNames => offerNames;

    /// <summary>Customers × <see cref="OffersPerCustomer"/> offer indices, row-major, ascending within a customer, −1 where none.</summary>
    public ReadOnlySpan<int> Offers => assigned;

    /// <summary>Number of contacts: offers given.</summary>
    public int ContactCount { get; }

    /// <summary>Σ of values given; net of cost when that was the objective.</summary>
    /// <exception cref="InvalidOperationException">There is no feasible plan.</exception>
    public double TotalValue => Feasible(totalValue);

    /// <summary>Σ of costs.</summary>
    /// <exception cref="InvalidOperationException">There is no feasible plan.</exception>
    public double TotalCost => Feasible(totalCost);

    /// <summary>No plan within the limits is worth more.</summary>
    /// <exception cref="InvalidOperationException">There is no feasible plan.</exception>
    public double UpperBound => Feasible(upperBound);

    /// <summary>(Upper bound − total value) ÷ |upper bound|; 0 when both are equal.</summary>
    /// <exception cref="InvalidOperationException">There is no feasible plan.</exception>
    public double Gap => Feasible(upperBound <= totalValue ? 0 : (upperBound - totalValue) / Math.Abs(upperBound));

    /// <summary>Every limit with its use and price.</summary>
    public IReadOnlyList<ConstraintUse> Constraints => constraints;

    /// <summary>Limits that cannot be met together; empty when there is a plan.</summary>
    public IReadOnlyList<string> Conflicts => conflicts;

    /// <summary>Nodes of branch and bound that were searched.</summary>
    public int Nodes { get; }

    /// <summary>The most valuable plan within the limits.</summary>
    /// <param name="offers">The offers, no name twice.</param>
    /// <param name="values">Customers × offers, row-major: what an offer to a customer is expected to bring, finite.</param>
    /// <param name="costs">Offers, or customers × offers row-major: what a contact costs, finite and ≥ 0.</param>
    /// <param name="limits">Budget, capacities and contact limits; null for one offer per customer.</param>
    /// <param name="options">How hard to search; null for <see cref="AllocationOptions.Default"/>.</param>
    /// <param name="eligible">Customers × offers, row-major: whether the customer may get the offer; empty when all may.</param>
    /// <param name="segments">Segment of each customer, −1 for none; may be empty without <see cref="CampaignLimits.SegmentBounds"/>.</param>
    /// <param name="progress">Told after every pricing round and node.</param>
    /// <param name="cancellation">Stops between them.</param>
    /// <exception cref="ArgumentException">Lengths do not fit, a value is not finite, a cost is negative, or a limit names no offer or channel.</exception>
    public static CampaignPlan Allocate(
        IReadOnlyList<Offer> offers,
        ReadOnlySpan<double> values,
        ReadOnlySpan<double> costs,
        CampaignLimits? limits = null,
        AllocationOptions? options = null,
        ReadOnlySpan<bool> eligible = default,
        ReadOnlySpan<int> segments = default,
        IProgress<FitProgress>? progress = null,
        CancellationToken cancellation = default)
    {
        limits ??= CampaignLimits.None;
        options ??= AllocationOptions.Default;
        AllocationChecks.Check(offers, values, costs, limits, eligible, segments);
        var cells = AllocationModel.Build(offers, values, costs, limits, options.NetOfCost, eligible, segments);
        var search = new AllocationSearch(cells, options, progress, cancellation);
        search.Run();
        return From(offers, cells, search, limits.OffersPerCustomer);
    }

    /// <summary>The only or first offer of a customer, −1 for none.</summary>
    /// <param name="customer">Row, 0 ≤ customer &lt; <see cref="CustomerCount"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such customer.</exception>
    public int OfferOf(int customer) => assigned[Guard.Between(customer, 0, CustomerCount - 1) * OffersPerCustomer];

    /// <summary>How many customers get an offer.</summary>
    /// <param name="offer">Index of the offer.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such offer.</exception>
    public int Volume(int offer) => volumes[Guard.Between(offer, 0, volumes.Length - 1)];

    private static CampaignPlan From(IReadOnlyList<Offer> offers, AllocationCells cells, AllocationSearch search, int stride)
    {
        var rules = cells.Rules;
        var plan = search.Plan ?? new int[cells.CustomerCount];
        if (search.Plan is null)
        {
            plan.AsSpan().Fill(AllocationCells.None);
        }

        var usage = new double[rules.RowCount];
        var value = cells.Measure(plan, usage);
        var assigned = new int[plan.Length * stride];
        assigned.AsSpan().Fill(-1);
        var cost = 0.0;
        for (var i = 0; i < plan.Length; i++)
        {
            if (plan[i] >= 0)
            {
                cost += cells.Cost[plan[i]];
                rules.Choices[cells.Choice[plan[i]]].CopyTo(assigned, i * stride);
            }
        }

        var bound = Math.Max(value, search.Bound);
        var status = search.Plan is null ? (search.IsInfeasible ? PlanStatus.Infeasible : PlanStatus.NotFound)
            : bound - value <= 1e-9 * Math.Max(Math.Abs(bound), 1e-3 * cells.ValueScale) ? PlanStatus.Optimal : PlanStatus.WithinBound;
        var constraints = new ConstraintUse[rules.RowCount];
        for (var r = 0; r < constraints.Length; r++)
        {
            var sign = rules.IsMinimum[r] ? -1 : 1;
            constraints[r] = new ConstraintUse(rules.Names[r], 0 + sign * rules.Limits[r], 0 + sign * usage[r], search.Plan is null ? 0 : search.Prices[r], rules.IsMinimum[r]);
        }

        return new CampaignPlan(status, offers, assigned, stride, value, cost, bound, constraints, Conflict(rules, search), search.Nodes);
    }

    // The rows whose prices prove that no mix of plans meets them; all of them when only the search in whole offers did.
    private static string[] Conflict(AllocationRules rules, AllocationSearch search)
    {
        if (search.Plan is not null)
        {
            return [];
        }

        var top = search.IsInfeasible && search.Prices.Length > 0 ? search.Prices.Max() : 0;
        var named = Enumerable.Range(0, rules.RowCount).Where(r => top > 0 && search.Prices[r] > 1e-9 * top && search.Nodes == 0).ToArray();
        return (named.Length > 0 ? named : Enumerable.Range(0, rules.RowCount)).Select(r => rules.Names[r]).ToArray();
    }

    private double Feasible(double figure) => IsFeasible
        ? figure
        : throw new InvalidOperationException($"There is no plan: {(Status == PlanStatus.Infeasible ? "no plan can meet" : "none was found that meets")} {string.Join(", ", conflicts)}. Ask IsFeasible first.");
}
