namespace FourInOne.CzechBank;

/// <summary>A file that cannot be used; the message names file, line and column, what was found and what was expected.</summary>
internal sealed class BankFileException : Exception
{
    public BankFileException()
    {
    }

    public BankFileException(string message)
        : base(message)
    {
    }

    public BankFileException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
