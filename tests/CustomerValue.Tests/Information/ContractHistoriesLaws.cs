using CustomerValue.Information;
using CustomerValue.Tests.Golden;

namespace CustomerValue.Tests.Information;

public class ContractHistoriesLaws
{
    private static readonly ContractHistories Six = ContractHistories.FromColumns([1, 3, 0, 2, 2, 3], [true, true, false, false, true, false]);

    [Fact]
    public void Contracts_are_counted_by_tenure_and_end()
    {
        var summary = Six.Summarize();
        (summary.ContractCount, summary.LongestTenure).Should().Be((6, 3));
        Enumerable.Range(0, 5).Select(summary.EndedAt).Should().Equal(0, 1, 1, 1, 0);
        Enumerable.Range(0, 5).Select(summary.OngoingAt).Should().Equal(1, 0, 1, 1, 0);
        Enumerable.Range(1, 4).Select(summary.AtRisk).Should().Equal(5, 4, 2, 0);
        summary.RetentionAt(1).Should().Be(Figure.Of(0.8));
        summary.RetentionAt(2).Should().Be(Figure.Of(0.75));
        summary.RetentionAt(3).Should().Be(Figure.Of(0.5));
        summary.RetentionAt(4).Should().Be(Figure.Undefined(UndefinedReason.NoObservations));
    }

    [Fact]
    public void Pieces_merge_to_the_whole_in_any_order()
    {
        var pieces = Enumerable.Range(0, 6).Select(i => ContractHistories.FromColumns([Six.Tenure[i]], [Six.Ended[i]]).Summarize()).ToArray();
        foreach (var order in (ContractSummary[][])[pieces, [.. pieces.AsEnumerable().Reverse()]])
        {
            var merged = order.Aggregate(ContractHistories.FromColumns([], []).Summarize(), (a, b) => a.Merge(b));
            Counts(merged).Should().Equal(Counts(Six.Summarize()));
        }
    }

    // S(t) and r(t) of the cohorts of Fader and Hardie (2007), contract by contract and as a cohort.
    [Theory]
    [InlineData("high_end")]
    [InlineData("regular")]
    public void A_cohort_is_its_contracts_and_gives_back_who_was_running(string name)
    {
        var cohort = GoldenFile.Read("clv/sbg_bdw_fader_hardie_2007.json").GetProperty("cohorts").GetProperty(name);
        var running = cohort.GetProperty("active_by_year_0_to_12").EnumerateArray().Select(n => n.GetInt64()).ToArray();
        var summary = ContractSummary.FromCohort(running);

        List<int> tenure = [];
        List<bool> ended = [];
        for (var t = 1; t < running.Length; t++)
        {
            for (var i = running[t]; i < running[t - 1]; i++)
            {
                tenure.Add(t);
                ended.Add(true);
            }
        }

        for (var i = 0; i < running[^1]; i++)
        {
            tenure.Add(running.Length - 1);
            ended.Add(false);
        }

        Counts(ContractHistories.FromColumns(tenure.ToArray(), ended.ToArray()).Summarize()).Should().Equal(Counts(summary));
        summary.ContractCount.Should().Be(1000);
        for (var t = 1; t < running.Length; t++)
        {
            summary.AtRisk(t).Should().Be(running[t - 1]);
            summary.RetentionAt(t).Should().Be(Figure.Of((double)running[t] / running[t - 1]));
        }
    }

    [Fact]
    public void What_breaks_a_rule_is_named()
    {
        ((Action)(() => ContractHistories.FromColumns([1, 0], [true, true]))).Should().Throw<ArgumentException>().WithMessage("Row 1 breaks tenure ≥ 1 where the contract has ended: tenure 0.*");
        ((Action)(() => ContractHistories.FromColumns([0, -1], [false, false]))).Should().Throw<ArgumentException>().WithMessage("Row 1 breaks tenure ≥ 0: tenure -1.*");
        ((Action)(() => ContractHistories.FromColumns([1], []))).Should().Throw<ArgumentException>();
        ((Action)(() => ContractSummary.FromCohort([]))).Should().Throw<ArgumentException>();
        ((Action)(() => ContractSummary.FromCohort([5, 6]))).Should().Throw<ArgumentException>().WithMessage("Row 1 breaks 0 ≤ running contracts ≤ those of the period before: 6.*");
        ((Action)(() => ContractSummary.FromCohort([-1]))).Should().Throw<ArgumentException>();
        ((Action)(() => Six.Summarize().AtRisk(0))).Should().Throw<ArgumentOutOfRangeException>();
        ((Action)(() => Six.Summarize().EndedAt(-1))).Should().Throw<ArgumentOutOfRangeException>();
    }

    private static long[] Counts(ContractSummary summary) =>
        [.. Enumerable.Range(0, summary.LongestTenure + 1).Select(summary.EndedAt), .. Enumerable.Range(0, summary.LongestTenure + 1).Select(summary.OngoingAt)];
}
