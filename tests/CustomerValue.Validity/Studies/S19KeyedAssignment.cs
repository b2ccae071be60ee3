using System.Globalization;
using CustomerValue.Experiments;
using CustomerValue.Numerics;

namespace CustomerValue.Validity.Studies;

internal sealed class S19KeyedAssignment : IStudy
{
    private const int Salts = 100;
    private const int Paired = 20;

    private static readonly AssignmentArm[] Arms = [new("marketing", 0.3), new("recommended", 0.4), new("control", 0.3)];

    public string Id => "S19";

    public string Title => "Keyed assignment: a million ids under 100 salts, three arms";

    public void Run(Ledger ledger)
    {
        var ids = Enumerable.Range(0, ledger.IsShort ? 100_000 : 1_000_000).Select(i => (long)i).ToArray();
        var sizes = new double[Salts];
        var kept = new byte[Paired][];
        Parallel.For(0, Salts, salt =>
        {
            var arms = new int[ids.Length];
            var assignment = new Assignment("campaign-" + salt.ToString(CultureInfo.InvariantCulture), Arms);
            assignment.Assign(ids, arms);
            var counts = new long[3];
            foreach (var arm in arms)
            {
                counts[arm]++;
            }

            sizes[salt] = assignment.Check(counts).PValue;
            if (salt < Paired)
            {
                kept[salt] = Array.ConvertAll(arms, arm => (byte)arm);
            }
        });
        ledger.Within("p-values of the arms' sizes are uniform (Kolmogorov's p)", Kolmogorov(sizes), 0.001, 1);
        ledger.Within("the smallest of them", sizes.Min(), 1e-4, 1);

        var pairs = (from a in Enumerable.Range(0, Paired) from b in Enumerable.Range(0, a) select (a, b)).ToArray();
        var together = new double[pairs.Length];
        Parallel.For(0, pairs.Length, k => together[k] = Independence(kept[pairs[k].a], kept[pairs[k].b]));
        ledger.Within("independence of 190 pairs of salts (Kolmogorov's p)", Kolmogorov(together), 0.001, 1);
        ledger.Within("the smallest p of a pair", together.Min(), 1e-4, 1);
        ledger.Bites("a salt used twice", Independence(kept[0], kept[0]), 1e-4, 1);

        // Deterministic arms in turn: their sizes are too good for chance, campaign after campaign.
        var inTurn = new long[3];
        foreach (var id in ids)
        {
            inTurn[id % 10 < 3 ? 0 : id % 10 < 7 ? 1 : 2]++;
        }

        ledger.Bites("arms in turn by the id's last digit", Kolmogorov([.. Enumerable.Repeat(SampleRatioCheck.Of(inTurn, [0.3, 0.4, 0.3]).PValue, Salts)]), 0.001, 1);
    }

    /// <summary>Pearson's χ² of the 3 × 3 table, 4 degrees of freedom.</summary>
    private static double Independence(byte[] first, byte[] second)
    {
        var cells = new long[9];
        for (var i = 0; i < first.Length; i++)
        {
            cells[3 * first[i] + second[i]]++;
        }

        double n = first.Length, chi = 0;
        for (var a = 0; a < 3; a++)
        {
            for (var b = 0; b < 3; b++)
            {
                var expected = (cells[3 * a] + cells[3 * a + 1] + cells[3 * a + 2]) * (double)(cells[b] + cells[3 + b] + cells[6 + b]) / n;
                chi += (cells[3 * a + b] - expected) * (cells[3 * a + b] - expected) / expected;
            }
        }

        return ChiSquaredDistribution.Survival(chi, 4);
    }

    /// <summary>p-value of the largest distance from the uniform distribution, by the limiting series with Stephens' correction.</summary>
    private static double Kolmogorov(double[] values)
    {
        var sorted = values.Order().ToArray();
        double n = sorted.Length, distance = 0;
        for (var i = 0; i < sorted.Length; i++)
        {
            distance = Math.Max(distance, Math.Max((i + 1) / n - sorted[i], sorted[i] - i / n));
        }

        var x = distance * (Math.Sqrt(n) + 0.12 + 0.11 / Math.Sqrt(n));
        var p = 0.0;
        for (var k = 1; k <= 100; k++)
        {
            p += (k % 2 == 1 ? 2 : -2) * Math.Exp(-2 * k * k * x * x);
        }

        return Math.Min(1, Math.Max(0, p));
    }
}
