using CustomerValue.Information;
using CustomerValue.Numerics;
using CustomerValue.Propensity;
using Xunit;

namespace CustomerValue.Tests.Propensity;

public class PropensityModelConsistency
{
    private sealed record Customer(double Age, double? Balance, string Job);

    private static readonly FeatureMap<Customer> Map = new FeatureMap<Customer>()
        .Number("age", c => c.Age)
        .Number("balance", c => c.Balance)
        .Category("job", c => c.Job);

    private static readonly Customer[] Customers = MakeCustomers();
    private static readonly bool[] Bought = Enumerable.Range(0, 400).Select(i => Customers[i].Age + 7 * (i % 9) > 70).ToArray();

    [Fact]
    public void Objects_tables_and_batches_score_alike()
    {
        var model = Fit();
        var table = Map.ToTable(Customers);
        var (byTable, byBatch, byObject) = (new double[400], new double[400], new double[400]);

        model.Score(table, byTable);
        model.Score(model.Encoder.Encode(table), byBatch);
        var bound = model.Bind(Map);
        bound.Score(Customers, byObject);

        byBatch.Should().Equal(byTable);
        byObject.Should().Equal(byTable);
        bound.Score(Customers[17]).Should().Be(byTable[17]);
        byTable.Should().OnlyContain(p => p > 0 && p < 1);
    }

    [Fact]
    public void Scoring_objects_allocates_nothing()
    {
        var scorer = Fit().Bind(Map);
        var scores = new double[400];
        for (var i = 0; i < 200; i++)
        {
            scorer.Score(Customers, scores);
            _ = scorer.Score(Customers[5]);
        }

        var before = GC.GetAllocatedBytesForCurrentThread();
        scorer.Score(Customers, scores);
        _ = scorer.Score(Customers[5]);

        (GC.GetAllocatedBytesForCurrentThread() - before).Should().Be(0);
    }

    [Fact]
    public void An_unseen_level_is_refused_by_row()
    {
        var scorer = Fit().Bind(Map);

        var act = () => scorer.Score([Customers[0], Customers[1] with { Job = "astronaut" }], new double[2]);

        act.Should().Throw<ArgumentException>().WithMessage("Row 1*astronaut*");
    }

    [Fact]
    public void Parts_must_fit_each_other()
    {
        var model = Fit();
        var other = LogisticModel.FromParameters(new FeatureSchema([FeatureColumn.Number("x")]), 0, [1]);

        ((Action)(() => PropensityModel.FromParameters(model.Encoder, other))).Should().Throw<ArgumentException>().WithMessage("The encoder makes 3 columns, the scorer reads 1*");
        var again = PropensityModel.FromParameters(model.Encoder, model.Scorer);
        again.Bind(Map).Score(Customers[3]).Should().Be(model.Bind(Map).Score(Customers[3]));
    }

    private static PropensityModel Fit() => PropensityModel.Fit(Map, Customers, Bought, EncoderOptions.Default with { Imputation = Imputation.Mean });

    private static Customer[] MakeCustomers()
    {
        var random = RandomStream.Open(77, "customers");
        string[] jobs = ["clerk", "retired", "student"];
        return Enumerable.Range(0, 400)
            .Select(i => new Customer(20 + random.NextInt(60), i % 11 == 0 ? null : random.NextDouble() * 5000, jobs[random.NextInt(3)])).ToArray();
    }
}
