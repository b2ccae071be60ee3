using CustomerValue.Experiments;
using CustomerValue.Tests.Statistics;

namespace CustomerValue.Tests.Experiments;

public sealed class CompoundGrowthCorrectness
{
    // mpmath, 60 digits: (mpf(end)/mpf(start))**(1/mpf(years)) - 1.
    [Theory]
    [InlineData(1e9, 1000000001.0, 2, 4.9999999987500000006e-10)]
    [InlineData(100, 100.000001, 0.5, 2.0000000049504853653e-8)]
    [InlineData(7, 21, 3, 0.44224957030740838232)]
    [InlineData(1e-200, 1e200, 1000, 1.5118864315095801111)]
    [InlineData(1e200, 1e-200, 1000, -0.60189282944650274922)]
    public void Annual_growth_keeps_its_digits_near_zero_and_far_out(double start, double end, double years, double expected) =>
        CompoundGrowth.Annual(start, end, years).Value.ShouldBeClose(expected, 1e-14);
}
