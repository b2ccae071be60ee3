namespace CustomerValue.Experiments;

/// <summary>Goodman-Bacon's decomposition of a two-way fixed-effects coefficient in a balanced panel.</summary>
internal sealed class TwoWayParts
{
    private readonly int[] cohorts;
    private readonly int m;
    private readonly List<int> begun;

    public TwoWayParts(int[] cohorts, int m)
    {
        this.cohorts = cohorts;
        this.m = m;
        begun = [.. new SortedSet<int>(cohorts)];
    }

    public bool UsesTreatedAsControls => begun.FindAll(c => c < m).Count > 1;

    public TwoWayPart[] Parts(double[] outcomes, int[] periods, double[] weights)
    {
        var sizes = new Dictionary<int, double>();
        var means = new Dictionary<int, double[]>();
        foreach (var cohort in begun)
        {
            sizes[cohort] = 0;
            means[cohort] = new double[m];
        }

        var total = 0.0;
        for (var row = 0; row < cohorts.Length; row++)
        {
            var w = weights.Length > 0 ? weights[row] : 1;
            sizes[cohorts[row]] += w;
            total += w;
            for (var t = 0; t < m; t++)
            {
                means[cohorts[row]][t] += w * outcomes[row * m + t];
            }
        }

        var raw = new List<(int Treated, int Control, double Weight, double Estimate)>();
        foreach (var k in begun.Where(c => sizes[c] > 0))
        {
            foreach (var l in begun.Where(c => c > k && sizes[c] > 0))
            {
                var own = (sizes[k] + sizes[l]) / total;
                var share = sizes[k] / (sizes[k] + sizes[l]);
                var spread = own * own * share * (1 - share);
                double early = (double)(m - k) / m, late = (double)(m - l) / m;
                if (l == m)
                {
                    // Who is always treated tells nothing against who never is.
                    if (k == 0)
                    {
                        continue;
                    }

                    raw.Add((k, l, spread * early * (1 - early), Change(k, k, m, 0, k) - Change(l, k, m, 0, k)));
                    continue;
                }

                if (k > 0)
                {
                    raw.Add((k, l, spread * (early - late) * (1 - early), Change(k, k, l, 0, k) - Change(l, k, l, 0, k)));
                }

                raw.Add((l, k, spread * late * (early - late), Change(l, l, m, k, l) - Change(k, l, m, k, l)));
            }
        }

        var sum = raw.Sum(r => r.Weight);
        return [.. raw.Select(r => new TwoWayPart(periods[r.Treated], r.Control == m ? StaggeredAdoption.Never : periods[r.Control], r.Weight / sum, r.Estimate))];

        double Change(int cohort, int from, int to, int earlier, int until) => Mean(cohort, from, to) - Mean(cohort, earlier, until);

        double Mean(int cohort, int from, int to)
        {
            var mean = 0.0;
            for (var t = from; t < to; t++)
            {
                mean += means[cohort][t] / sizes[cohort] / (to - from);
            }

            return mean;
        }
    }
}
