using System.Diagnostics;
using Npgsql;

namespace CustomerValue.Extensions.Tests;

/// <summary>A PostgreSQL server of its own, from the machine's binaries: unix socket in a temporary folder, no network, gone afterwards.</summary>
public sealed class PostgresServer : IDisposable
{
    private readonly string? binaries = Binaries();
    private readonly string? account;
    private readonly string folder = string.Empty;

    public PostgresServer()
    {
        if (binaries is null)
        {
            Absent = "needs a PostgreSQL server under /usr/lib/postgresql/<version>/bin (apt install postgresql)";
            return;
        }

        // The server refuses to run as root.
        if (Environment.UserName == "root")
        {
            account = File.ReadLines("/etc/passwd").Select(l => l.Split(':')[0]).FirstOrDefault(name => name is "postgres");
            if (account is null)
            {
                Absent = "needs the unprivileged user 'postgres' to run PostgreSQL as, since tests run as root";
                return;
            }
        }

        folder = Directory.CreateTempSubdirectory("cv-pg-").FullName;
        try
        {
            if (account is not null)
            {
                Run("chown", account, folder);
            }

            AsServer("initdb", "-D", Path.Combine(folder, "db"), "-A", "trust", "-U", "tester", "-E", "UTF8", "--locale=C", "--no-sync");
            AsServer("pg_ctl", "-D", Path.Combine(folder, "db"), "-l", Path.Combine(folder, "log"), "-w", "-o", $"-F -k {folder} -c listen_addresses=''", "start");
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    /// <summary>Why there is no server; null when there is.</summary>
    public string? Absent { get; }

    public NpgsqlConnection Open()
    {
        Skip.If(Absent is not null, Absent);
        var connection = new NpgsqlConnection($"Host={folder};Username=tester;Database=postgres;Pooling=false");
        connection.Open();
        return connection;
    }

    public void Dispose()
    {
        if (folder.Length == 0)
        {
            return;
        }

        try
        {
            if (File.Exists(Path.Combine(folder, "db", "postmaster.pid")))
            {
                AsServer("pg_ctl", "-D", Path.Combine(folder, "db"), "-m", "immediate", "-w", "stop");
            }
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static string? Binaries() => !Directory.Exists("/usr/lib/postgresql")
        ? null
        : Directory.GetDirectories("/usr/lib/postgresql").Select(d => Path.Combine(d, "bin"))
            .Where(d => File.Exists(Path.Combine(d, "initdb")) && File.Exists(Path.Combine(d, "pg_ctl"))).Order(StringComparer.Ordinal).LastOrDefault();

    private void AsServer(string program, params string[] arguments)
    {
        var path = Path.Combine(binaries!, program);
        if (account is null)
        {
            Run(path, arguments);
        }
        else
        {
            Run("runuser", ["-u", account, "--", path, .. arguments]);
        }
    }

    // Output is not piped: the server would inherit the pipe and keep it open.
    private void Run(string program, params string[] arguments)
    {
        var start = new ProcessStartInfo("/bin/sh") { WorkingDirectory = folder };
        start.ArgumentList.Add("-c");
        start.ArgumentList.Add("exec \"$0\" \"$@\" >/dev/null 2>&1 </dev/null");
        foreach (var argument in arguments.Prepend(program))
        {
            start.ArgumentList.Add(argument);
        }

        using var process = Process.Start(start)!;
        if (!process.WaitForExit(TimeSpan.FromSeconds(60)))
        {
            process.Kill(entireProcessTree: true);
            throw new TimeoutException($"{program} did not end within a minute.");
        }

        var log = Path.Combine(folder, "log");
        if (process.ExitCode != 0)
        {
            throw new InvalidOperationException($"{program} ended with {process.ExitCode}. {(File.Exists(log) ? File.ReadAllText(log) : string.Empty)}");
        }
    }
}
