namespace CustomerValue.Evaluation;

/// <summary>Which rows train and test when folds follow the calendar.</summary>
internal static class TimeFolds
{
    /// <summary>Cuts after whole days that leave about the same number of rows in each of folds + 1 parts.</summary>
    public static Day[] EvenCuts(ReadOnlySpan<Day> days, int folds)
    {
        var sorted = days.ToArray();
        Array.Sort(sorted);
        var ends = new List<int>();
        for (var i = 1; i <= sorted.Length; i++)
        {
            if (i == sorted.Length || sorted[i] != sorted[i - 1])
            {
                ends.Add(i);
            }
        }

        if (ends.Count < folds + 1)
        {
            throw new ArgumentException($"{Guard.Text(ends.Count)} distinct days do not make {Guard.Text(folds)} folds and a part before them.", nameof(days));
        }

        // Each cut at the day whose end is nearest to the even share, leaving a day for every part to come.
        var cuts = new Day[folds];
        var place = -1;
        for (var k = 0; k < folds; k++)
        {
            var target = (double)sorted.Length * (k + 1) / (folds + 1);
            var last = ends.Count - 1 - (folds - k);
            place++;
            while (place < last && Math.Abs(ends[place + 1] - target) <= Math.Abs(ends[place] - target))
            {
                place++;
            }

            cuts[k] = sorted[ends[place] - 1];
        }

        return cuts;
    }

    public static (int[] FoldOf, int[][] Training) Make(ReadOnlySpan<Day> days, ReadOnlySpan<Day> cuts, TimeFoldOptions options, ReadOnlySpan<int> groups)
    {
        Guard.AtLeast(cuts.Length, 1, nameof(cuts));
        if (!groups.IsEmpty)
        {
            Guard.SameLength(groups.Length, days.Length, nameof(groups));
        }

        for (var k = 1; k < cuts.Length; k++)
        {
            if (cuts[k] <= cuts[k - 1])
            {
                throw Guard.BrokenRow(nameof(cuts), k, "rising cuts", $"{cuts[k - 1]}, {cuts[k]}");
            }
        }

        var foldOf = new int[days.Length];
        var tests = new int[cuts.Length];
        for (var i = 0; i < foldOf.Length; i++)
        {
            // The last cut before the row's day.
            foldOf[i] = -1;
            while (foldOf[i] + 1 < cuts.Length && days[i] > cuts[foldOf[i] + 1])
            {
                foldOf[i]++;
            }

            if (foldOf[i] >= 0)
            {
                tests[foldOf[i]]++;
            }
        }

        var training = new int[cuts.Length][];
        for (var fold = 0; fold < cuts.Length; fold++)
        {
            training[fold] = Training(days, cuts[fold], options, groups, foldOf, fold);
            if (training[fold].Length == 0 || tests[fold] == 0)
            {
                throw new ArgumentException(
                    $"Fold {Guard.Text(fold)}, as of {cuts[fold]}, has {Guard.Text(training[fold].Length)} rows to train and {Guard.Text(tests[fold])} to test.", nameof(cuts));
            }
        }

        return (foldOf, training);
    }

    private static int[] Training(ReadOnlySpan<Day> days, Day cut, TimeFoldOptions options, ReadOnlySpan<int> groups, int[] foldOf, int fold)
    {
        var last = (long)cut.Number - options.GapDays;
        var first = options.WindowDays == 0 ? long.MinValue : last - options.WindowDays + 1;
        var testing = new HashSet<int>();
        for (var i = 0; i < groups.Length; i++)
        {
            if (foldOf[i] == fold)
            {
                testing.Add(groups[i]);
            }
        }

        var rows = new List<int>();
        for (var i = 0; i < days.Length; i++)
        {
            var day = days[i].Number;
            if (day >= first && day <= last && (groups.IsEmpty || !testing.Contains(groups[i])))
            {
                rows.Add(i);
            }
        }

        return [.. rows];
    }
}
