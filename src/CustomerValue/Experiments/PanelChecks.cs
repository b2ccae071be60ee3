namespace CustomerValue.Experiments;

/// <summary>Checks of a customers × periods panel.</summary>
internal static class PanelChecks
{
    public static void Check(ReadOnlySpan<double> outcomes, ReadOnlySpan<int> periods, int rows)
    {
        for (var t = 1; t < periods.Length; t++)
        {
            if (periods[t] <= periods[t - 1])
            {
                throw Guard.BrokenRow("Periods", t, "periods ascend", $"period {Guard.Text(periods[t])} after {Guard.Text(periods[t - 1])}");
            }
        }

        if (outcomes.Length != rows * periods.Length)
        {
            throw new ArgumentException($"{nameof(outcomes)} has length {Guard.Text(outcomes.Length)}; expected {Guard.Text(rows)} customers × {Guard.Text(periods.Length)} periods: the panel must be balanced.", nameof(outcomes));
        }

        for (var i = 0; i < outcomes.Length; i++)
        {
            if (!double.IsFinite(outcomes[i]))
            {
                throw Guard.BrokenRow("Outcomes", i / periods.Length, "every outcome is finite", $"period {Guard.Text(periods[i % periods.Length])}, outcome {Guard.Text(outcomes[i])}");
            }
        }
    }

    /// <summary>Where a period stands.</summary>
    public static int IndexOf(ReadOnlySpan<int> periods, int period, string name)
    {
        var at = periods.IndexOf(period);
        return at >= 0 ? at : throw new ArgumentException($"{name} is {Guard.Text(period)}, which is none of the periods.", name);
    }
}
