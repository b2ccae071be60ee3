using CustomerValue.Experiments;

namespace CustomerValue.Reporting;

/// <content>The four reports of the trade.</content>
public sealed partial class Report
{
    /// <summary>The report of a three-group study: one page for the manager, then the auditor's.</summary>
    /// <param name="study">The study's table.</param>
    /// <param name="doesNotShow">What the study does not show, at least one line: a report without it is refused. Lines that follow from the design are added by rule.</param>
    /// <param name="provenance">Where the panel comes from.</param>
    /// <param name="parts">Like-with-like differences and further charts; none when null.</param>
    /// <param name="options">How it is written; the defaults when null.</param>
    /// <exception cref="ArgumentNullException">A required argument is null.</exception>
    /// <exception cref="ArgumentException"><paramref name="doesNotShow"/> is empty.</exception>
    public static Report StudyReport(StudyTable study, IReadOnlyList<string> doesNotShow, Provenance provenance, StudyReportParts? parts = null, ReportOptions? options = null)
    {
        Guard.NotNull(study);
        var lines = ReportBuilder.Lines(doesNotShow, nameof(doesNotShow));
        var chosen = parts ?? StudyReportParts.Default;
        return StudyPages.Make(ThreeGroupChart.From(study, Guard.NotNull(provenance), chosen.Groups), lines, provenance, chosen, options ?? ReportOptions.Default);
    }

    /// <summary>The report of a three-group study with its adjusted estimates, balance, earlier movements and sensitivity; of a withheld one, why nothing is shown.</summary>
    /// <param name="study">The study. Its assumptions and cautions are given to the auditor in its own English.</param>
    /// <param name="doesNotShow">What the study does not show, at least one line: a report without it is refused. Lines that follow from the study are added by rule.</param>
    /// <param name="provenance">Where the panel comes from.</param>
    /// <param name="parts">Further charts; balance and effects are the study's where they are null.</param>
    /// <param name="options">How it is written; the defaults when null.</param>
    /// <exception cref="ArgumentNullException">A required argument is null.</exception>
    /// <exception cref="ArgumentException"><paramref name="doesNotShow"/> is empty, or the parts bring like-with-like differences of their own.</exception>
    public static Report StudyReport(ThreeGroupStudy study, IReadOnlyList<string> doesNotShow, Provenance provenance, StudyReportParts? parts = null, ReportOptions? options = null)
    {
        Guard.NotNull(study);
        var lines = ReportBuilder.Lines(doesNotShow, nameof(doesNotShow));
        var chosen = parts ?? StudyReportParts.Default;
        if (chosen.Groups.LikeWithLike.Count > 0)
        {
            throw new ArgumentException("Groups.LikeWithLike must be empty: the study brings its own like-with-like differences.", nameof(parts));
        }

        return StudyPages.Make(ThreeGroupChart.From(study, Guard.NotNull(provenance), chosen.Groups), lines, provenance, chosen, options ?? ReportOptions.Default);
    }

    /// <summary>The report on a customer base: who rose, fell and left, how value is spread, what segments are like.</summary>
    /// <param name="migration">The movements between tiers.</param>
    /// <param name="doesNotShow">What the report does not show, at least one line.</param>
    /// <param name="provenance">Where the customers come from.</param>
    /// <param name="parts">Further charts; none when null.</param>
    /// <param name="options">How it is written; the defaults when null.</param>
    /// <exception cref="ArgumentNullException">A required argument is null.</exception>
    /// <exception cref="ArgumentException"><paramref name="doesNotShow"/> is empty.</exception>
    public static Report CustomerBase(TierMigrationChart migration, IReadOnlyList<string> doesNotShow, Provenance provenance, CustomerBaseParts? parts = null, ReportOptions? options = null)
    {
        Guard.NotNull(migration);
        var lines = ReportBuilder.Lines(doesNotShow, nameof(doesNotShow));
        return BasePages.Make(migration, lines, Guard.NotNull(provenance), parts ?? CustomerBaseParts.Default, options ?? ReportOptions.Default);
    }

    /// <summary>The card of a scoring model: what it is for and not for, how well it ranks, how it was made.</summary>
    /// <param name="gains">Gains on customers that the model has not seen.</param>
    /// <param name="useFor">What to use the model for, at least one line.</param>
    /// <param name="doNotUseFor">What not to use it for, at least one line.</param>
    /// <param name="provenance">Where model and scores come from.</param>
    /// <param name="parts">Further figures and charts; none when null.</param>
    /// <param name="options">How it is written; the defaults when null.</param>
    /// <exception cref="ArgumentNullException">A required argument is null.</exception>
    /// <exception cref="ArgumentException">A list is empty.</exception>
    public static Report ModelCard(GainsChart gains, IReadOnlyList<string> useFor, IReadOnlyList<string> doNotUseFor, Provenance provenance, ModelCardParts? parts = null, ReportOptions? options = null)
    {
        Guard.NotNull(gains);
        var (use, avoid) = (ReportBuilder.Lines(useFor, nameof(useFor)), ReportBuilder.Lines(doNotUseFor, nameof(doNotUseFor)));
        return CardPages.Make(gains, use, avoid, Guard.NotNull(provenance), parts ?? ModelCardParts.Default, options ?? ReportOptions.Default);
    }

    /// <summary>The plan of a campaign: whom it reaches, what that costs and may bring, what holds it back, and who signs.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="doesNotShow">What the plan does not show, at least one line.</param>
    /// <param name="provenance">Where the values come from.</param>
    /// <param name="parts">Hold-out, interval and further charts; none when null.</param>
    /// <param name="options">How it is written; the defaults when null.</param>
    /// <exception cref="ArgumentNullException">A required argument is null.</exception>
    /// <exception cref="ArgumentException"><paramref name="doesNotShow"/> is empty, or no plan keeps the limits.</exception>
    public static Report CampaignPlan(Targeting.CampaignPlan plan, IReadOnlyList<string> doesNotShow, Provenance provenance, CampaignPlanParts? parts = null, ReportOptions? options = null)
    {
        var lines = ReportBuilder.Lines(doesNotShow, nameof(doesNotShow));
        return Guard.NotNull(plan).IsFeasible ? PlanPages.Make(plan, lines, Guard.NotNull(provenance), parts ?? CampaignPlanParts.Default, options ?? ReportOptions.Default)
            : throw new ArgumentException($"The plan is {plan.Status}: {string.Join("; ", plan.Conflicts)}.", nameof(plan));
    }
}
