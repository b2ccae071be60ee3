using CustomerValue.Statistics;

namespace CustomerValue.Experiments;

/// <summary>Dunnett's critical value for k equally large treatments against one control, with r treated per control: all contrasts correlate by r / (1 + r).</summary>
internal static class ManyToOne
{
    public static double Critical(double alpha, int treatments, double ratio, double df, bool oneSided)
    {
        var correlation = new double[treatments * treatments];
        for (var i = 0; i < correlation.Length; i++)
        {
            correlation[i] = i % (treatments + 1) == 0 ? 1 : ratio / (1 + ratio);
        }

        return oneSided ? MaximumT.UpperCriticalValue(1 - alpha, correlation, df) : MaximumT.CriticalValue(1 - alpha, correlation, df);
    }
}
