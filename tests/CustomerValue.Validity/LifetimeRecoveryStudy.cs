namespace CustomerValue.Validity;

/// <summary>Purchase models fitted to 5,000 customers simulated from them: intervals hold the truth as often as they say.</summary>
internal sealed class LifetimeRecoveryStudy : IStudy
{
    private const int Planned = 1000;

    public string Id => "L1";

    public string Title => "Purchase models find the truth they were simulated from";

    public void Run(Ledger ledger)
    {
        foreach (var study in LifetimeRecovery.Run(ledger.Replicates(Planned)))
        {
            foreach (var (figure, share) in study.Figures.Zip(study.Coverage))
            {
                ledger.Within($"{study.Model}: 95 % interval of {figure}", share, 0.93, 0.97, Planned);
            }

            ledger.Within($"{study.Model}: share of fits at the boundary", (double)study.Boundary / (study.Fitted + study.Boundary), 0, 0.01, Planned);
        }
    }
}
