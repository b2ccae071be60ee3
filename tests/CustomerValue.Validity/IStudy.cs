namespace CustomerValue.Validity;

/// <summary>One simulated study: its number in the plan, what it claims, and its measurement.</summary>
internal interface IStudy
{
    string Id { get; }

    string Title { get; }

    void Run(Ledger ledger);
}
