using CustomerValue.Numerics;
using CustomerValue.Tests.Propensity;
using Xunit;

namespace CustomerValue.Tests.Numerics;

public class MultinomialLaws
{
    private static readonly double[] Rows = Features(400);
    private static readonly double[] Classes = Enumerable.Range(0, 400).Select(i => Math.Floor(Rows[2 * i] * 1.5 + Rows[2 * i + 1] + i % 4 / 2.0) % 3).ToArray();

    [Fact]
    public void Two_classes_are_logistic_regression()
    {
        var y = Classes.Select(c => c == 2 ? 1.0 : 0).ToArray();
        var blocks = new ArrayRowBlocks(Rows, 2, y);
        var layout = new DesignLayout(true, 2);
        var logit = GeneralizedLinearFit.Fit(blocks, layout, new GeneralizedLinearOptions());

        var fit = MultinomialFit.Fit(blocks, layout, 2, new GeneralizedLinearOptions());

        fit.Stop.Should().Be(StopReason.Converged);
        fit.Coefficients.ShouldBeNear(logit.Coefficients, 1e-9);
        fit.Covariance.ShouldBeNear(logit.Covariance(), 1e-9);
        fit.LogLikelihood.Should().BeApproximately(logit.LogLikelihood, 1e-9);
    }

    // With a category alone the model is saturated: each coefficient is a log ratio of counts.
    [Fact]
    public void A_category_alone_reproduces_the_counts()
    {
        double[] codes = [0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 1, 1, 1];
        double[] y = [0, 0, 1, 1, 1, 2, 0, 0, 0, 1, 2, 2, 2, 2];

        var fit = MultinomialFit.Fit(new ArrayRowBlocks(codes, 1, y), new DesignLayout(true, 0, [2]), 3, new GeneralizedLinearOptions());

        double[] expected = [Math.Log(3 / 2.0), Math.Log(1 / 3.0) - Math.Log(3 / 2.0), Math.Log(1 / 2.0), Math.Log(4 / 3.0) - Math.Log(1 / 2.0)];
        fit.Coefficients.ShouldBeNear(expected, 1e-11);
        Math.Sqrt(fit.Covariance[0]).Should().BeApproximately(Math.Sqrt(1 / 3.0 + 1 / 2.0), 1e-11);
    }

    [Fact]
    public void Another_baseline_gives_differences_of_coefficients()
    {
        var layout = new DesignLayout(true, 2);
        var a = MultinomialFit.Fit(new ArrayRowBlocks(Rows, 2, Classes), layout, 3, new GeneralizedLinearOptions());
        var turned = Classes.Select(c => (c + 1) % 3).ToArray();
        var b = MultinomialFit.Fit(new ArrayRowBlocks(Rows, 2, turned), layout, 3, new GeneralizedLinearOptions());

        // Old class 2 is the new baseline; old 0 and 1 are new 1 and 2.
        for (var p = 0; p < 3; p++)
        {
            b.Coefficients[p].Should().BeApproximately(-a.Coefficients[3 + p], 1e-9);
            b.Coefficients[3 + p].Should().BeApproximately(a.Coefficients[p] - a.Coefficients[3 + p], 1e-9);
        }

        b.LogLikelihood.Should().BeApproximately(a.LogLikelihood, 1e-9);
        a.GradientNorm.Should().BeLessThan(1e-10);
    }

    [Fact]
    public void Separated_classes_never_converge()
    {
        double[] x = [1, 2, 3, 11, 12, 13, 21, 22, 23];
        double[] y = [0, 0, 0, 1, 1, 1, 2, 2, 2];

        var fit = MultinomialFit.Fit(new ArrayRowBlocks(x, 1, y), new DesignLayout(true, 1), 3, new GeneralizedLinearOptions());

        fit.Stop.Should().NotBe(StopReason.Converged);
        fit.Coefficients.Should().OnlyContain(b => double.IsFinite(b));
    }

    [Fact]
    public void A_constant_column_is_found()
    {
        var fit = MultinomialFit.Fit(new ArrayRowBlocks(new double[9], 1, new double[] { 0, 1, 2, 0, 1, 2, 0, 1, 2 }), new DesignLayout(true, 1), 3, new GeneralizedLinearOptions());

        fit.Aliased.Should().Be(1);
    }

    private static double[] Features(int n)
    {
        var random = RandomStream.Open(61, "multinomial");
        return Enumerable.Range(0, 2 * n).Select(_ => random.NextDouble()).ToArray();
    }
}
