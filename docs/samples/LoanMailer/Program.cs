using System.Globalization;
using LoanMailer;

// A lender's randomized mailing: pooled against stratified estimates, and the checks that come before any effect.
//   dotnet run -c Release --project docs/samples/LoanMailer [-- --data <folder>]
CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
if (args is not ([] or ["--data", _]))
{
    Console.Error.WriteLine("Known: --data <folder>, which holds campaigns/kz2008_loan_mailer_rct.csv.");
    return 2;
}

if (LetterFile.Find(args.Length == 2 ? args[1] : null) is not { } path)
{
    Console.WriteLine($"skipped: campaigns/{LetterFile.Name} is neither under --data, $CUSTOMERVALUE_DATA nor ../shared/data.");
    return 0;
}

try
{
    MailerView.Show(MailerStudy.Of(LetterFile.Read(path)), Console.Out);
    return 0;
}
catch (InvalidDataException fault)
{
    Console.Error.WriteLine(fault.Message);
    return 1;
}
