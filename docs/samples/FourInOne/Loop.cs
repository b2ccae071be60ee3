using FourInOne.Banks;
using FourInOne.Output;
using FourInOne.Steps;

namespace FourInOne;

/// <summary>The four steps, once around.</summary>
internal static class Loop
{
    public static void Run(BankRecords bank, ulong seed, Screen screen, ResultFolder results)
    {
        var picture = InformationStep.Run(bank, screen);
        InformationView.Show(picture, screen);
        InformationView.Write(picture, results);

        var segments = SegmentationStep.Run(picture, seed, screen);
        SegmentationView.Show(picture, segments, screen);
        SegmentationView.Write(picture, segments, results);

        var values = LifetimeValues.Estimate(picture.Purchases, bank.PurchasePenalty, screen);
        Console.WriteLine(values.Frequency.Report);
        Console.WriteLine(values.Spend.Report);
        Console.WriteLine(values.Purchases.Histories.Count + " "+ values.Values.Sum() + " zero repeats " + values.Purchases.Histories.Repeats.ToArray().Count(x=>x==0));
        var p = PromotionPropensity.Fit(picture, seed, screen);
        Console.WriteLine(p.Rows.Length + " " + p.Rose.Count(x=>x) + " " + string.Join(" ", p.UnseenAuc.Select(a=>a.ToString("F4"))) + " mean " + p.UnseenAuc.Average());
        foreach (var c in p.Model.Coefficients) Console.WriteLine(c);
    }
}
