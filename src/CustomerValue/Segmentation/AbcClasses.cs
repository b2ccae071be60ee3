namespace CustomerValue.Segmentation;

/// <summary>A Pareto analysis: how many customers are in classes A, B and C, what they hold, and the amounts that admit to each.</summary>
/// <remarks>
/// Counts split customers of equal value where the share is reached; <see cref="Of"/>, which compares amounts, keeps them together in the higher class. The
/// limits are frozen: score next month's customers with the same object. Immutable and thread-safe.
/// </remarks>
public sealed class AbcClasses
{
    private readonly double[] counts;
    private readonly double[] sums;

    internal AbcClasses(double[] counts, double[] sums, double lowestA, double lowestB)
    {
        this.counts = counts;
        this.sums = sums;
        LowestA = lowestA;
        LowestB = lowestB;
    }

    /// <summary>The smallest amount in class A.</summary>
    public double LowestA { get; }

    /// <summary>The smallest amount in class B; that of class A when B is empty.</summary>
    public double LowestB { get; }

    /// <summary>Customers of a class.</summary>
    /// <param name="abc">The class.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such class.</exception>
    public double Count(AbcClass abc) => counts[Guard.Between((int)abc, 0, 2, nameof(abc))];

    /// <summary>What the customers of a class hold together.</summary>
    /// <param name="abc">The class.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such class.</exception>
    public double Sum(AbcClass abc) => sums[Guard.Between((int)abc, 0, 2, nameof(abc))];

    /// <summary>The class of an amount by the frozen limits.</summary>
    /// <param name="value">A finite amount.</param>
    /// <exception cref="ArgumentOutOfRangeException">The amount is not finite.</exception>
    public AbcClass Of(double value)
    {
        Guard.Finite(value);
        return value >= LowestA ? AbcClass.A : value >= LowestB ? AbcClass.B : AbcClass.C;
    }
}
