namespace CustomerValue.Information;

/// <summary>Clients connected over accounts who were too many for one household, and were split.</summary>
public sealed class OversizedComponent
{
    internal OversizedComponent(RecordKey firstClient, int clients, int households)
    {
        FirstClient = firstClient;
        Clients = clients;
        Households = households;
    }

    /// <summary>The smallest client key in it.</summary>
    public RecordKey FirstClient { get; }

    /// <summary>How many clients were connected.</summary>
    public int Clients { get; }

    /// <summary>How many households were made of them.</summary>
    public int Households { get; }
}
