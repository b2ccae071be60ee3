namespace CustomerValue.Reporting.Tests;

/// <summary>One chart as every test of the family meets it: with ordinary texts, with any text in every slot, and at its edges.</summary>
/// <param name="Name">File name of its approved drawing.</param>
/// <param name="Make">The chart on ordinary numbers; with a text, every string the caller can hand in is that text.</param>
/// <param name="Edges">Empty, one row, zero counts, small groups: each by name.</param>
internal sealed record ChartCase(string Name, Func<string?, Chart> Make, IReadOnlyDictionary<string, Func<Chart>> Edges)
{
    private readonly Lazy<Chart> ordinary = new(() => Make(null));

    /// <summary>On ordinary numbers; made once.</summary>
    public Chart Ordinary => ordinary.Value;

    /// <summary>The chart in a state: <c>ordinary</c>, <c>long</c>, <c>continental</c>, <c>dark</c>, or one of the edges.</summary>
    public Chart In(string state) => state switch
    {
        "ordinary" => Ordinary,
        "long" => Make("Kundinnen und Kunden mit außergewöhnlich langen Bezeichnungen aus der Datenverarbeitungszentrale des Hauses"),
        "continental" => Ordinary.With(new ChartOptions { Numbers = NumberStyle.Continental }),
        "dark" => Ordinary.With(new ChartOptions { Scheme = ColorScheme.Dark }),
        _ => Edges[state](),
    };

    public IEnumerable<string> States => [.. (string[])["ordinary", "long", "continental", "dark"], .. Edges.Keys];

    public override string ToString() => Name;
}
