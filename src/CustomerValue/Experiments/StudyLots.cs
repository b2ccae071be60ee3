namespace CustomerValue.Experiments;

/// <summary>What stands before and after a study's estimates: the lots' sizes, and the campaign's return.</summary>
internal static class StudyLots
{
    /// <summary>Households (or customers) that lots gave each group, against the plan; null where nobody drew lots.</summary>
    public static SampleRatioCheck? Check(StudyPanel panel, StudyOptions options)
    {
        if (options.Design == StudyDesign.Chosen)
        {
            return null;
        }

        var first = options.Design == StudyDesign.RandomizedCampaign ? (int)StudyGroup.Recommended : 0;
        var (observed, shares) = (new long[3 - first], new double[3 - first]);
        var counts = Counts(panel, options.DrawnByCustomer);
        for (var group = first; group < 3; group++)
        {
            observed[group - first] = counts[group];
            shares[group - first] = options.PlannedShares?[group] ?? 1;
        }

        return SampleRatioCheck.Of(observed, shares);
    }

    /// <summary>The return of every estimate of what the marketing group's assets gained.</summary>
    public static IEnumerable<StudyReturn> Returns(StudyPanel panel, StudyOptions options, StudyEstimate[] estimates)
    {
        double customers = 0, spent = 0;
        for (var row = 0; row < panel.Count; row++)
        {
            if (panel.Groups[row] == StudyGroup.Marketing)
            {
                customers++;
                spent += panel.HasCosts ? panel.Costs[row] : 0;
            }
        }

        if (options.Margin == 0 || customers == 0 || options.FixedCost + spent == 0)
        {
            yield break;
        }

        foreach (var estimate in estimates)
        {
            if (estimate is { Measure: StudyMeasure.Assets, Minuend: StudyGroup.Marketing })
            {
                yield return new StudyReturn(estimate, CampaignReturn.Of(estimate.Comparison, customers, options.Margin, options.FixedCost, spent / customers));
            }
        }
    }

    // A household in several groups counts in each: such households were not drawn as a whole.
    private static long[] Counts(StudyPanel panel, bool isByCustomer)
    {
        var counts = new long[3];
        var seen = new byte[panel.HouseholdCount];
        for (var row = 0; row < panel.Count; row++)
        {
            var group = (int)panel.Groups[row];
            var mark = (byte)(1 << group);
            var isNew = (seen[panel.Households[row]] & mark) == 0;
            seen[panel.Households[row]] |= mark;
            counts[group] += isByCustomer || isNew ? 1 : 0;
        }

        return counts;
    }
}
