using CustomerValue;

namespace FourInOne.CzechBank;

/// <summary>A Czech birth number, YYMMDD, whose month is 50 higher for women.</summary>
internal readonly record struct BirthNumber(Day BornOn, bool IsWoman)
{
    private const int WomensMonths = 50;

    public static BirthNumber Parse(string column, string text)
    {
        if (text.Length == 6 && text.All(char.IsAsciiDigit))
        {
            var month = 10 * (text[2] - '0') + (text[3] - '0');
            var isWoman = month > WomensMonths;
            var ofYear = isWoman ? month - WomensMonths : month;
            if (ShortDate.TryParse($"{text[..2]}{(char)('0' + ofYear / 10)}{(char)('0' + ofYear % 10)}{text[4..]}", out var born))
            {
                return new BirthNumber(born, isWoman);
            }
        }

        throw FieldFault.In(column, text, "a day of birth YYMMDD, with month + 50 for women");
    }
}
