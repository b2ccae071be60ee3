namespace CustomerValue.Information;

/// <summary>Transfers between accounts of one customer: out of one and into another on the same day, of the same amount.</summary>
internal static class OwnTransfers
{
    /// <summary>True for every movement that is one half of such a transfer; each half is used once.</summary>
    public static bool[] Of(Movement[] movements)
    {
        var own = new bool[movements.Length];
        for (int begin = 0, end; begin < movements.Length; begin = end)
        {
            for (end = begin + 1; end < movements.Length && movements[end].DayNumber == movements[begin].DayNumber; end++)
            {
            }

            for (var i = begin; end - begin > 1 && i < end; i++)
            {
                if (MayBe(movements[i]) && movements[i].Amount < 0 && Other(movements, own, i, begin, end) is >= 0 and var other)
                {
                    own[i] = own[other] = true;
                }
            }
        }

        return own;
    }

    private static int Other(Movement[] movements, bool[] own, int half, int begin, int end)
    {
        for (var i = begin; i < end; i++)
        {
            if (!own[i] && movements[i].Amount == -movements[half].Amount && movements[i].Account != movements[half].Account && MayBe(movements[i]))
            {
                return i;
            }
        }

        return -1;
    }

    private static bool MayBe(in Movement movement) => movement.IsByCustomer && movement.Kind is (TransactionKind.Transfer or TransactionKind.Unspecified or TransactionKind.Investment);
}
