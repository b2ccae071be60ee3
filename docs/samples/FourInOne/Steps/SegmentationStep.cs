using CustomerValue.Information;
using CustomerValue.Segmentation;
using FourInOne.Output;

namespace FourInOne.Steps;

/// <summary>Step 2: who is active, who is alike, who is worth what, who is moving.</summary>
internal static class SegmentationStep
{
    private const int SegmentCount = 5;

    private static readonly string[] Alike =
    [
        ActivityFeatures.Balance, ActivityFeatures.Inflow, ActivityFeatures.Outflow, ActivityFeatures.Frequency,
        ActivityFeatures.Recency, ActivityFeatures.Tenure, ActivityFeatures.BalanceChange,
    ];

    private static readonly RfmSegments Activity = RfmSegments.FromRules(
        [
            new RfmRule("champions") { Recency = (4, 5), Frequency = (4, 5), Monetary = (4, 5) },
            new RfmRule("loyal") { Recency = (3, 5), Frequency = (3, 5), Monetary = (2, 5) },
            new RfmRule("slipping away") { Recency = (1, 2), Monetary = (3, 5) },
            new RfmRule("occasional") { Recency = (3, 5) },
        ],
        "quiet");

    public static CustomerSegments Run(CustomerPicture picture, ulong seed, Screen screen)
    {
        var features = picture.Features;
        var scores = new RfmScore[features.RowCount];
        var recency = Recency(features);
        var frequency = features.Number(ActivityFeatures.Frequency);
        var inflow = features.Number(ActivityFeatures.Inflow);
        RfmModel.Fit(recency, frequency, inflow).Score(recency, frequency, inflow, scores);
        var activity = new int[scores.Length];
        Activity.Assign(scores, activity);

        var batch = Encode(features);
        var balance = batch.Schema.Columns.Select((column, place) => (column.Name, place)).Single(c => c.Name == ActivityFeatures.Balance).place;
        var model = screen.Work(
            "Looking for households that are alike",
            progress => KMeansModel.Fit(batch, SegmentCount, seed, new KMeansOptions { OrderColumn = balance, Threads = 2 }, progress: progress));
        var alike = new int[scores.Length];
        model.Assign(batch, alike);

        var standings = picture.Standings;
        var tiers = picture.Bank.Tiers.TierCount;
        return new CustomerSegments
        {
            Scores = scores,
            Activity = Activity,
            ActivityOf = activity,
            Likeness = model,
            LikenessOf = alike,
            MovesBefore = TransitionCounts.From(standings.TierBefore, standings.Tier, tiers),
            MovesAfter = TransitionCounts.From(standings.Tier, standings.TierAfter, tiers),
        };
    }

    /// <summary>Days since the last movement of the customer's own; since the first of any kind where there is none.</summary>
    private static double[] Recency(CustomerTable features)
    {
        var tenure = features.Number(ActivityFeatures.Tenure);
        var recency = features.Number(ActivityFeatures.Recency).ToArray();
        for (var row = 0; row < recency.Length; row++)
        {
            recency[row] = double.IsNaN(recency[row]) ? tenure[row] : recency[row];
        }

        return recency;
    }

    // On one scale: a column with a large spread would decide alone.
    private static FeatureBatch Encode(CustomerTable features)
    {
        var columns = features.Columns(Alike);
        var options = new EncoderOptions
        {
            Imputation = Imputation.Median,
            Scaling = Scaling.Standardize,
            SignedLog = [ActivityFeatures.Balance, ActivityFeatures.Inflow, ActivityFeatures.Outflow, ActivityFeatures.Frequency, ActivityFeatures.Recency, ActivityFeatures.BalanceChange],
        };
        return FeatureEncoder.Fit(columns, options).Encode(columns);
    }
}
