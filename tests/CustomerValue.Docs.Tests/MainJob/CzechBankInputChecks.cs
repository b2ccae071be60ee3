using System.Globalization;
using CustomerValue.Information;
using FourInOne.CzechBank;
using FourInOne.Output;
using FourInOne.Steps;

namespace CustomerValue.Docs.Tests.MainJob;

/// <summary>What becomes of bad files: refused by name, or a counted and reported rejection; never a wrong number, never silent loss.</summary>
public sealed class CzechBankInputChecks : IDisposable
{
    private const string Movements = "trans_1993_to_1994q1.csv";

    private readonly SmallCzechBank bank = new();

    public void Dispose() => bank.Dispose();

    [Fact]
    public void Sound_files_are_taken_whole()
    {
        var records = CzechBankFolder.Open(bank.Path);

        records.Readings.Should().HaveCount(7).And.OnlyContain(r => r.Lines > 0 && r.Accepted == r.Lines);
        records.Clients.Select(c => (c.Id.ToString(), c.BornOn.ToString(), c.Gender, c.Region)).Should().Equal(
            ("1", "1970-12-13", "F", "Prague"), ("2", "1945-02-04", "M", "east Bohemia"), ("3", "1968-10-09", "M", "east Bohemia"));
        records.Transactions.Select(t => t.Amount).Should().Equal(700m, 1.5m, 900m, -100m);
        records.Transactions.Select(t => t.Kind).Should().Equal(
            TransactionKind.CashDeposit, TransactionKind.Interest, TransactionKind.CashDeposit, TransactionKind.CashWithdrawal);
        records.Holdings.Select(h => (h.Product, h.HeldFrom.ToString(), h.HeldTo?.ToString())).Should().Equal(
            ("classic card", "1993-11-07", null), ("gold card", "1994-01-19", null), ("loan", "1993-07-05", "1994-07-04"), ("loan", "1993-07-11", "1996-07-10"));
    }

    [Fact]
    public void A_missing_file_is_refused()
    {
        bank.Delete("disp.asc");
        Opening().Should().Throw<BankFileException>().WithMessage("disp.asc:*no such file*");
    }

    [Theory]
    [InlineData("", "client.asc: found an empty file, expected a header.")]
    [InlineData("\"client_id\";\"birth_number\";\"district_id\"\r\n", "client.asc: found a header and no rows*")]
    [InlineData("client_id;birth_number;district_id\n1;\"706213\";1\n2;\"450204\";2", "client.asc, line 3*found the end of the file within the line*")]
    [InlineData("client_id;birth_number;district_id\n1;\"706213\";1\n2;\"45", "client.asc, line 3*found*")]
    [InlineData("client_id;birth_number;district_id\n1;\"706213\";1\n2", "client.asc, line 3, found 1 fields in '2', expected 3: the line is cut.")]
    [InlineData("client_id,birth_number,district_id\n1,706213,1\n", "client.asc, line 1, found 'client_id,birth_number,district_id', expected columns client_id, birth_number, district_id separated by ';'*")]
    [InlineData("client_id;born;district_id\n1;706213;1\n", "client.asc, line 1, column birth_number: found only client_id, born, district_id*")]
    [InlineData("client_id;birth_number;district_id\n1;\"706213\";1\n\n2;\"450204\";2\n", "client.asc, line 3, found 1 fields*expected 3*")]
    [InlineData("client_id;birth_number;district_id\n1;\"706213;1\n2;\"450204\";2\n", "client.asc, line *")]
    [InlineData("client_id;birth_number;district_id\n1;\"706213\";1;9\n", "client.asc, line 2, found 4 fields*expected 3*")]
    public void A_file_of_another_shape_is_refused(string content, string message)
    {
        bank.Write("client.asc", content);
        Opening().Should().Throw<BankFileException>().WithMessage(message);
    }

    [Fact]
    public void A_decimal_comma_between_commas_is_refused_with_its_line()
    {
        bank.Change(Movements, "900.00,900.00", "900,00,900.00");
        Opening().Should().Throw<BankFileException>().WithMessage($"{Movements}, line 4, found 12 fields*expected 11: a number has a decimal comma*");
    }

    [Fact]
    public void Decimal_commas_throughout_refuse_the_file()
    {
        bank.Write(
            Movements,
            "trans_id,account_id,date,direction,type_raw,operation,amount,balance,k_symbol\n"
            + "1,10,1993-01-01,CREDIT,PRIJEM,CASH_IN,\"700,00\",\"700,00\",\n2,10,1993-01-02,CREDIT,PRIJEM,CASH_IN,\"1,00\",\"701,00\",\n");
        Opening().Should().Throw<BankFileException>()
            .WithMessage($"{Movements}: 2 of 2 lines are unusable. The first: {Movements}, line 2, column amount: found '700,00', expected an amount such as 1234.50.");
    }

    [Theory]
    [InlineData("disp.asc", "\"DISPONENT\"", "\"USER\"", "disp.asc, line 4, column type: found 'USER', expected one of OWNER, DISPONENT.")]
    [InlineData("disp.asc", "101;2;11", "101;7;11", "disp.asc, line 3, column client_id: found '7', expected a key of client.asc.")]
    [InlineData("disp.asc", "101;2;11", "101;;11", "disp.asc, line 3, column client_id: found '', expected a whole number from 1.")]
    [InlineData("account.asc", "POPLATEK TYDNE", "TYDNE", "account.asc, line 3, column frequency: found 'TYDNE', expected one of POPLATEK MESICNE, POPLATEK TYDNE, POPLATEK PO OBRATU.")]
    [InlineData("account.asc", "930205", "930231", "account.asc, line 3, column date: found '930231', expected a date YYMMDD.")]
    [InlineData("account.asc", "930205", "9302", "account.asc, line 3, column date: found '9302', expected a date YYMMDD.")]
    [InlineData("client.asc", "706213", "701313", "client.asc, line 2, column birth_number: found '701313', expected a day of birth YYMMDD, with month + 50 for women.")]
    [InlineData("client.asc", "706213", "705013", "client.asc, line 2, column birth_number: found '705013'*")]
    [InlineData("client.asc", "706213", "706313", "client.asc, line 2, column birth_number: found '706313'*")]
    [InlineData("client.asc", "706213", "705230", "client.asc, line 2, column birth_number: found '705230'*")]
    [InlineData("client.asc", "706213", "70613", "client.asc, line 2, column birth_number: found '70613'*")]
    [InlineData("client.asc", "450204\";2", "450204\";99", "client.asc, line 3, column district_id: found '99', expected a key of district.asc.")]
    [InlineData("card.asc", "931107 00:00:00", "931107", "card.asc, line 2, column issued: found '931107', expected YYMMDD 00:00:00.")]
    [InlineData("card.asc", "\"gold\"", "\"golden\"", "card.asc, line 3, column type: found 'golden', expected one of junior, classic, gold.")]
    [InlineData("card.asc", "1001;101", "1001;109", "card.asc, line 3, column disp_id: found '109', expected a key of disp.asc.")]
    [InlineData("loan.asc", "930705", "939705", "loan.asc, line 2, column date: found '939705', expected a date YYMMDD.")]
    [InlineData("loan.asc", "96396;12;", "96396;-12;", "loan.asc, line 2, column duration: found '-12', expected a whole number from 1.")]
    [InlineData(Movements, "1993-02-05", "1993-02-30", Movements + ", line 4, column date: found '1993-02-30', expected a date such as 1993-11-30.")]
    [InlineData(Movements, "1993-02-05", "05.02.1993", Movements + ", line 4, column date: found '05.02.1993'*")]
    [InlineData(Movements, "3,11,", "3,12,", Movements + ", line 4, column account_id: found '12', expected a key of account.asc.")]
    [InlineData(Movements, "900.00,900.00", "\"900,00\",900.00", Movements + ", line 4, column amount: found '900,00', expected an amount such as 1234.50.")]
    [InlineData(Movements, "900.00,900.00", "\"1,900.00\",900.00", Movements + ", line 4, column amount: found '1,900.00'*")]
    [InlineData(Movements, "900.00,900.00", "9E2,900.00", Movements + ", line 4, column amount: found '9E2'*")]
    [InlineData(Movements, "900.00,900.00", "NaN,900.00", Movements + ", line 4, column amount: found 'NaN'*")]
    [InlineData(Movements, "900.00,900.00", "-900.00,900.00", Movements + ", line 4, column amount: found '-900.00', expected an amount from 0*")]
    [InlineData(Movements, "900.00,900.00", "900.00,", Movements + ", line 4, column balance: found '', expected an amount such as 1234.50.")]
    [InlineData(Movements, "INTEREST", "GIFT", Movements + ", line 3, column k_symbol: found 'GIFT', expected one of nothing, INTEREST*")]
    [InlineData(Movements, "DEBIT,VYBER", "DEBIT,PRIJEM", Movements + ", line 5, column type_raw: found 'PRIJEM', expected a word for DEBIT.")]
    [InlineData(Movements, "CREDIT,PRIJEM,,", "SIDEWAYS,PRIJEM,,", Movements + ", line 3, column direction: found 'SIDEWAYS', expected one of CREDIT, DEBIT.")]
    public void A_bad_field_rejects_its_line_and_is_reported(string file, string from, string to, string message)
    {
        bank.Change(file, from, to);
        var reading = CzechBankFolder.Open(bank.Path).Readings.Single(r => r.File == file);

        reading.Rejections.Should().ContainSingle().Which.Should().Match(message);
        (reading.Rejected, reading.Accepted, reading.Duplicates).Should().Be((1, reading.Lines - 1, 0));
    }

    [Fact]
    public void A_line_that_stands_twice_counts_once()
    {
        bank.Change("client.asc", "2;\"450204\";2\r\n", "2;\"450204\";2\r\n2;\"450204\";2\r\n");
        var records = CzechBankFolder.Open(bank.Path);

        records.Clients.Should().HaveCount(3);
        records.Readings.Single(r => r.File == "client.asc").Duplicates.Should().Be(1);
    }

    [Fact]
    public void Lines_of_one_id_that_contradict_each_other_are_both_rejected()
    {
        bank.Change("client.asc", "2;\"450204\";2\r\n", "2;\"450204\";2\r\n2;\"450205\";2\r\n");
        var records = CzechBankFolder.Open(bank.Path);
        var reading = records.Readings.Single(r => r.File == "client.asc");

        records.Clients.Select(c => c.Id.ToString()).Should().Equal("1", "3");
        (reading.Lines, reading.Accepted, reading.Rejected).Should().Be((4, 2, 2));
        reading.Rejections.Should().Equal(
            "client.asc, line 3, column client_id: found '2' with other content than in line 4, expected one content for a key.",
            "client.asc, line 4, column client_id: found '2' with other content than in line 3, expected one content for a key.");
    }

    [Fact]
    public void Movements_of_one_id_are_counted_by_the_ledger()
    {
        bank.Change(
            Movements,
            "2,10,1993-01-31,CREDIT,PRIJEM,,1.50,701.50,INTEREST,,\n",
            "2,10,1993-01-31,CREDIT,PRIJEM,,1.50,701.50,INTEREST,,\n1,10,1993-01-01,CREDIT,PRIJEM,CASH_IN,700.00,700.00,,,\n3,11,1993-02-05,CREDIT,PRIJEM,CASH_IN,901.00,900.00,,,\n");
        var quality = TransactionLedger.Load(CzechBankFolder.Open(bank.Path).Transactions).Quality;

        quality.RowsRead.Should().Be(6);
        quality.Duplicates.Should().Be(1);
        quality.Count(RejectionReason.Contradiction).Should().Be(2);
    }

    [Fact]
    public void More_bad_lines_than_an_accident_makes_refuse_the_file()
    {
        var lines = string.Concat(Enumerable.Range(3, 900).Select(i => $"{i};\"{(i % 50 == 0 ? "991399" : "450204")}\";2\r\n"));
        bank.Change("client.asc", "2;\"450204\";2\r\n3;\"681009\";2\r\n", "2;\"450204\";2\r\n" + lines);
        Opening().Should().Throw<BankFileException>().WithMessage("client.asc: 18 of 902 lines are unusable. The first: client.asc, line 51, column birth_number: found '991399'*");
    }

    [Fact]
    public void Rejections_are_shown_and_written()
    {
        const string Rejection = Movements + ", line 5, column k_symbol: found 'GIFT', expected one of";
        bank.Change(Movements, ", ,,\n", ",GIFT,,\n");
        using var shown = new StringWriter(CultureInfo.InvariantCulture);
        var results = ResultFolder.Create(Path.Combine(bank.Path, "results"));
        var picture = InformationStep.Run(CzechBankFolder.Open(bank.Path), Screen.Into(shown, TextWriter.Null));
        InformationView.Show(picture, Screen.Into(shown, TextWriter.Null));
        InformationView.Write(picture, results);

        shown.ToString().Should().Contain(Rejection);
        File.ReadAllText(Path.Combine(results.Path, "rejections.csv")).Should().Contain(Rejection);
        File.ReadAllLines(Path.Combine(results.Path, "data-quality.csv")).Should().Contain($"{Movements},4,3,0,1,,");
    }

    private Action Opening() => () => CzechBankFolder.Open(bank.Path);
}
