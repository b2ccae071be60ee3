namespace CustomerValue.Information;

/// <summary>What a customer did in a window, summed once for all features of that window.</summary>
internal sealed class FlowSums
{
    private const int Kinds = (int)TransactionKind.Adjustment + 1;

    private readonly int[] counts = new int[Kinds];

    public int Count { get; private set; }

    public int ActiveDays { get; private set; }

    public int LastDay { get; private set; } = -1;

    public decimal In { get; private set; }

    public decimal Out { get; private set; }

    /// <summary>Fees and overdraft interest taken by the bank, what it gave back taken off.</summary>
    public decimal Fees { get; private set; }

    public int CountOf(TransactionKind kind) => counts[(int)kind];

    public static FlowSums Of(Movement[] movements)
    {
        var sums = new FlowSums();
        foreach (ref readonly var movement in movements.AsSpan())
        {
            if (movement.IsByCustomer)
            {
                sums.Add(movement);
            }

            if (movement.Kind is TransactionKind.Fee or TransactionKind.OverdraftInterest)
            {
                sums.Fees -= movement.Amount;
            }
        }

        return sums;
    }

    private void Add(in Movement movement)
    {
        Count++;
        counts[(int)movement.Kind]++;
        ActiveDays += movement.DayNumber == LastDay ? 0 : 1;
        LastDay = movement.DayNumber;
        if (movement.Amount > 0)
        {
            In += movement.Amount;
        }
        else
        {
            Out -= movement.Amount;
        }
    }
}
