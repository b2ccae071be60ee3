using CustomerValue;
using Spectre.Console;

namespace FourInOne.Output;

/// <summary>What the user sees: a heading and a table per step, one sentence on what it means, and a bar while something takes long.</summary>
internal sealed class Screen
{
    private const int Width = 100;
    private const int LabelWidth = 10;

    private readonly IAnsiConsole console;
    private readonly TextWriter log;
    private readonly bool isInteractive;

    private Screen(IAnsiConsole console, TextWriter log, bool isInteractive)
    {
        this.console = console;
        this.log = log;
        this.isInteractive = isInteractive;
    }

    /// <summary>The terminal; plain text of fixed width when output goes into a file or a pipe, progress then to standard error.</summary>
    public static Screen ForConsole() =>
        Console.IsOutputRedirected ? Into(Console.Out, Console.Error) : new Screen(AnsiConsole.Console, TextWriter.Null, true);

    /// <summary>Plain text into a writer, progress into another.</summary>
    public static Screen Into(TextWriter writer, TextWriter log)
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Ansi = AnsiSupport.No, ColorSystem = ColorSystemSupport.NoColors, Out = new AnsiConsoleOutput(writer) });
        console.Profile.Width = Width;
        return new Screen(console, log, false);
    }

    /// <summary>Opens a step.</summary>
    public void Step(int number, string name)
    {
        console.WriteLine();
        console.Write(new Rule($"[bold green]{Text.Plain(number)}  {Markup.Escape(name)}[/]") { Justification = Justify.Left, Style = new Style(Color.Green) });
    }

    /// <summary>A table; a heading that begins with '>' stands over numbers, aligned to the right.</summary>
    public void Table(IReadOnlyList<string> headings, IEnumerable<IReadOnlyList<string>> rows)
    {
        var table = new Table { Border = TableBorder.Simple };
        foreach (var heading in headings)
        {
            var isNumber = heading.StartsWith('>');
            var column = new TableColumn($"[bold]{Markup.Escape(heading.TrimStart('>'))}[/]") { NoWrap = true, Alignment = isNumber ? Justify.Right : Justify.Left };
            table.AddColumn(column);
        }

        foreach (var row in rows)
        {
            table.AddRow(row.Select(cell => new Markup(Markup.Escape(cell))));
        }

        console.Write(table);
    }

    /// <summary>A fact that needs no table; long ones go on below themselves.</summary>
    public void Fact(string label, string value)
    {
        var grid = new Grid().AddColumn(new GridColumn { Width = LabelWidth, Padding = new Padding(2, 0, 1, 0) }).AddColumn(new GridColumn { Padding = new Padding(0, 0, 0, 0) });
        console.Write(grid.AddRow(new Markup($"[grey]{Markup.Escape(label)}[/]"), new Markup(Markup.Escape(value))));
    }

    /// <summary>What the step means, in one sentence.</summary>
    public void Meaning(string sentence)
    {
        console.WriteLine();
        var grid = new Grid().AddColumn(new GridColumn { Width = 1, Padding = new Padding(2, 0, 1, 0) }).AddColumn(new GridColumn { Padding = new Padding(0, 0, 0, 0) });
        console.Write(grid.AddRow(new Markup("[green]→[/]"), new Markup($"[italic]{Markup.Escape(sentence)}[/]")));
    }

    /// <summary>Where the results are.</summary>
    public void Closing(ResultFolder results)
    {
        console.WriteLine();
        Fact("written to", $"{results.Path}: {string.Join(", ", results.Files)}");
    }

    /// <summary>Does something that may take a while, with a bar.</summary>
    public T Work<T>(string what, Func<IProgress<FitProgress>, T> work)
    {
        if (!isInteractive)
        {
            log.WriteLine(what + " …");
            return work(new Bar(null));
        }

        T? result = default;
        console.Progress()
            .AutoClear(true)
            .Columns(new SpinnerColumn(), new TaskDescriptionColumn(), new ProgressBarColumn(), new ElapsedTimeColumn())
            .Start(context => result = work(new Bar(context.AddTask(Markup.Escape(what)).IsIndeterminate())));
        return result!;
    }

    /// <summary>A bar that follows the library's reports; without a task it swallows them.</summary>
    private sealed class Bar(ProgressTask? task) : IProgress<FitProgress>
    {
        public void Report(FitProgress value)
        {
            if (task is not null)
            {
                task.IsIndeterminate = value.Total == 0;
                task.MaxValue = Math.Max(1, value.Total);
                task.Value = value.Done;
            }
        }
    }
}
