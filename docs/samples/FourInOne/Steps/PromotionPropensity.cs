using CustomerValue.Evaluation;
using CustomerValue.Information;
using CustomerValue.Propensity;
using FourInOne.Output;

namespace FourInOne.Steps;

/// <summary>How likely each household below the top tier is to rise in the outcome months.</summary>
internal sealed record PromotionPropensity
{
    private const int Folds = 5;
    private const int FoldSeeds = 10;

    /// <summary>Households that must differ from the commonest value before a number can teach anything.</summary>
    private const int FewestDifferent = 30;

    private static readonly string[] OfMoneyAndTime =
    [
        ActivityFeatures.Balance, ActivityFeatures.MeanBalance, ActivityFeatures.BalanceDeviation, ActivityFeatures.BalanceChange,
        ActivityFeatures.Inflow, ActivityFeatures.Outflow, ActivityFeatures.Frequency, ActivityFeatures.Recency, ActivityFeatures.Tenure,
    ];

    /// <summary>Rows of the picture's features that could rise.</summary>
    public required int[] Rows { get; init; }

    public required bool[] Rose { get; init; }

    public required LogisticModel Model { get; init; }

    /// <summary>Probability of rising for every row of the picture's features; 0 in the top tier.</summary>
    public required double[] Probabilities { get; init; }

    /// <summary>Area under the ROC curve of rows that the model had not seen, for each seed of the folds.</summary>
    public required double[] UnseenAuc { get; init; }

    /// <summary>The out-of-fold scores of the first seed, judged.</summary>
    public required Discrimination Unseen { get; init; }

    public static PromotionPropensity Fit(CustomerPicture picture, ulong seed, Screen screen)
    {
        var (standings, tiers) = (picture.Standings, picture.Bank.Tiers);
        var rows = Enumerable.Range(0, picture.Features.RowCount).Where(row => standings.CanRise(row, tiers)).ToArray();
        var rose = Array.ConvertAll(rows, standings.Rose);
        var table = TellingNumbers(picture.Features, rows);
        var eligible = table.Rows(rows);
        var encoder = Encoder(eligible);
        var model = LogisticModel.Fit(encoder.Encode(eligible), rose);
        var probabilities = new double[table.RowCount];
        model.Score(encoder.Encode(table), probabilities);
        for (var row = 0; row < probabilities.Length; row++)
        {
            probabilities[row] = standings.Tier[row] == tiers.TierCount - 1 ? 0 : probabilities[row];
        }

        var judged = screen.Work("Judging the scores on unseen households", progress => Judge(eligible, rose, seed, progress));
        return new PromotionPropensity
        {
            Rows = rows,
            Rose = rose,
            Model = model,
            Probabilities = probabilities,
            UnseenAuc = [.. judged.Select(d => d.Auc.Value)],
            Unseen = judged[0],
        };
    }

    // Hardly anybody may hold a product yet, and where the records begin on one day, everybody has the same tenure.
    private static CustomerTable TellingNumbers(CustomerTable features, int[] rows)
    {
        var telling = new List<string>();
        foreach (var name in features.Schema.Columns.Where(column => column.Kind == FeatureKind.Number).Select(column => column.Name))
        {
            var values = features.Number(name).ToArray();
            var commonest = rows.CountBy(row => values[row]).Max(group => group.Value);
            if (rows.Length - commonest >= FewestDifferent)
            {
                telling.Add(name);
            }
        }

        return features.Columns([.. telling]);
    }

    private static FeatureEncoder Encoder(CustomerTable learned) => FeatureEncoder.Fit(learned, new EncoderOptions
    {
        Imputation = Imputation.Median,
        Scaling = Scaling.Standardize,
        SignedLog = [.. OfMoneyAndTime.Where(learned.Contains)],
    });

    // The encoder learns from the training rows only: what it learned of the others would flatter the score.
    private static Discrimination[] Judge(CustomerTable eligible, bool[] rose, ulong seed, IProgress<CustomerValue.FitProgress> progress)
    {
        var judged = new Discrimination[FoldSeeds];
        var scores = new double[rose.Length];
        for (var i = 0; i < FoldSeeds; i++)
        {
            CrossValidation.OutOfFold(
                FoldPlan.AtRandom(rose.Length, Folds, seed + (ulong)i),
                (train, test, destination) =>
                {
                    var learned = eligible.Rows(train);
                    var encoder = Encoder(learned);
                    var outcomes = new bool[train.Length];
                    for (var row = 0; row < train.Length; row++)
                    {
                        outcomes[row] = rose[train[row]];
                    }

                    LogisticModel.Fit(encoder.Encode(learned), outcomes).Score(encoder.Encode(eligible.Rows(test)), destination);
                },
                scores);
            judged[i] = Discrimination.Of(scores, rose);
            progress.Report(new CustomerValue.FitProgress("folds", i + 1, FoldSeeds));
        }

        return judged;
    }
}
