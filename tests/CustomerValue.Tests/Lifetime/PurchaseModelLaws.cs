using CustomerValue.Information;
using CustomerValue.Lifetime;
using CustomerValue.Numerics;

namespace CustomerValue.Tests.Lifetime;

/// <summary>What mathematics promises of every model of repeat purchases.</summary>
public sealed class PurchaseModelLaws
{
    private static readonly PurchaseHistory[] Histories =
    [
        default, new(0, 0, 30), new(1, 0.5, 30), new(3, 20, 26), new(3, 26, 26), new(12, 24, 30), new(40, 29.5, 30),
    ];

    public static TheoryData<string> Models() => new(PurchaseModelUnderTest.All.Keys);

    [Theory]
    [MemberData(nameof(Models))]
    public void Expected_purchases_are_the_mean_of_their_distribution(string name)
    {
        var model = PurchaseModelUnderTest.All[name];
        foreach (var history in Histories)
        {
            double mean = 0, mass = 0;
            for (var n = 0; n < 250; n++)
            {
                var probability = model.Count(history, n, 6);
                mass += probability;
                mean += n * probability;
            }

            mass.Should().BeApproximately(1, 1e-9, history.ToString());
            mean.Should().BeApproximately(model.Expected(history, 6), 1e-8 * (1 + mean), history.ToString());
        }
    }

    [Theory]
    [MemberData(nameof(Models))]
    public void Discounting_at_hardly_any_rate_is_counting_and_over_a_long_horizon_the_unlimited_future(string name)
    {
        var model = PurchaseModelUnderTest.All[name];
        foreach (var history in Histories)
        {
            var plain = model.DiscountedWithin(history, 26, new Discounting { AnnualRate = 0 });
            ReferenceChecks.Near(plain, model.Expected(history, 26), 1e-10, history + " without a rate");
            ReferenceChecks.Near(model.DiscountedWithin(history, 26, new Discounting { AnnualRate = 1e-11 }), plain, 1e-9, history + " at hardly any rate");
            var terms = new Discounting { AnnualRate = 8 };
            var rate = terms.RatePer(TimeUnit.Week);
            ReferenceChecks.Near(model.DiscountedWithin(history, 60 / rate, terms), model.Discounted(history, rate), 1e-9, history + " for ever");
        }
    }

    [Theory]
    [MemberData(nameof(Models))]
    public void Purchases_between_two_dates_add_up_and_discounted_ones_lie_between_the_conventions(string name)
    {
        var model = PurchaseModelUnderTest.All[name];
        foreach (var history in Histories)
        {
            var end = model.DiscountedWithin(history, 52, new Discounting { Timing = PaymentTiming.EndOfPeriod, Period = 13 });
            var start = model.DiscountedWithin(history, 52, new Discounting { Timing = PaymentTiming.StartOfPeriod, Period = 13 });
            var own = model.DiscountedWithin(history, 52, Discounting.Default);
            own.Should().BeInRange(end, start);
            model.Expected(history, 0).Should().Be(0);
            model.AliveLater(history, 0).Should().BeApproximately(model.Alive(history), 1e-12);
            model.AliveLater(history, 20).Should().BeLessThanOrEqualTo(model.AliveLater(history, 10));
        }
    }

    [Theory]
    [MemberData(nameof(Models))]
    public void Customers_who_bought_on_the_last_day_are_alive_unless_they_may_leave_after_buying(string name)
    {
        var model = PurchaseModelUnderTest.All[name];
        var alive = model.Alive(new PurchaseHistory(4, 20, 20));
        if (name.StartsWith("Pareto", StringComparison.Ordinal) || name.StartsWith("GGom", StringComparison.Ordinal))
        {
            alive.Should().Be(1);
            model.LogAlive(new PurchaseHistory(4, 20, 20)).Should().Be(0);
        }
        else
        {
            alive.Should().BeInRange(0.2, 0.9999);
        }

        var nobody = model.Alive(new PurchaseHistory(0, 0, 20));
        if (name.StartsWith("BG", StringComparison.Ordinal))
        {
            nobody.Should().Be(1);
        }
        else
        {
            nobody.Should().BeLessThan(1);
        }
    }

    [Theory]
    [MemberData(nameof(Models))]
    public void Batches_score_as_single_customers_do_and_allocate_nothing(string name)
    {
        var model = PurchaseModelUnderTest.All[name];
        var histories = PurchaseHistories.FromColumns(
            Histories.Select(h => h.Repeats).ToArray(), Histories.Select(h => h.Recency).ToArray(), Histories.Select(h => h.Age).ToArray(), TimeUnit.Week);
        var terms = new Discounting { AnnualRate = 0.15, Timing = PaymentTiming.MidPeriod, Period = 13 };
        var (alive, expected, discounted) = (new double[histories.Count], new double[histories.Count], new double[histories.Count]);
        void Score()
        {
            model.Model.ProbabilityAlive(histories, alive);
            model.Model.ExpectedPurchases(histories, 26, expected);
            model.Model.DiscountedPurchases(histories, 26, terms, discounted);
        }

        Score();
        var before = GC.GetAllocatedBytesForCurrentThread();
        Score();
        (GC.GetAllocatedBytesForCurrentThread() - before).Should().Be(0);
        for (var row = 0; row < histories.Count; row++)
        {
            alive[row].Should().Be(model.Alive(histories[row]));
            expected[row].Should().Be(model.Expected(histories[row], 26));
            discounted[row].Should().Be(model.DiscountedWithin(histories[row], 26, terms));
        }
    }

    [Theory]
    [MemberData(nameof(Models))]
    public void Histories_in_another_unit_are_refused(string name)
    {
        var model = PurchaseModelUnderTest.All[name].Model;
        var days = PurchaseHistories.FromColumns([1], [3], [9], TimeUnit.Day);
        var destination = new double[1];
        ((Action)(() => model.ProbabilityAlive(days, destination))).Should().Throw<ArgumentException>().WithMessage("*7 days*");
        ((Action)(() => model.ExpectedPurchases(days, 5, destination))).Should().Throw<ArgumentException>();
        var weeks = PurchaseHistories.FromColumns([1], [3], [9], TimeUnit.Week);
        ((Action)(() => model.ExpectedPurchases(weeks, -1, destination))).Should().Throw<ArgumentOutOfRangeException>();
        ((Action)(() => model.ExpectedPurchases(weeks, double.NaN, destination))).Should().Throw<ArgumentOutOfRangeException>();
        ((Action)(() => model.DiscountedPurchases(weeks, 1, Discounting.Default, []))).Should().Throw<ArgumentException>();
    }

    [Theory]
    [MemberData(nameof(Models))]
    public void The_next_purchase_comes_with_the_asked_probability_and_silence_reaches_the_asked_level(string name)
    {
        var model = PurchaseModelUnderTest.All[name];
        var history = new PurchaseHistory(12, 29, 30);
        var median = model.NextPurchase(history, 0.5).Value;
        (1 - model.Count(history, 0, median)).Should().BeApproximately(0.5, 1e-9);
        model.NextPurchase(new PurchaseHistory(12, 2, 300), 0.9).IsDefined.Should().BeFalse();

        var silence = model.Inactivity(12, 29, 0.3).Value;
        model.Alive(new PurchaseHistory(12, 29, 29 + silence)).Should().BeApproximately(0.3, 1e-8);
        ((Action)(() => model.Inactivity(0, 3, 0.5))).Should().Throw<ArgumentException>();
        ((Action)(() => model.Inactivity(3, 3, 1))).Should().Throw<ArgumentOutOfRangeException>();
    }

    [Theory]
    [MemberData(nameof(Models))]
    public void Simulated_customers_buy_as_often_as_expected(string name)
    {
        var model = PurchaseModelUnderTest.All[name];
        const int Customers = 20_000;
        var ages = Enumerable.Repeat(20.0, Customers).ToArray();
        var drawn = model.Simulate(ages, 20261124);
        var again = model.Simulate(ages, 20261124);
        drawn.Recency.ToArray().Should().Equal(again.Recency.ToArray());
        var mean = 0.0;
        var square = 0.0;
        var silent = 0;
        foreach (var x in drawn.Repeats)
        {
            mean += x;
            square += (double)x * x;
            silent += x == 0 ? 1 : 0;
        }

        mean /= Customers;
        var error = Math.Sqrt((square / Customers - mean * mean) / Customers);
        mean.Should().BeApproximately(model.Expected(default, 20), 4 * error);
        var nobody = model.Count(default, 0, 20);
        ((double)silent / Customers).Should().BeApproximately(nobody, 4 * Math.Sqrt(nobody * (1 - nobody) / Customers));
        ((Action)(() => model.Simulate([1, -1], 1))).Should().Throw<ArgumentException>().WithMessage("*Row 1*");
    }

    [Theory]
    [MemberData(nameof(Models))]
    public void The_next_weeks_continue_what_was_seen(string name)
    {
        // E[X(0,a+b)] = E over what happens until a: by simulation of many customers seen until 15, forecast for 10 more.
        var model = PurchaseModelUnderTest.All[name];
        var drawn = model.Simulate(Enumerable.Repeat(15.0, 20_000).ToArray(), 5);
        var scores = new double[drawn.Count];
        model.Model.ExpectedPurchases(drawn, 10, scores);
        var mean = scores.Average();
        var error = Math.Sqrt(scores.Average(s => (s - mean) * (s - mean)) / scores.Length);
        mean.Should().BeApproximately(model.Expected(default, 25) - model.Expected(default, 15), 4 * error);
        model.Model.ProbabilityAlive(drawn, scores);
        mean = scores.Average();
        error = Math.Sqrt(scores.Average(s => (s - mean) * (s - mean)) / scores.Length);
        mean.Should().BeApproximately(model.AliveLater(default, 15), 4 * error + 1e-9);
    }
}
