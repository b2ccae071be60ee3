namespace CustomerValue.Docs.Tests.MainJob;

/// <summary>A few lines in the format of the Czech bank, invented, in a folder that goes away with the test.</summary>
internal sealed class SmallCzechBank : IDisposable
{
    public SmallCzechBank()
    {
        Path = Directory.CreateTempSubdirectory("small-bank").FullName;
        foreach (var (name, content) in Files)
        {
            Write(name, content);
        }
    }

    public string Path { get; }

    private static IReadOnlyDictionary<string, string> Files { get; } = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["district.asc"] = "A1;A2;A3\r\n1;\"Here\";\"Prague\"\r\n2;\"There\";\"east Bohemia\"\r\n",
        ["client.asc"] = "\"client_id\";\"birth_number\";\"district_id\"\r\n1;\"706213\";1\r\n2;\"450204\";2\r\n3;\"681009\";2\r\n",
        ["account.asc"] = "\"account_id\";\"district_id\";\"frequency\";\"date\"\r\n10;1;\"POPLATEK MESICNE\";930101\r\n11;2;\"POPLATEK TYDNE\";930205\r\n",
        ["disp.asc"] = "\"disp_id\";\"client_id\";\"account_id\";\"type\"\r\n100;1;10;\"OWNER\"\r\n101;2;11;\"OWNER\"\r\n102;3;11;\"DISPONENT\"\r\n",
        ["card.asc"] = "\"card_id\";\"disp_id\";\"type\";\"issued\"\r\n1000;100;\"classic\";931107 00:00:00\r\n1001;101;\"gold\";940119 00:00:00\r\n",
        ["loan.asc"] = "\"loan_id\";\"account_id\";\"date\";\"amount\";\"duration\";\"payments\";\"status\"\r\n2000;11;930705;96396;12;8033.00;\"B\"\r\n2001;10;930711;165960;36;4610.00;\"A\"\r\n",
        ["trans_1993_to_1994q1.csv"] =
            "trans_id,account_id,date,direction,type_raw,operation,amount,balance,k_symbol,bank,partner\n"
            + "1,10,1993-01-01,CREDIT,PRIJEM,CASH_IN,700.00,700.00,,,\n"
            + "2,10,1993-01-31,CREDIT,PRIJEM,,1.50,701.50,INTEREST,,\n"
            + "3,11,1993-02-05,CREDIT,PRIJEM,CASH_IN,900.00,900.00,,,\n"
            + "4,11,1993-03-01,DEBIT,VYBER,CASH_OUT,100.00,800.00, ,,\n",
    };

    public void Write(string name, string content) => File.WriteAllText(System.IO.Path.Combine(Path, name), content);

    /// <summary>Replaces some text of a file, which must be there.</summary>
    public void Change(string name, string from, string to)
    {
        Files[name].Should().Contain(from, "otherwise the test changes nothing");
        Write(name, Files[name].Replace(from, to, StringComparison.Ordinal));
    }

    public void Delete(string name) => File.Delete(System.IO.Path.Combine(Path, name));

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
