using System.Globalization;
using CustomerValue;
using CustomerValue.Experiments;

namespace FourInOne.Steps;

/// <summary>A campaign that never was, among households picked by their balance: what a study of chosen groups shows where the truth is zero.</summary>
/// <remarks>Only households known on all three days, so that how the groups moved before can be shown too.</remarks>
internal sealed record PickedPlacebo
{
    public const int Picks = 8;

    /// <summary>The studies, one a pick.</summary>
    public required IReadOnlyList<ThreeGroupStudy> Studies { get; init; }

    public int Households => Studies[0].Table.Households;

    /// <summary>Share of the intervals of all three pairs of groups that contain zero.</summary>
    public double Coverage(StudyMeasure measure, StudyEstimator estimator) => Studies
        .SelectMany(study => study.Estimates)
        .Where(estimate => estimate.Measure == measure && estimate.Estimator == estimator)
        .Average(estimate => estimate.Comparison.Interval.Contains(0) ? 1.0 : 0);

    public static PickedPlacebo Run(CustomerPicture picture, ulong seed, IProgress<FitProgress> progress)
    {
        var standings = picture.Standings;
        var rows = Enumerable.Range(0, picture.Features.RowCount)
            .Where(row => standings.TierBefore[row] >= 0 && standings.Tier[row] >= 0 && standings.TierAfter[row] >= 0)
            .ToArray();
        double[] Of(double[] column) => Array.ConvertAll(rows, row => column[row]);
        var (before, now, after) = (Of(standings.AssetsBefore), Of(standings.Assets), Of(standings.AssetsAfter));
        var rank = new double[rows.Length];
        foreach (var (at, place) in Enumerable.Range(0, rows.Length).OrderBy(at => now[at]).Select((at, place) => (at, place)))
        {
            rank[at] = (double)place / rows.Length;
        }

        var studies = new ThreeGroupStudy[Picks];
        for (var i = 0; i < Picks; i++)
        {
            var salt = string.Create(CultureInfo.InvariantCulture, $"picked-{seed}-{i}");
            var panel = new StudyPanel(
                new StudyColumns
                {
                    Groups = rows.Select((row, at) => Pick(picture.Features.Keys[row].ToString(), salt, rank[at])).ToArray(),
                    Households = Array.ConvertAll(rows, row => (long)row),
                    AssetsBefore = now,
                    AssetsAfter = after,
                    EarlierAssets = before,
                    TiersBefore = Array.ConvertAll(rows, row => standings.Tier[row]),
                    TiersAfter = Array.ConvertAll(rows, row => standings.TierAfter[row]),
                    Covariates = Enumerable.Range(0, rows.Length).SelectMany(at => new[] { rank[at], rank[at] * rank[at], Log(now[at]), Log(before[at]) }).ToArray(),
                    CovariateNames = ["rank of assets", "its square", "log assets", "log assets the period before"],
                },
                picture.Bank.Tiers.TierCount - 1);
            studies[i] = ThreeGroupStudy.Analyze(panel, new StudyOptions { Years = picture.Bank.Calendar.OutcomeYears });
            progress.Report(new FitProgress("picks", i + 1, Picks));
        }

        return new PickedPlacebo { Studies = studies };
    }

    // The richer, the likelier to be recommended, and then to be marketed to.
    private static StudyGroup Pick(string household, string salt, double rank) =>
        KeyedHash.Unit(household, salt + "-recommended") > 0.25 + 0.6 * rank ? StudyGroup.NonRecommended
        : KeyedHash.Unit(household, salt + "-marketing") > 0.25 + 0.5 * rank ? StudyGroup.Recommended
        : StudyGroup.Marketing;

    private static double Log(double assets) => Math.Log(1 + Math.Max(0, assets));
}
