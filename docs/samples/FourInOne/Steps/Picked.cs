namespace FourInOne.Steps;

internal static class Picked
{
    /// <summary>The values of some rows, in the order of the rows.</summary>
    public static T[] From<T>(T[] values, ReadOnlySpan<int> rows)
    {
        var picked = new T[rows.Length];
        for (var i = 0; i < rows.Length; i++)
        {
            picked[i] = values[rows[i]];
        }

        return picked;
    }
}
