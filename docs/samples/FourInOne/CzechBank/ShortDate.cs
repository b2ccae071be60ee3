using CustomerValue;

namespace FourInOne.CzechBank;

/// <summary>Dates as YYMMDD, of the twentieth century.</summary>
internal static class ShortDate
{
    public static bool TryParse(string text, out Day day)
    {
        day = default;
        return text.Length == 6 && text.All(char.IsAsciiDigit)
            && Day.TryParse($"19{text[..2]}-{text[2..4]}-{text[4..]}", out day);
    }
}
