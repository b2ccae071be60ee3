namespace CustomerValue.Segmentation;

/// <summary>Named rules in order: the first that matches wins, so each customer is in exactly one segment.</summary>
/// <remarks>Immutable and thread-safe.</remarks>
public sealed class RfmSegments
{
    private readonly RfmRule[] rules;
    private readonly string[] names;

    private RfmSegments(RfmRule[] rules, string otherName)
    {
        this.rules = rules;
        names = [.. rules.Select(rule => rule.Name), otherName];
    }

    /// <summary>The rules in the order they are tried.</summary>
    public IReadOnlyList<RfmRule> Rules => rules;

    /// <summary>Names in segment order: the rules, then the name of those whom no rule matches.</summary>
    public IReadOnlyList<string> Names => names;

    /// <summary>Number of segments: the rules and one for everybody else.</summary>
    public int SegmentCount => names.Length;

    /// <summary>Segments from rules.</summary>
    /// <param name="rules">At least one rule, no name twice, in the order they are tried.</param>
    /// <param name="otherName">Name of those whom no rule matches.</param>
    /// <exception cref="ArgumentException">There is no rule, or a name is empty or repeated.</exception>
    public static RfmSegments FromRules(IEnumerable<RfmRule> rules, string otherName = "Others")
    {
        var list = Guard.NotNull(rules).ToArray();
        var seen = new HashSet<string>(StringComparer.Ordinal) { Guard.NotNull(otherName) };
        if (list.Length == 0)
        {
            throw new ArgumentException("Segments need at least one rule.", nameof(rules));
        }

        foreach (var rule in list)
        {
            if (!seen.Add(Guard.NotNull(rule, nameof(rules)).Name))
            {
                throw new ArgumentException($"The name '{rule.Name}' stands for two segments.", nameof(rules));
            }
        }

        return new RfmSegments(list, otherName);
    }

    /// <summary>The index in <see cref="Names"/> of a customer's segment.</summary>
    /// <param name="score">The scores.</param>
    public int Assign(RfmScore score)
    {
        for (var i = 0; i < rules.Length; i++)
        {
            if (rules[i].Matches(score))
            {
                return i;
            }
        }

        return rules.Length;
    }

    /// <summary>The indices in <see cref="Names"/> of many customers' segments.</summary>
    /// <param name="scores">The scores.</param>
    /// <param name="destination">Receives one segment per score.</param>
    /// <exception cref="ArgumentException">The destination is too short.</exception>
    public void Assign(ReadOnlySpan<RfmScore> scores, Span<int> destination)
    {
        Guard.LongEnough(destination.Length, scores.Length, nameof(destination));
        for (var row = 0; row < scores.Length; row++)
        {
            destination[row] = Assign(scores[row]);
        }
    }
}
