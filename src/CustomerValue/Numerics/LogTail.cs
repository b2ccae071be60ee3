namespace CustomerValue.Numerics;

/// <summary>Says which tail of a distribution a probability names: always the smaller, so that nothing is lost near 1.</summary>
internal static class LogTail
{
    private const double LogHalf = -0.6931471805599453;

    /// <summary>ln of the smaller of p and 1 − p; <paramref name="swapped"/> says that it is 1 − p.</summary>
    public static double Smaller(double p, out bool swapped)
    {
        swapped = p > 0.5;
        return swapped ? Elementary.Log1p(-p) : Elementary.Log(p);
    }

    /// <summary>The same for a probability given by its logarithm.</summary>
    public static double SmallerFromLog(double logP, out bool swapped)
    {
        swapped = logP > LogHalf;
        return swapped ? SmallDifferences.Log1mExp(logP) : logP;
    }
}
