namespace CustomerValue.Experiments;

/// <summary>A study in sentences, in invariant text: what was compared, what was found, what each figure rests on, and what to be careful of.</summary>
/// <remarks>Words of cause are used only for pairs of groups that lots decided; for others every finding carries its "if". Immutable and thread-safe.</remarks>
public sealed class StudyVerdict
{
    private readonly string[] findings, assumptions, cautions;

    internal StudyVerdict(ThreeGroupStudy study)
    {
        Design = StudySentences.Design(study);
        Numbers = StudySentences.Numbers(study);
        Unit = "The unit is the customer; errors are clustered by household.";
        Conventions = StudySentences.Conventions(study);
        findings = [.. StudySentences.Findings(study)];
        assumptions = [.. StudySentences.Assumptions(study)];
        cautions = [.. StudySentences.Cautions(study)];
    }

    /// <summary>How customers came into their groups, and what that allows to be said.</summary>
    public string Design { get; }

    /// <summary>What counts as one, and what errors allow for.</summary>
    public string Unit { get; }

    /// <summary>Customers, households and branches, by group, and who was left out.</summary>
    public string Numbers { get; }

    /// <summary>Which growth, which intervals, about whom.</summary>
    public string Conventions { get; }

    /// <summary>One sentence for each pair of groups and each of assets and promotion.</summary>
    public IReadOnlyList<string> Findings => findings;

    /// <summary>For each estimator, what must hold for its figure to be an effect.</summary>
    public IReadOnlyList<string> Assumptions => assumptions;

    /// <summary>What was seen that speaks against a figure, or could not be seen.</summary>
    public IReadOnlyList<string> Cautions => cautions;

    /// <summary>All of it, one sentence a line.</summary>
    public override string ToString() => string.Join("\n", new[] { Design, Numbers, Unit, Conventions }.Concat(findings).Concat(assumptions).Concat(cautions));
}
