namespace CustomerValue.Information;

/// <summary>The features of all customers of a snapshot, with where they come from: snapshot, catalog, and the records behind every figure.</summary>
/// <remarks>It keeps the snapshot alive, to trace figures back; keep only <see cref="Table"/> where that is not wanted. Immutable and thread-safe.</remarks>
public sealed class CustomerFeatures
{
    private readonly FeatureInputs inputs;

    internal CustomerFeatures(FeatureCatalog catalog, CustomerTable table, Lineage lineage, FeatureInputs inputs)
    {
        Catalog = catalog;
        Table = table;
        Lineage = lineage;
        this.inputs = inputs;
        Digest = DigestOf(catalog, table, lineage);
    }

    /// <summary>The definitions of the columns.</summary>
    public FeatureCatalog Catalog { get; }

    /// <summary>One row per customer of the population, in key order; one column per feature, in the catalog's order.</summary>
    public CustomerTable Table { get; }

    /// <summary>Where the snapshot comes from.</summary>
    public Lineage Lineage { get; }

    /// <summary>SHA-256 of the snapshot's digest, the catalog's version and the bits of every value: 64 hexadecimal digits.</summary>
    public string Digest { get; }

    /// <summary>The records that a figure of the table rests on.</summary>
    /// <param name="customer">The customer's key.</param>
    /// <param name="feature">The feature's name.</param>
    /// <exception cref="ArgumentException">There is no such customer or feature.</exception>
    public FeatureTrace Trace(RecordKey customer, string feature)
    {
        var place = Catalog.Place(feature);
        var row = inputs.Customers.Find(customer);
        if (row < 0)
        {
            throw new ArgumentException($"'{customer}' is no customer of the population as of {Lineage.AsOf}.", nameof(customer));
        }

        return FeatureTracer.Trace(inputs, Catalog.Features[place], new FeatureExtraction(inputs, Catalog.Features).View(row, place));
    }

    /// <summary>Lineage of the snapshot, version of the catalog and digest, in several lines for an auditor.</summary>
    public override string ToString() => $"{Lineage}\nfeatures: {Catalog.Version}, sha-256 {Digest}";

    private static string DigestOf(FeatureCatalog catalog, CustomerTable table, Lineage lineage)
    {
        var digest = new DigestWriter();
        digest.Write(lineage.Digest);
        digest.Write(catalog.Version);
        for (var column = 0; column < catalog.Features.Count; column++)
        {
            foreach (var value in table.NumberAt(column))
            {
                digest.Write(value);
            }
        }

        return DigestWriter.Text(digest.ToDigest());
    }
}
