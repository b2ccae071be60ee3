using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace FourInOne;

/// <summary>What was asked for on the command line.</summary>
internal sealed record CommandLine
{
    public const string Help =
        """
        Runs the four steps of customer value modelling once around on one bank.

          dotnet run -c Release --project docs/samples/FourInOne                       a synthetic bank
          dotnet run -c Release --project docs/samples/FourInOne -- --data <folder>    the Czech bank of 1993-94

          --data <folder>    account.asc, client.asc, disp.asc, card.asc, loan.asc, district.asc
                             and trans_1993_to_1994q1.csv
          --households <n>   size of the synthetic bank, 1,000 or more (default 20,000)
          --seed <s>         seed of the synthetic bank, the folds and the segments (default 1)
          --out <folder>     where tables and pages go (default out/four-in-one)
          --help             this text
        """;

    private const int FewestHouseholds = 1_000;

    /// <summary>The folder of the Czech bank; null for a synthetic one.</summary>
    public string? DataFolder { get; private init; }

    public int Households { get; private init; } = 20_000;

    public ulong Seed { get; private init; } = 1;

    public string OutputFolder { get; private init; } = Path.Combine("out", "four-in-one");

    public bool ShowsHelp { get; private init; }

    public static bool TryParse(IReadOnlyList<string> args, [NotNullWhen(true)] out CommandLine? command, [NotNullWhen(false)] out string? fault)
    {
        command = null;
        var read = new CommandLine();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < args.Count; i++)
        {
            var option = args[i];
            if (option is "--help" or "-h")
            {
                read = read with { ShowsHelp = true };
                continue;
            }

            if (option is not ("--data" or "--households" or "--seed" or "--out"))
            {
                fault = $"Unknown option '{option}'.";
                return false;
            }

            if (!seen.Add(option))
            {
                fault = $"{option} is given twice.";
                return false;
            }

            if (i + 1 == args.Count || args[i + 1].StartsWith("--", StringComparison.Ordinal))
            {
                fault = $"{option} needs a value.";
                return false;
            }

            fault = read.Take(option, args[++i], out read);
            if (fault is not null)
            {
                return false;
            }
        }

        if (read.DataFolder is not null && seen.Contains("--households"))
        {
            fault = "--households is the size of the synthetic bank; it does not go with --data.";
            return false;
        }

        (command, fault) = (read, null);
        return true;
    }

    private string? Take(string option, string value, out CommandLine read)
    {
        read = this;
        switch (option)
        {
            case "--data":
                read = this with { DataFolder = value };
                return null;
            case "--out":
                read = this with { OutputFolder = value };
                return null;
            case "--seed" when ulong.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var seed):
                read = this with { Seed = seed };
                return null;
            case "--households" when int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var households) && households >= FewestHouseholds:
                read = this with { Households = households };
                return null;
            case "--seed":
                return $"--seed is '{value}'; it must be a whole number from 0.";
            default:
                return $"--households is '{value}'; it must be a whole number from {FewestHouseholds.ToString(CultureInfo.InvariantCulture)}.";
        }
    }
}
