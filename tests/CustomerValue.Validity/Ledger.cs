using CustomerValue.Numerics;

namespace CustomerValue.Validity;

/// <summary>Runs replicates, holds rates against their bands, and counts.</summary>
internal sealed class Ledger(TextWriter text, bool isShort)
{
    private const ulong Seed = 20261124;
    private string id = "";

    public int Passed { get; private set; }

    public int Failed { get; private set; }

    public bool IsShort => isShort;

    public void Begin(IStudy study)
    {
        id = study.Id;
        text.WriteLine();
        text.WriteLine($"{study.Id,-4}  {study.Title}");
    }

    /// <summary>How many replicates are run for so many planned ones.</summary>
    public int Replicates(int planned) => isShort ? Math.Max(200, planned / 20) : planned;

    /// <summary>The share of replicates in which each finding came out. Replicate i has its own stream: threads do not matter.</summary>
    public double[] Rates(string part, int planned, int findings, Action<RandomStream, bool[]> replicate)
    {
        var replicates = Replicates(planned);
        var counts = new long[findings];
        Parallel.For(
            0,
            replicates,
            () => (Counts: new long[findings], Found: new bool[findings]),
            (i, _, state) =>
            {
                Array.Clear(state.Found);
                replicate(RandomStream.Open(Seed, id + " " + part, i), state.Found);
                for (var k = 0; k < findings; k++)
                {
                    state.Counts[k] += state.Found[k] ? 1 : 0;
                }

                return state;
            },
            state =>
            {
                lock (counts)
                {
                    for (var k = 0; k < findings; k++)
                    {
                        counts[k] += state.Counts[k];
                    }
                }
            });
        return Array.ConvertAll(counts, c => (double)c / replicates);
    }

    /// <summary>Passes when the measured rate lies in the band.</summary>
    public void Within(string what, double measured, double low, double high, int planned = 0)
    {
        var slack = Slack(measured, planned);
        Report(what, measured, low - slack, high + slack, measured >= low - slack && measured <= high + slack, "");
    }

    /// <summary>Passes when the wrong method is caught: its rate must lie outside the band that the right one meets.</summary>
    public void Bites(string what, double measured, double low, double high) =>
        Report(what, measured, low, high, measured < low || measured > high, "bites: must lie outside");

    /// <summary>Prints a rate that the plan sets no band for; it neither passes nor fails.</summary>
    public void Shows(string what, double measured) => text.WriteLine($"{"    ",-4}  {what,-62} {measured,10:0.00000}  no band");

    // A short run of fewer replicates has wider bands: four of its own standard errors more.
    private double Slack(double rate, int planned) => isShort && planned > 0 ? 4 * Math.Sqrt(Math.Max(rate * (1 - rate), 1e-4) / Replicates(planned)) : 0;

    private void Report(string what, double measured, double low, double high, bool isGood, string remark)
    {
        Passed += isGood ? 1 : 0;
        Failed += isGood ? 0 : 1;
        text.WriteLine($"{(isGood ? "PASS" : "FAIL"),-4}  {what,-62} {measured,10:0.00000}  [{low:0.0000}, {high:0.0000}]  {remark}");
    }
}
