using CustomerValue.Experiments;
using LoanMailer;

namespace CustomerValue.Docs.Tests.LoanLetters;

/// <summary>The mailing sample against numpy: means, variances and sums by hand, HC2 by matrices (docs/samples/LoanMailer/reference.py).</summary>
public sealed class LoanMailerCorrectness
{
    private static readonly Lazy<MailerStudy> Study = new(() => MailerStudy.Of(LetterFile.Read(SharedData.Require("campaigns", LetterFile.Name))));

    [SkippableTheory]
    [InlineData(0, 0.0386597200987642, 0.002374853835316383, 0.009137436875166258, 0.002475132499178008, 0.008924454104879853, 0.0024629475084981616)]
    [InlineData(1, 0.03744308653038148, 0.0022091154625541514, 0.008674931376029014, 0.00227476032672055, 0.008473164856685641, 0.0022637059605469505)]
    [InlineData(2, 78.12275526052935, 4.274414484157208, 16.99425132915778, 3.6073911331643655, 16.638575108953283, 3.5890728092791457)]
    [InlineData(3, 19.435526954590816, 2.2111272325205964, -7.31888042480654, 1.5868263433549046, -7.4449382266969995, 1.582644618878592)]
    public void Low_rates_pooled_stratified_and_adjusted_equal_numpy(int outcome, double pooled, double pooledError, double within, double withinError, double adjusted, double adjustedError)
    {
        SharedData.Require("campaigns", LetterFile.Name);
        var effect = Study.Value.RateEffects[outcome];
        ShouldBe(effect.Pooled, pooled, pooledError);
        ShouldBe(effect.Stratified.Comparison, within, withinError);
        ShouldBe(effect.Regression.Comparison, adjusted, adjustedError);
        effect.Stratified.EmptyStrata.Should().BeEquivalentTo(new[] { 21L, 31L });
    }

    // Greenland and Robins' variance.
    [SkippableTheory]
    [InlineData(0, 0.008838122914212893, 0.00238438183021086)]
    [InlineData(1, 0.008356802153482463, 0.002191935436639018)]
    public void The_common_risk_difference_equals_numpy(int outcome, double difference, double error)
    {
        SharedData.Require("campaigns", LetterFile.Name);
        var common = Study.Value.RateEffects[outcome].CommonEffect!.RiskDifference;
        common.Value.Value.Should().BeApproximately(difference, 1e-11);
        common.StandardError.Value.Should().BeApproximately(error, 1e-11);
    }

    [SkippableFact]
    public void In_one_pot_low_rates_earn_and_within_strata_they_cost()
    {
        SharedData.Require("campaigns", LetterFile.Name);
        var interest = Study.Value.RateEffects[3];
        interest.Pooled.Interval.Lower.Should().BeGreaterThan(0);
        interest.Stratified.Comparison.Interval.Upper.Should().BeLessThan(0);
        interest.Regression.Comparison.Interval.Upper.Should().BeLessThan(0);
    }

    [SkippableFact]
    public void Rates_balance_within_strata_and_not_in_one_pot()
    {
        SharedData.Require("campaigns", LetterFile.Name);
        double[] numpy = [-0.9439029611406219, 0.7006002545564275, 0.8709608202337142, -0.8388861398221, -0.18142597084687315, -0.08706913035826401, 0.2994156138269718, -1.482341188277963];
        Study.Value.RateBalance.Within.Select(w => w.Comparison.Statistic.Value).Should().Equal(numpy, (a, b) => Math.Abs(a - b) < 1e-9);
        Study.Value.RateBalance.IsDrawn.Should().BeTrue();
        Study.Value.RateBalance.Pooled.PValue.Value.Should().BeLessThan(1e-100);
    }

    // scipy.stats.chisquare of 1264:1294, 1323:1277 and 12053:12042.
    [SkippableFact]
    public void Only_the_third_wave_drew_lots_for_the_promise_and_only_it_shows_an_effect()
    {
        SharedData.Require("campaigns", LetterFile.Name);
        Study.Value.PromiseWaves.Select(w => w.IsDrawn).Should().Equal(false, false, true);
        Study.Value.PromiseWaves[0].Effects.Should().BeEmpty();
        Study.Value.PromiseWaves[2].Sizes.Select(s => s.OneToOne.PValue).Should().Equal([0.5530748761341622, 0.36698557185492464, 0.9435055332365826], (a, b) => Math.Abs(a - b) < 1e-12);
        ShouldBe(Study.Value.PromiseWaves[2].Effects[1].Stratified.Comparison, 0.003130375755997872, 0.002940552477845821);
        ShouldBe(Study.Value.PromiseWaves[2].Effects[1].Regression.Comparison, 0.0028251896359991037, 0.002929641541863987);
        Study.Value.PromiseWaves[2].Effects[1].Stratified.Comparison.IsSignificant.Should().BeFalse();
        Study.Value.PromisePooled[1].Pooled.PValue.Value.Should().BeLessThan(1e-6);
    }

    [SkippableFact]
    public void The_screen_says_what_was_found()
    {
        SharedData.Require("campaigns", LetterFile.Name);
        using var text = new StringWriter();
        MailerView.Show(Study.Value, text);
        text.ToString().Should().Contain("earn 19 rand more").And.Contain("earns 7 less").And.Contain("low risk, wave 2; low risk, wave 3").And.NotContain("NaN");
    }

    [Fact]
    public void Without_the_file_there_is_nothing_to_find() => LetterFile.Find(Path.GetTempPath()).Should().BeNull();

    [Fact]
    public void A_letter_without_a_number_is_named()
    {
        var path = Path.GetTempFileName();
        try
        {
            File.WriteAllText(path, "wave,risk,offer4,yearlong,dormancy,lastamount,itcscore,appscore,female,age,edhi,rural,applied,tookup,loansize,grossinterest\n1,LOW,x,0,0,0,0,0,0,0,0,0,0,0,0,0\n");
            FluentActions.Invoking(() => LetterFile.Read(path)).Should().Throw<InvalidDataException>().WithMessage("Line 2*offer4 is 'x'*");
        }
        finally
        {
            File.Delete(path);
        }
    }

    private static void ShouldBe(ArmComparison comparison, double estimate, double error)
    {
        comparison.Estimate.Value.Should().BeApproximately(estimate, 1e-9 * Math.Abs(estimate) + 1e-12);
        comparison.StandardError.Value.Should().BeApproximately(error, 1e-9 * error);
    }
}
