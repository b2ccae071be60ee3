namespace CustomerValue.Numerics;

/// <summary>Gauss–Legendre rules with 8, 16 or 24 nodes, whole vectors all, for integrands that are evaluated all at once.</summary>
/// <remarks>
/// For an integrand that is analytic and bounded in the strip |Im v| &lt; π/2 around the panel, the error falls as ρ^(−2n) with
/// ρ = π/L + √((π/L)² + 1), L the length of the panel: below 1e−16 for the lengths of <see cref="Count"/>.
/// </remarks>
internal static class ShortRules
{
    /// <summary>The most nodes of a panel.</summary>
    public const int Most = 24;

    /// <summary>The longest panel for which so many nodes are enough.</summary>
    public const double Longest = 3.4;

    private static ReadOnlySpan<double> Nodes8 =>
    [
        0.1834346424956498, 0.525532409916329, 0.7966664774136267, 0.9602898564975363,
    ];

    private static ReadOnlySpan<double> Weights8 =>
    [
        0.362683783378362, 0.31370664587788727, 0.22238103445337448, 0.10122853629037626,
    ];

    private static ReadOnlySpan<double> Nodes16 =>
    [
        0.09501250983763744, 0.2816035507792589, 0.45801677765722737, 0.6178762444026438,
        0.755404408355003, 0.8656312023878318, 0.9445750230732326, 0.9894009349916499,
    ];

    private static ReadOnlySpan<double> Weights16 =>
    [
        0.1894506104550685, 0.18260341504492358, 0.16915651939500254, 0.14959598881657674,
        0.12462897125553388, 0.09515851168249279, 0.062253523938647894, 0.027152459411754096,
    ];

    private static ReadOnlySpan<double> Nodes24 =>
    [
        0.06405689286260563, 0.1911188674736163, 0.3150426796961634, 0.4337935076260451,
        0.5454214713888396, 0.6480936519369755, 0.7401241915785544, 0.820001985973903,
        0.8864155270044011, 0.9382745520027328, 0.9747285559713095, 0.9951872199970213,
    ];

    private static ReadOnlySpan<double> Weights24 =>
    [
        0.12793819534675216, 0.1258374563468283, 0.12167047292780339, 0.1155056680537256,
        0.10744427011596563, 0.09761865210411388, 0.08619016153195327, 0.0733464814110803,
        0.05929858491543678, 0.04427743881741981, 0.028531388628933663, 0.0123412297999872,
    ];

    /// <summary>Nodes enough for a panel of this length, at most <see cref="Longest"/>.</summary>
    public static int Count(double length) => length <= 0.6 ? 8 : length <= 2.2 ? 16 : Most;

    /// <summary>The nodes of [from, to], ascending, and their weights.</summary>
    public static void Fill(int count, double from, double to, Span<double> points, Span<double> weights)
    {
        var nodes = count == 8 ? Nodes8 : count == 16 ? Nodes16 : Nodes24;
        var shares = count == 8 ? Weights8 : count == 16 ? Weights16 : Weights24;
        var center = 0.5 * (from + to);
        var half = 0.5 * (to - from);
        var middle = count / 2;
        for (var i = 0; i < nodes.Length; i++)
        {
            points[middle - 1 - i] = center - half * nodes[i];
            points[middle + i] = center + half * nodes[i];
            weights[middle - 1 - i] = weights[middle + i] = half * shares[i];
        }
    }
}
