using CustomerValue.Information;

namespace CustomerValue.Lifetime;

/// <summary>A model of this library, whose scores can be asked for in parts.</summary>
internal interface IScoresRows
{
    TimeUnit Unit { get; }

    PurchaseEngine Engine { get; }
}
