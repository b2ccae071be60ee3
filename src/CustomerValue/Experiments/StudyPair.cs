namespace CustomerValue.Experiments;

/// <summary>The compared customers of two groups as the columns that the estimators take; the minuend's are the treated.</summary>
internal sealed class StudyPair
{
    private readonly StudyPanel panel;
    private readonly int[] rows;
    private readonly bool[] isTreated;
    private readonly long[] households;
    private readonly double[] covariates;

    public StudyPair(StudyPanel panel, StudyGroup minuend, StudyGroup subtrahend, Func<int, bool> belongs)
    {
        this.panel = panel;
        Minuend = minuend;
        Subtrahend = subtrahend;
        var all = new List<int>();
        for (var row = 0; row < panel.Count; row++)
        {
            if ((panel.Groups[row] == minuend || panel.Groups[row] == subtrahend) && belongs(row))
            {
                all.Add(row);
            }
        }

        rows = [.. all];
        isTreated = Array.ConvertAll(rows, row => panel.Groups[row] == minuend);
        households = Array.ConvertAll(rows, row => (long)panel.Households[row]);
        var width = panel.CovariateNames.Count;
        covariates = new double[rows.Length * width];
        for (var i = 0; i < rows.Length; i++)
        {
            panel.CovariatesOf(rows[i]).CopyTo(covariates.AsSpan(i * width));
        }
    }

    public StudyGroup Minuend { get; }

    public StudyGroup Subtrahend { get; }

    public int Count => rows.Length;

    public ReadOnlySpan<bool> IsTreated => isTreated;

    public bool IsOneSided => Array.TrueForAll(isTreated, t => t) || Array.TrueForAll(isTreated, t => !t);

    public double[] Column(Func<int, double> value) => Array.ConvertAll(rows, row => value(row));

    public TrialColumns Trial(double[] outcomes) => new()
    {
        Outcomes = outcomes,
        IsTreated = isTreated,
        Covariates = covariates,
        CovariateNames = panel.CovariateNames.Count > 0 ? panel.CovariateNames : null,
        Clusters = households,
    };

    /// <summary>The same with one more covariate in front.</summary>
    public TrialColumns Trial(double[] outcomes, double[] first, string name)
    {
        var width = panel.CovariateNames.Count + 1;
        var wide = new double[rows.Length * width];
        for (var i = 0; i < rows.Length; i++)
        {
            wide[i * width] = first[i];
            covariates.AsSpan(i * (width - 1), width - 1).CopyTo(wide.AsSpan(i * width + 1));
        }

        return new TrialColumns { Outcomes = outcomes, IsTreated = isTreated, Covariates = wide, CovariateNames = [name, .. panel.CovariateNames], Clusters = households };
    }

    public DifferenceColumns Change(double[] before, double[] after) => new()
    {
        Before = before,
        After = after,
        IsTreated = isTreated,
        Covariates = covariates,
        CovariateNames = panel.CovariateNames.Count > 0 ? panel.CovariateNames : null,
        Clusters = households,
    };

    /// <summary>Numbers by row and moment, row-major.</summary>
    public double[] Matrix(int moments, Func<int, int, double> value)
    {
        var matrix = new double[rows.Length * moments];
        for (var i = 0; i < rows.Length; i++)
        {
            for (var moment = 0; moment < moments; moment++)
            {
                matrix[i * moments + moment] = value(rows[i], moment);
            }
        }

        return matrix;
    }

    public EventStudyColumns Events(double[] outcomes, int[] periods) => new() { Outcomes = outcomes, Periods = periods, IsTreated = isTreated, Clusters = households };
}
