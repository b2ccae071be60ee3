using System.Globalization;

namespace LoanMailer;

/// <summary>Reads <c>campaigns/kz2008_loan_mailer_rct.csv</c>, the file that Karlan and Zinman (2008) published with their paper.</summary>
internal static class LetterFile
{
    public const string Name = "kz2008_loan_mailer_rct.csv";

    /// <summary>What was known before the letter went out, and complete in the file.</summary>
    public static readonly string[] Covariates = ["dormancy", "lastamount", "itcscore", "appscore", "female", "age", "edhi", "rural"];

    /// <summary>The file under <c>--data</c>, $CUSTOMERVALUE_DATA or ../shared/data; null where there is none.</summary>
    public static string? Find(string? given)
    {
        string?[] folders = given is not null ? [given] : [Environment.GetEnvironmentVariable("CUSTOMERVALUE_DATA"), "../shared/data"];
        return folders.OfType<string>()
            .SelectMany(folder => new[] { Path.Combine(folder, "campaigns", Name), Path.Combine(folder, Name) })
            .FirstOrDefault(File.Exists);
    }

    public static Letter[] Read(string path)
    {
        using var reader = new StreamReader(path);
        var header = (reader.ReadLine() ?? throw new InvalidDataException($"{path} is empty.")).Split(',');
        int Column(string name) => Array.IndexOf(header, name) is >= 0 and var at ? at : throw new InvalidDataException($"{path} has no column {name}.");
        int wave = Column("wave"), risk = Column("risk"), rate = Column("offer4"), promise = Column("yearlong");
        int applied = Column("applied"), took = Column("tookup"), loan = Column("loansize"), interest = Column("grossinterest");
        var covariates = Array.ConvertAll(Covariates, Column);
        var letters = new List<Letter>();
        while (reader.ReadLine() is { } line)
        {
            var fields = line.Split(',');
            double Number(int column) => double.TryParse(fields[column], NumberStyles.Float, CultureInfo.InvariantCulture, out var value)
                ? value
                : throw new InvalidDataException($"Line {letters.Count + 2} of {path}: {header[column]} is '{fields[column]}', not a number.");
            letters.Add(new Letter
            {
                Wave = (int)Number(wave),
                Risk = fields[risk],
                OfferedRate = Number(rate),
                PromisesYear = Number(promise) == 1,
                Before = Array.ConvertAll(covariates, Number),
                Applied = Number(applied) == 1,
                TookLoan = Number(took) == 1,
                Loan = Number(loan),
                Interest = Number(interest),
            });
        }

        return [.. letters];
    }
}
