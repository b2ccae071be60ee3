using FourInOne.Output;

namespace FourInOne.CzechBank;

/// <summary>What became of the lines of one file: <c>Lines = Accepted + Duplicates + Rejected</c>, always.</summary>
internal sealed class FileReading(string file)
{
    private const int Listed = 100;

    /// <summary>So few rejections are an accident of the file, whatever its size.</summary>
    private const int Accidents = 10;

    private readonly List<string> rejections = [];

    public string File { get; } = file;

    /// <summary>Lines below the header.</summary>
    public int Lines { get; set; }

    public int Accepted => Lines - Duplicates - Rejected;

    /// <summary>Lines that repeat another, word for word.</summary>
    public int Duplicates { get; set; }

    public int Rejected { get; private set; }

    /// <summary>The first rejections in words: line, column, what was found, what was expected.</summary>
    public IReadOnlyList<string> Rejections => rejections;

    public void Reject(int line, string why)
    {
        Rejected++;
        if (rejections.Count < Listed)
        {
            rejections.Add($"{File}, line {Text.Plain(line)}, {why}.");
        }
    }

    /// <summary>Refuses a file that is plainly not what it should be.</summary>
    public void Check()
    {
        if (Lines == 0)
        {
            throw new BankFileException($"{File}: found a header and no rows, expected rows.");
        }

        if (Accepted == 0 || Rejected > Math.Max(Accidents, Lines / 100))
        {
            throw new BankFileException($"{File}: {Text.Count(Rejected)} of {Text.Count(Lines)} lines are unusable. The first: {rejections[0]}");
        }
    }
}
