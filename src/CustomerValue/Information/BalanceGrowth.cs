namespace CustomerValue.Information;

/// <summary>Growth of assets between two days, such as the same month of two years.</summary>
/// <remarks>Stateless and thread-safe.</remarks>
public static class BalanceGrowth
{
    /// <summary>(after − before) / before: undefined from a base of zero, from debts, and where there was no customer.</summary>
    /// <param name="before">The balance at the start; null when there was none, such as <see cref="MonthlyBalances.Balance"/> gives it.</param>
    /// <param name="after">The balance at the end; null when there is none.</param>
    public static Figure Relative(decimal? before, decimal? after)
    {
        if (before is null || after is null)
        {
            return Figure.Undefined(UndefinedReason.NoObservations);
        }

        var start = Money.ToDouble(before.Value);
        return start > 0 ? Figure.Of((Money.ToDouble(after.Value) - start) / start)
            : Figure.Undefined(start < 0 ? UndefinedReason.NegativeBase : UndefinedReason.ZeroBase);
    }

    /// <summary>2 (after − before) / (|before| + |after|), between −2 and 2: defined from zero and from debts too, undefined only when both are zero.</summary>
    /// <param name="before">The balance at the start; null when there was none.</param>
    /// <param name="after">The balance at the end; null when there is none.</param>
    public static Figure Symmetric(decimal? before, decimal? after)
    {
        if (before is null || after is null)
        {
            return Figure.Undefined(UndefinedReason.NoObservations);
        }

        var (start, end) = (Money.ToDouble(before.Value), Money.ToDouble(after.Value));
        var size = Math.Abs(start) + Math.Abs(end);
        return size > 0 ? Figure.Of(2 * (end - start) / size) : Figure.Undefined(UndefinedReason.ZeroBase);
    }
}
