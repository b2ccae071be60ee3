using CustomerValue.Information;

namespace CustomerValue.Tests.Information;

public class FeatureEncoderLaws
{
    private static readonly EncoderOptions All = new()
    {
        Imputation = Imputation.Median,
        Scaling = Scaling.Standardize,
        SignedLog = ["balance"],
        RareBelow = 3,
        Unseen = UnseenCategory.Other,
        MissingIsLevel = true,
    };

    private static readonly FeatureMap<Person> Map = new FeatureMap<Person>()
        .Category("job", p => p.Job)
        .Number("age", p => p.Age)
        .Number("balance", p => p.Balance);

    private static Person[] People(int seed)
    {
        var random = new Random(seed);
        string?[] jobs = ["clerk", "nurse", "baker", "pilot", null];
        return Enumerable.Range(0, 200)
            .Select(_ => new Person(random.Next(18, 90), random.Next(5) == 0 ? null : random.Next(-5000, 500000) / 7.0, jobs[Math.Min(random.Next(6), random.Next(5))]))
            .ToArray();
    }

    private static long[] Bits(ReadOnlySpan<double> values) => Array.ConvertAll(values.ToArray(), BitConverter.DoubleToInt64Bits);

    [Fact]
    public void Objects_one_by_one_objects_together_and_their_table_give_the_same_bits()
    {
        var people = People(1);
        var encoder = FeatureEncoder.Fit(Map, people, All);
        var bound = encoder.Bind(Map);
        var batch = bound.Encode(people.AsEnumerable());
        var single = new double[bound.ColumnCount];

        Bits(encoder.Encode(Map.ToTable(people)).Values).Should().Equal(Bits(batch.Values));
        for (var i = 0; i < people.Length; i++)
        {
            bound.Encode(people[i], single);
            Bits(single).Should().Equal(Bits(batch.Row(i)));
        }
    }

    [Fact]
    public void An_encoder_rebuilt_from_its_numbers_gives_the_same_bits()
    {
        var people = People(2);
        var fitted = FeatureEncoder.Fit(Map, people, All);
        var rebuilt = FeatureEncoder.FromParameters(
            fitted.Numbers.Select(n => new NumberEncoding(n.Name, n.Shape, n.Fill, n.Center, n.Scale)),
            fitted.Categories.Select(c => new CategoryEncoding(c.Name, c.Levels, c.GroupedLevels, c.UnseenPolicy, c.MissingCode is not null)));

        var table = Map.ToTable(People(3));
        Bits(rebuilt.Encode(table).Values).Should().Equal(Bits(fitted.Encode(table).Values));
        rebuilt.Schema.Columns.Select(c => (c.Name, c.Kind, string.Join("|", c.Levels))).Should().Equal(fitted.Schema.Columns.Select(c => (c.Name, c.Kind, string.Join("|", c.Levels))));
    }

    [Fact]
    public void The_order_of_rows_and_of_columns_does_not_change_levels_or_codes()
    {
        var people = People(4);
        var one = FeatureEncoder.Fit(Map, people, All);
        var other = FeatureEncoder.Fit(new FeatureMap<Person>().Number("balance", p => p.Balance).Category("job", p => p.Job).Number("age", p => p.Age), people.Reverse(), All);

        other.Categories[0].Column.Levels.Should().Equal(one.Categories[0].Column.Levels);
        other.Numbers.Single(n => n.Name == "age").Center.Should().BeApproximately(one.Numbers.Single(n => n.Name == "age").Center, 1e-12);
        Bits(one.Bind(Map).Encode(people.AsEnumerable()).Values).Should().Equal(Bits(one.Encode(Map.ToTable(people).Columns("job", "balance", "age")).Values));
    }

    [Fact]
    public void A_fold_learns_only_from_its_own_rows()
    {
        var table = CustomerTable.WithKeys([1L, 2, 3]).Category("job", ["a", "b", "c"]).Build();
        FeatureEncoder.Fit(table.Rows([2, 0])).Schema.Columns[0].Levels.Should().Equal("a", "c");
    }

    [Fact]
    public void Encoding_into_the_callers_memory_allocates_nothing()
    {
        var people = People(5);
        var bound = FeatureEncoder.Fit(Map, people, All).Bind(Map);
        var destination = new double[people.Length * bound.ColumnCount];
        var table = Map.ToTable(people);
        for (var i = 0; i < 50; i++)
        {
            Once(bound, people, table, destination);
        }

        var before = GC.GetAllocatedBytesForCurrentThread();
        Once(bound, people, table, destination);
        (GC.GetAllocatedBytesForCurrentThread() - before).Should().Be(0);
    }

    private static void Once(RowEncoder<Person> bound, Person[] people, CustomerTable table, double[] destination)
    {
        bound.Encode(people[3], destination);
        bound.Encode(people.AsSpan(), destination);
        bound.Encoder.Encode(table, destination);
    }

    private sealed record Person(int Age, double? Balance, string? Job);
}
