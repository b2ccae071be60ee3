using CustomerValue;
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

    /// <summary>Whether each of them did.</summary>
    public required bool[] Rose { get; init; }

    /// <summary>The model of all of them: what promotion depends on.</summary>
    public required LogisticModel Model { get; init; }

    /// <summary>Probability of rising for every row of the picture's features, by models that did not see the household's own outcome; 0 for who could not rise.</summary>
    public required double[] Probabilities { get; init; }

    /// <summary>Area under the ROC curve of households that the model had not seen, for each seed of the folds.</summary>
    public required double[] UnseenAuc { get; init; }

    public static PromotionPropensity Fit(CustomerPicture picture, ulong seed, Screen screen)
    {
        var (standings, tiers) = (picture.Standings, picture.Bank.Tiers);
        var rows = Enumerable.Range(0, picture.Features.RowCount).Where(row => standings.CanRise(row, tiers)).ToArray();
        var rose = Array.ConvertAll(rows, standings.Rose);
        var eligible = TellingNumbers(picture.Features.Rows(rows));
        var model = LogisticModel.Fit(Encoder(eligible).Encode(eligible), rose);
        var scores = screen.Work("Judging the scores on unseen households", progress => ScoreUnseen(eligible, rose, seed, progress));
        var probabilities = new double[picture.Features.RowCount];
        for (var i = 0; i < rows.Length; i++)
        {
            probabilities[rows[i]] = scores[0][i];
        }

        return new PromotionPropensity
        {
            Rows = rows,
            Rose = rose,
            Model = model,
            Probabilities = probabilities,
            UnseenAuc = Array.ConvertAll(scores, unseen => Discrimination.Of(unseen, rose).Auc.Value),
        };
    }

    // Hardly anybody may hold a product yet, and where the records begin on one day, everybody has the same tenure.
    private static CustomerTable TellingNumbers(CustomerTable eligible)
    {
        var telling = new List<string>();
        foreach (var column in eligible.Schema.Columns.Where(column => column.Kind == FeatureKind.Number))
        {
            var commonest = eligible.Number(column.Name).ToArray().CountBy(value => value).Max(group => group.Value);
            if (eligible.RowCount - commonest >= FewestDifferent)
            {
                telling.Add(column.Name);
            }
        }

        return eligible.Columns([.. telling]);
    }

    private static FeatureEncoder Encoder(CustomerTable learned) => FeatureEncoder.Fit(learned, new EncoderOptions
    {
        Imputation = Imputation.Median,
        Scaling = Scaling.Standardize,
        SignedLog = [.. OfMoneyAndTime.Where(learned.Contains)],
    });

    // One set of scores a fold seed. The encoder learns from the training rows only: what it learned of the others would flatter the score.
    private static double[][] ScoreUnseen(CustomerTable eligible, bool[] rose, ulong seed, IProgress<FitProgress> progress)
    {
        var scores = new double[FoldSeeds][];
        for (var i = 0; i < FoldSeeds; i++)
        {
            scores[i] = new double[rose.Length];
            CrossValidation.OutOfFold(
                FoldPlan.AtRandom(rose.Length, Folds, seed + (ulong)i),
                (train, test, destination) =>
                {
                    var learned = eligible.Rows(train);
                    var encoder = Encoder(learned);
                    LogisticModel.Fit(encoder.Encode(learned), Picked.From(rose, train)).Score(encoder.Encode(eligible.Rows(test)), destination);
                },
                scores[i]);
            progress.Report(new FitProgress("folds", i + 1, FoldSeeds));
        }

        return scores;
    }
}
