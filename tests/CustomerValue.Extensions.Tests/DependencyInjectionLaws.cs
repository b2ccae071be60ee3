using CustomerValue.Information;
using CustomerValue.Lifetime;
using CustomerValue.Propensity;
using CustomerValue.Segmentation;
using CustomerValue.Uplift;
using Microsoft.Extensions.DependencyInjection;

namespace CustomerValue.Extensions.Tests;

public sealed class DependencyInjectionLaws
{
    private static readonly FeatureSchema Schema = new([FeatureColumn.Number("x"), FeatureColumn.Number("y")]);

    [Fact]
    public void A_scorer_is_found_by_its_name_and_scores_as_the_model()
    {
        var model = Logistic(0.5);
        using var provider = new ServiceCollection().AddCustomerValue(b => b.AddScorer("mortgage", model).AddScorer("card", Logistic(-1))).BuildServiceProvider();

        var scorer = provider.GetRequiredKeyedService<IScorer>("mortgage");

        scorer.FeatureCount.Should().Be(2);
        scorer.Score([1, 2]).Should().Be(model.Score([1, 2]));
        provider.GetRequiredKeyedService<ModelSlot<IScorer>>("mortgage").Current.Should().BeSameAs(model);
        provider.GetRequiredKeyedService<IScorer>("card").Score([1, 2]).Should().NotBe(scorer.Score([1, 2]));
        provider.GetKeyedService<IScorer>("loan").Should().BeNull();
        provider.GetKeyedService<IScorer>("Mortgage").Should().BeNull();
    }

    [Fact]
    public void A_replacement_reaches_the_scorer_that_was_handed_out_before()
    {
        using var provider = new ServiceCollection().AddCustomerValue(b => b.AddScorer("mortgage", Logistic(0.5))).BuildServiceProvider();
        var scorer = provider.GetRequiredKeyedService<IScorer>("mortgage");
        var old = provider.GetRequiredKeyedService<ModelSlot<IScorer>>("mortgage").Replace(Logistic(-3));

        scorer.Score([1, 2]).Should().Be(Logistic(-3).Score([1, 2]));
        old.Score([1, 2]).Should().Be(Logistic(0.5).Score([1, 2]));
    }

    [Fact]
    public void A_model_file_is_opened_once_when_it_is_needed_and_closed()
    {
        var opened = 0;
        MemoryStream? stream = null;
        using var provider = new ServiceCollection().AddCustomerValue(b => b.AddScorer("mortgage", () =>
        {
            opened++;
            return stream = new MemoryStream(System.Text.Encoding.UTF8.GetBytes(ModelFile.Save(Logistic(0.25))));
        })).BuildServiceProvider();

        opened.Should().Be(0);
        provider.GetRequiredKeyedService<IScorer>("mortgage").Score([3, 4]).Should().Be(Logistic(0.25).Score([3, 4]));
        _ = provider.GetRequiredKeyedService<ModelSlot<IScorer>>("mortgage");
        opened.Should().Be(1);
        stream!.CanRead.Should().BeFalse();
    }

    [Fact]
    public void A_factory_sees_the_other_services()
    {
        using var provider = new ServiceCollection().AddSingleton(Logistic(0.75))
            .AddCustomerValue(b => b.AddScorer("mortgage", services => services.GetRequiredService<LogisticModel>())).BuildServiceProvider();

        provider.GetRequiredKeyedService<ModelSlot<IScorer>>("mortgage").Current.Should().BeSameAs(provider.GetRequiredService<LogisticModel>());
    }

    [Fact]
    public void Segmenters_and_purchase_models_are_found_alike()
    {
        var segments = KMeansModel.FromParameters([0, 0, 5, 5], 2);
        var purchases = BgNbdModel.FromParameters(0.24, 4.4, 0.8, 2.4, TimeUnit.Week);
        var histories = PurchaseHistories.FromColumns([2], [30], [40], TimeUnit.Week);
        using var provider = new ServiceCollection().AddCustomerValue(b => b.AddSegmenter("value", segments).AddPurchaseModel("value", purchases)).BuildServiceProvider();
        var (expected, found) = (new double[1], new double[1]);

        var segmenter = provider.GetRequiredKeyedService<ISegmenter>("value");
        segmenter.SegmentCount.Should().Be(2);
        segmenter.Assign([4, 4], out _).Should().Be(1);
        provider.GetRequiredKeyedService<ModelSlot<ISegmenter>>("value").Replace(KMeansModel.FromParameters([0, 0, 5, 5, 4, 4], 2));
        segmenter.Assign([4, 4], out _).Should().Be(2);

        purchases.ExpectedPurchases(histories, 10, expected);
        provider.GetRequiredKeyedService<IPurchaseModel>("value").ExpectedPurchases(histories, 10, found);
        found.Should().Equal(expected);
    }

    [Theory]
    [InlineData("bg-nbd")]
    [InlineData("pareto-nbd")]
    [InlineData("mbg-nbd")]
    [InlineData("cnbd")]
    [InlineData("ggom-nbd")]
    [InlineData("bg-bb")]
    [InlineData("hiatus-rule")]
    public void Every_purchase_model_comes_from_its_file_and_predicts_as_itself(string kind)
    {
        var model = (IPurchaseModel)Samples.Of(kind).Model;
        var unit = model switch { BgNbdModel m => m.Unit, PurchaseModel m => m.Unit, BgBbModel m => m.Unit, _ => TimeUnit.Week };
        var histories = PurchaseHistories.FromColumns([0, 2], [0, 5], [6, 6], unit);
        var file = System.Text.Encoding.UTF8.GetBytes(ModelFile.Save(model));
        using var provider = new ServiceCollection().AddCustomerValue(b => b.AddPurchaseModel("value", () => new MemoryStream(file))).BuildServiceProvider();
        var (expected, found) = (new double[2], new double[2]);

        model.DiscountedPurchases(histories, 3, Discounting.Default, expected);
        provider.GetRequiredKeyedService<IPurchaseModel>("value").DiscountedPurchases(histories, 3, Discounting.Default, found);
        found.Should().Equal(expected);
    }

    [Fact]
    public void A_model_of_other_features_does_not_come_into_use()
    {
        using var provider = new ServiceCollection().AddCustomerValue(b => b.AddScorer("mortgage", Logistic(0.5))).BuildServiceProvider();
        var slot = provider.GetRequiredKeyedService<ModelSlot<IScorer>>("mortgage");
        var before = slot.Current;
        var narrow = LogisticModel.FromParameters(new FeatureSchema([FeatureColumn.Number("x")]), 0, [1]);

        ((Action)(() => slot.Replace(narrow))).Should().Throw<ArgumentException>().WithMessage("*takes 1 features*takes 2*");
        slot.Current.Should().BeSameAs(before);
    }

    [Fact]
    public void Uplift_models_are_found_and_replaced_alike()
    {
        var model = TwoModelUplift.FromParameters(Logistic(1), Logistic(0.5));
        using var provider = new ServiceCollection().AddCustomerValue(b => b.AddUpliftModel("spring", model)).BuildServiceProvider();
        var found = provider.GetRequiredKeyedService<IUpliftModel>("spring");
        var slot = provider.GetRequiredKeyedService<ModelSlot<IUpliftModel>>("spring");

        found.Uplift([1, 2]).Should().Be(model.Uplift([1, 2]));
        slot.Replace(TwoModelUplift.FromParameters(Logistic(0.5), Logistic(1)));
        found.Uplift([1, 2]).Should().Be(-model.Uplift([1, 2]));
        var narrow = LogisticModel.FromParameters(new FeatureSchema([FeatureColumn.Number("x")]), 0, [1]);
        ((Action)(() => slot.Replace(TwoModelUplift.FromParameters(narrow, narrow)))).Should().Throw<ArgumentException>().WithMessage("*takes 1 features*takes 2*");
    }

    [Fact]
    public void A_name_that_is_taken_or_empty_is_refused()
    {
        var services = new ServiceCollection().AddCustomerValue(b => b.AddScorer("mortgage", Logistic(0.5)));

        ((Action)(() => services.AddCustomerValue(b => b.AddScorer("mortgage", Logistic(1))))).Should().Throw<ArgumentException>().WithMessage("*scorer named 'mortgage' already*");
        ((Action)(() => services.AddCustomerValue(b => b.AddScorer("", Logistic(1))))).Should().Throw<ArgumentException>().WithMessage("*scorer needs a name*");
        ((Action)(() => services.AddCustomerValue(b => b.AddScorer("x", (IScorer)null!)))).Should().Throw<ArgumentNullException>();
        ((Action)(() => services.AddCustomerValue(b => b.AddScorer("x", (Func<Stream>)null!)))).Should().Throw<ArgumentNullException>();
        ((Action)(() => services.AddCustomerValue(null!))).Should().Throw<ArgumentNullException>();
        ((Action)(() => ((IServiceCollection)null!).AddCustomerValue(_ => { }))).Should().Throw<ArgumentNullException>();
    }

    [Fact]
    public void A_broken_model_file_says_so_when_the_scorer_is_asked_for()
    {
        using var provider = new ServiceCollection().AddCustomerValue(b => b.AddScorer("mortgage", () => new MemoryStream([1, 2, 3]))).BuildServiceProvider();

        ((Action)(() => provider.GetRequiredKeyedService<IScorer>("mortgage"))).Should().Throw<InvalidDataException>().WithMessage("Model file:*");
    }

    [Fact]
    public async Task Scores_during_swaps_are_of_the_one_model_or_the_other()
    {
        var (one, two) = (Logistic(0.5), Logistic(-3));
        using var provider = new ServiceCollection().AddCustomerValue(b => b.AddScorer("mortgage", one)).BuildServiceProvider();
        var scorer = provider.GetRequiredKeyedService<IScorer>("mortgage");
        var slot = provider.GetRequiredKeyedService<ModelSlot<IScorer>>("mortgage");
        var batch = FeatureBatch.FromRows(Schema, [.. Enumerable.Range(0, 512).Select(i => i * 0.01)]);
        var (first, second) = (new double[256], new double[256]);
        one.Score(batch, first);
        two.Score(batch, second);
        var seen = new int[2];
        var wrong = 0;
        using var deadline = new CancellationTokenSource(TimeSpan.FromMinutes(1));

        var readers = Enumerable.Range(0, 4).Select(_ => Task.Run(() =>
        {
            // Until both models were met often, however the threads take turns; the clock only ends a test that would fail.
            var scores = new double[256];
            while ((Volatile.Read(ref seen[0]) < 1_000 || Volatile.Read(ref seen[1]) < 1_000) && !deadline.IsCancellationRequested)
            {
                // One batch is of one model, row for row.
                scorer.Score(batch, scores);
                var which = scores.AsSpan().SequenceEqual(first) ? 0 : scores.AsSpan().SequenceEqual(second) ? 1 : -1;
                Interlocked.Increment(ref which < 0 ? ref wrong : ref seen[which]);
                var single = scorer.Score(batch.Row(7));
                Interlocked.Add(ref wrong, single == first[7] || single == second[7] ? 0 : 1);
            }
        })).ToArray();
        for (var swap = 0; !readers.All(r => r.IsCompleted); swap++)
        {
            slot.Replace(swap % 2 == 0 ? two : one);
        }

        await Task.WhenAll(readers);

        wrong.Should().Be(0);
        seen.Should().OnlyContain(count => count >= 1_000);
    }

    [Fact]
    public void Scoring_through_the_services_allocates_nothing()
    {
        using var provider = new ServiceCollection().AddCustomerValue(b => b.AddScorer("mortgage", Logistic(0.5))).BuildServiceProvider();
        var scorer = provider.GetRequiredKeyedService<IScorer>("mortgage");
        var batch = FeatureBatch.FromRows(Schema, new double[200]);
        var scores = new double[100];
        Use();
        var before = GC.GetAllocatedBytesForCurrentThread();

        Use();

        (GC.GetAllocatedBytesForCurrentThread() - before).Should().Be(0);

        void Use()
        {
            for (var i = 0; i < 50; i++)
            {
                scorer.Score(batch, scores);
                scores[0] = scorer.Score(batch.Row(i)) + scorer.FeatureCount;
            }
        }
    }

    private static LogisticModel Logistic(double slope) => LogisticModel.FromParameters(Schema, 0.1, [slope, -slope / 3]);
}
