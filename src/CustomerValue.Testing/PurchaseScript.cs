using CustomerValue.Numerics;

namespace CustomerValue.Testing;

/// <summary>One adult's card purchases: BG/NBD in time, Gamma-Gamma in amount. A reused buffer.</summary>
internal sealed class PurchaseScript(ulong seed, SyntheticBankOptions options)
{
    private const double DaysPerWeek = 7;

    /// <summary>First purchases fall uniformly into the first 181 days, so every cardholder has one before the campaign.</summary>
    private const int FirstPurchaseDays = 181;

    private readonly List<(int Day, long Cents)> purchases = [];
    private readonly int asOf = options.Start.AddMonths(options.HistoryMonths).Number - 1;
    private readonly int end = options.Start.AddMonths(options.HistoryMonths + options.OutcomeMonths).Number - 1;

    /// <summary>Purchases in time order, at most one a day.</summary>
    public List<(int Day, long Cents)> Purchases => purchases;

    /// <summary>Purchases a week while active.</summary>
    public double Rate { get; private set; }

    /// <summary>Probability that a repeat purchase is the last one.</summary>
    public double DropoutProbability { get; private set; }

    public double MeanSpend { get; private set; }

    public bool IsAliveAtAsOf { get; private set; }

    public void Load(long customerId, bool hasCard)
    {
        purchases.Clear();
        (Rate, DropoutProbability, MeanSpend, IsAliveAtAsOf) = (0, 0, 0, false);
        if (!hasCard)
        {
            return;
        }

        var stream = RandomStream.Open(seed, "purchases", customerId);
        Rate = Draws.Gamma(stream, options.PurchaseR) / options.PurchaseAlpha;
        DropoutProbability = Draws.Beta(stream, options.PurchaseA, options.PurchaseB);
        var scale = Draws.Gamma(stream, options.SpendQ) / options.SpendGamma;
        MeanSpend = options.SpendP / scale;
        IsAliveAtAsOf = true;

        var first = options.Start.Number + stream.NextInt(FirstPurchaseDays);
        double elapsed = 0;
        var day = first;
        while (true)
        {
            purchases.Add((day, Math.Max(1, (long)Math.Floor(100 * Draws.Gamma(stream, options.SpendP) / scale + 0.5))));
            if (day > first && Draws.Chance(stream, DropoutProbability))
            {
                IsAliveAtAsOf = day > asOf;
                return;
            }

            elapsed += DaysPerWeek * Draws.Exponential(stream) / Rate;

            // Booked at the end of its day, so that whoever counts days up to T counts the purchases in (0, T];
            // a second purchase on a day moves to the next.
            if (!(first + elapsed <= end) || day == end)
            {
                return;
            }

            day = Math.Max(day + 1, first + (int)Math.Ceiling(elapsed));
        }
    }
}
