namespace CustomerValue.Experiments;

/// <summary>How customers come in groups that are drawn whole: households, branches.</summary>
/// <remarks><c>default</c> has one customer a cluster: no clustering. Immutable.</remarks>
public readonly struct ClusterDesign : IEquatable<ClusterDesign>
{
    private readonly double meanSize;

    /// <summary>A clustering.</summary>
    /// <param name="meanSize">Mean number of customers in a cluster, ≥ 1.</param>
    /// <param name="intraclassCorrelation">Of the outcome within clusters, 0 to 1.</param>
    /// <param name="sizeVariation">Coefficient of variation of the cluster sizes, ≥ 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is out of its range.</exception>
    public ClusterDesign(double meanSize, double intraclassCorrelation, double sizeVariation = 0)
    {
        this.meanSize = Guard.AtLeast(meanSize, 1.0);
        IntraclassCorrelation = Guard.Unit(intraclassCorrelation);
        SizeVariation = Guard.NonNegative(sizeVariation);
    }

    /// <summary>Mean number of customers in a cluster.</summary>
    public double MeanSize => meanSize == 0 ? 1 : meanSize;

    /// <summary>Correlation of the outcome within clusters.</summary>
    public double IntraclassCorrelation { get; }

    /// <summary>Coefficient of variation of the cluster sizes.</summary>
    public double SizeVariation { get; }

    /// <summary>What the clusters multiply the variance with, per customer; see <see cref="DesignFactor.Clusters"/>.</summary>
    public double DesignEffect => DesignFactor.Clusters(MeanSize, IntraclassCorrelation, SizeVariation);

    /// <summary>Spread of a cluster's mean, given the spread of one customer.</summary>
    internal double Deviation(double standardDeviation) => standardDeviation * Math.Sqrt(DesignEffect / MeanSize);

    /// <inheritdoc/>
    public bool Equals(ClusterDesign other) =>
        MeanSize.Equals(other.MeanSize) && IntraclassCorrelation.Equals(other.IntraclassCorrelation) && SizeVariation.Equals(other.SizeVariation);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is ClusterDesign other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(MeanSize, IntraclassCorrelation, SizeVariation);

    /// <summary>Size, correlation and variation, in invariant text.</summary>
    public override string ToString() =>
        $"clusters of {Guard.Text(MeanSize)} customers, correlation {Guard.Text(IntraclassCorrelation)}, variation {Guard.Text(SizeVariation)}";

    /// <summary>True when size, correlation and variation are equal.</summary>
    public static bool operator ==(ClusterDesign left, ClusterDesign right) => left.Equals(right);

    /// <summary>True when they differ.</summary>
    public static bool operator !=(ClusterDesign left, ClusterDesign right) => !left.Equals(right);
}
