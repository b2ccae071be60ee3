namespace CustomerValue.Information;

/// <summary>The salary-like credit of a customer: the largest one that comes month after month.</summary>
internal static class RegularCredit
{
    public static CalendarSpan Window(RetailFeatureOptions options) => CalendarSpan.OfMonths(options.RegularMonths + 1);

    /// <summary>Mean amount of the largest regular credit; null when there is none.</summary>
    public static decimal? Of(CustomerView customer, RetailFeatureOptions options)
    {
        var movements = customer.MovementArray;
        var own = customer.Accounts.Count > 1 ? OwnTransfers.Of(movements) : new bool[movements.Length];
        var credits = movements.Where((m, i) => IsCandidate(m) && !own[i]).ToArray();
        var since = CalendarSpan.OfMonths(1).Before(customer.AsOf).Number - options.RegularDayTolerance;
        decimal? best = null;
        var largest = 0m;
        foreach (var anchor in credits.Where(c => c.DayNumber > since))
        {
            if (anchor.Amount >= largest && Chain(credits, anchor, options) is { } mean)
            {
                best = anchor.Amount > largest ? mean : Math.Max(mean, best ?? 0);
                largest = anchor.Amount;
            }
        }

        return best;
    }

    private static bool IsCandidate(Movement movement) =>
        movement.IsByCustomer && movement.Amount > 0 && movement.Kind is (TransactionKind.Salary or TransactionKind.Transfer or TransactionKind.Unspecified);

    // One credit in each month before the anchor, near its day of the month and its amount: the nearest in amount, then in days, then the smaller.
    private static decimal? Chain(Movement[] credits, Movement anchor, RetailFeatureOptions options)
    {
        var tolerance = (double)anchor.Amount * options.RegularAmountTolerance;
        var sum = anchor.Amount;
        for (var k = 1; k < options.RegularMonths; k++)
        {
            var due = CalendarSpan.OfMonths(k).Before(anchor.Day).Number;
            var found = credits
                .Where(c => c.Account == anchor.Account && Math.Abs(c.DayNumber - due) <= options.RegularDayTolerance && (double)Math.Abs(c.Amount - anchor.Amount) <= tolerance)
                .OrderBy(c => Math.Abs(c.Amount - anchor.Amount)).ThenBy(c => Math.Abs(c.DayNumber - due)).ThenBy(c => c.Amount)
                .Select(c => (decimal?)c.Amount)
                .FirstOrDefault();
            if (found is not { } amount)
            {
                return null;
            }

            sum += amount;
        }

        return sum / options.RegularMonths;
    }
}
