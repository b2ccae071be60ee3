using FourInOne;
using FourInOne.Banks;
using FourInOne.CzechBank;
using FourInOne.Output;

if (!CommandLine.TryParse(args, out var command, out var fault))
{
    Console.Error.WriteLine(fault);
    Console.Error.WriteLine("Try --help.");
    return 2;
}

if (command.ShowsHelp)
{
    Console.WriteLine(CommandLine.Help);
    return 0;
}

var screen = Screen.ForConsole();
try
{
    var bank = screen.Work("Opening the bank", _ =>
        command.DataFolder is { } folder ? CzechBankFolder.Open(folder) : SyntheticBankRecords.Create(command.Households, command.Seed));
    var results = ResultFolder.Create(command.OutputFolder);
    Loop.Run(bank, command.Seed, screen, results);
    return 0;
}
catch (BankFileException exception)
{
    Console.Error.WriteLine(exception.Message);
    return 1;
}
catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
{
    Console.Error.WriteLine(exception.Message);
    return 1;
}
