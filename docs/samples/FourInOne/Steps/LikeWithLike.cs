using CustomerValue.Experiments;
using CustomerValue.Testing;

namespace FourInOne.Steps;

/// <summary>The difference of the promotion rates of the marketed and the held back at equal traits.</summary>
internal sealed record LikeWithLike(AdjustedComparison Promotion)
{
    private static readonly string[] Traits = ["assets before", "growth of the half-year before", "clients in the household", "digital use"];

    public int TraitCount => Traits.Length;

    public static LikeWithLike Of(CampaignHousehold[] rows, int[] tiersBefore, int[] tiersAfter)
    {
        var compared = Enumerable.Range(0, rows.Length).Where(i => rows[i].Group != CampaignGroup.NonRecommended).ToArray();
        var marketed = Array.ConvertAll(compared, i => rows[i].Group == CampaignGroup.Marketing);
        var traits = compared.SelectMany(i => TraitsOf(rows[i])).ToArray();
        return new LikeWithLike(
            RegressionAdjustment.Fit(new TrialColumns
            {
                Outcomes = Array.ConvertAll(compared, i => tiersAfter[i] > tiersBefore[i] ? 1.0 : 0),
                IsTreated = marketed,
                Covariates = traits,
                CovariateNames = Traits,
            }));
    }

    // Assets spread over four powers of ten: on the scale of logarithms one rich household does not decide.
    private static double[] TraitsOf(CampaignHousehold row) =>
    [
        Math.Log(1 + Math.Max(0, (double)row.AssetsBefore)),
        Math.Log(1 + Math.Max(0, (double)row.AssetsBefore)) - Math.Log(1 + Math.Max(0, (double)row.AssetsSixMonthsBefore)),
        row.ClientCount,
        row.DigitalUse,
    ];
}
