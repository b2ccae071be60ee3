using CustomerValue.Information;
using CustomerValue.Lifetime;

namespace CustomerValue.Tests.Lifetime;

/// <summary>The bits of scores, frozen: any CPU, operating system, culture and number of threads gives these.</summary>
[Trait("Category", "Bits")]
public sealed class LifetimeBits
{
    [Fact]
    public void Scores_have_the_frozen_bits()
    {
        var purchases = BgNbdModel.FromParameters(0.243, 4.414, 0.793, 2.426, TimeUnit.Week);
        var spend = GammaGammaModel.FromParameters(6.25, 3.74, 15.44);
        var histories = LifetimeScoring.Customers();
        var scores = new double[histories.Count];
        var hash = 14695981039346656037UL;
        purchases.ProbabilityAlive(histories, scores);
        Mix(ref hash, scores);
        purchases.ExpectedPurchases(histories, 52, scores);
        Mix(ref hash, scores);
        purchases.ExpectedPurchases(histories, 50_000, scores);
        Mix(ref hash, scores);
        LifetimeValue.Compute(purchases, spend, histories, 52, scores);
        Mix(ref hash, scores);
        Mix(ref hash, [purchases.DiscountedPurchases(histories[5], 0.0027), purchases.LogLikelihood(histories)]);
        hash.ToString("X16", System.Globalization.CultureInfo.InvariantCulture).Should().Be("E4E2C0A300DE4313");
    }

    [Fact]
    public void A_fit_has_the_frozen_bits()
    {
        var hash = 14695981039346656037UL;
        var model = BgNbdModel.Fit(ReferenceCohorts.Simulated());
        Mix(ref hash, model.Report.Estimates);
        Mix(ref hash, model.Report.StandardErrors);
        hash.ToString("X16", System.Globalization.CultureInfo.InvariantCulture).Should().Be("8AB7D4AD34DB0D94");
    }

    /// <summary>FNV-1a over 64-bit patterns.</summary>
    private static void Mix(ref ulong hash, ReadOnlySpan<double> values)
    {
        foreach (var value in values)
        {
            hash = unchecked((hash ^ (ulong)BitConverter.DoubleToInt64Bits(value)) * 1099511628211UL);
        }
    }
}
