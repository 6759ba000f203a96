using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Npgsql;
using Xunit;

[assembly: AssemblyFixture(typeof(Fairway.Tests.MetaDb.Postgres.PostgresServer))]

namespace Fairway.Tests.MetaDb.Postgres;

/// <summary>
/// A PostgreSQL of the tests' own, on loopback, started when first asked for: <c>FAIRWAY_POSTGRES</c> names the folder
/// of its programs. It refuses to run as root, so root becomes the user <c>postgres</c> for it.
/// </summary>
public sealed class PostgresServer : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    private readonly string folder = Path.Combine("/tmp", $"fairway-postgres-{Guid.NewGuid():n}");
    private readonly Lazy<Task> started;
    private readonly int port = FreePort();
    private Process? process;
    private int databases;

    public PostgresServer() => started = new Lazy<Task>(StartFirstAsync);

    private static string Programs => Environment.GetEnvironmentVariable("FAIRWAY_POSTGRES") is { } path
        && Directory.Exists(path)
            ? path
            : throw new InvalidOperationException(
                "FAIRWAY_POSTGRES names no folder with initdb and postgres: run the tests by ./test, or first "
                + "`. build/setup && setup_all \"$PWD\"`");

    private static bool IsRoot => Environment.UserName == "root";

    /// <summary>Address of a new, empty database.</summary>
    internal async Task<string> CreateAsync()
    {
        await started.Value;
        var name = $"facts_{Interlocked.Increment(ref databases)}";
        await ExecuteAsync("postgres", $"CREATE DATABASE {name}");
        return Address(name);
    }

    internal string Address(string database) => $"postgresql://postgres@127.0.0.1:{port}/{database}";

    internal async Task ExecuteAsync(string database, string sql)
    {
        await using var source = Source(database);
        await using var command = source.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }

    /// <summary>Connections of nobody's kind, for what a shell would do.</summary>
    internal NpgsqlDataSource Source(string database) => NpgsqlDataSource.Create(
        $"Host=127.0.0.1;Port={port};Username=postgres;Database={database};Pooling=false;Timeout=10");

    /// <summary>As kill -9 of all of it: nothing is finished. (What was not synced survives: the machine goes
    /// on.)</summary>
    internal async Task KillAsync()
    {
        await RunAsync("pg_ctl", "-D", Data, "-m", "immediate", "-w", "stop");
        await process!.WaitForExitAsync();
    }

    /// <summary>Starts again upon what is on the disk.</summary>
    internal async Task StartAsync()
    {
        process = Start(
            "postgres", "-D", Data, "-p", port.ToString(CultureInfo.InvariantCulture),
            "-c", "listen_addresses=127.0.0.1", "-c", $"unix_socket_directories={folder}",
            "-c", "max_connections=60", "-c", "shared_buffers=32MB", "-c", "fsync=off");
        await WaitAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (started.IsValueCreated)
        {
            process?.Kill(entireProcessTree: true);
            await (process?.WaitForExitAsync() ?? Task.CompletedTask);
            Directory.Delete(folder, recursive: true);
        }
    }

    private string Data => Path.Combine(folder, "data");

    private async Task StartFirstAsync()
    {
        Directory.CreateDirectory(folder);
        if (IsRoot)
        {
            using var chown = Process.Start("chown", ["postgres", folder]);
            await chown.WaitForExitAsync();
        }

        await RunAsync(
            "initdb", "-D", Data, "-A", "trust", "-U", "postgres", "--no-sync", "--no-locale", "-E", "UTF8");
        await StartAsync();
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    // The server says on its port that it is ready; until then it refuses, each time in another way.
    private async Task WaitAsync()
    {
        var limit = Stopwatch.StartNew();
        while (true)
        {
            try
            {
                await ExecuteAsync("postgres", "SELECT 1");
                return;
            }
            catch (NpgsqlException) when (limit.Elapsed < Patience && !process!.HasExited)
            {
                await Task.Delay(20);
            }
        }
    }

    private async Task RunAsync(string program, params string[] arguments)
    {
        using var run = Start(program, arguments);
        await run.WaitForExitAsync();
        Assert.True(run.ExitCode == 0, $"{program} ended with exit code {run.ExitCode}");
    }

    private Process Start(string program, params string[] arguments)
    {
        var path = Path.Combine(Programs, program);
        var start = IsRoot
            ? new ProcessStartInfo("setpriv", ["--reuid=postgres", "--regid=postgres", "--init-groups",
                path, .. arguments])
            : new ProcessStartInfo(path, arguments);
        start.WorkingDirectory = folder;
        start.RedirectStandardOutput = true;
        start.RedirectStandardError = true;
        var started = Process.Start(start)!;
        started.OutputDataReceived += static (_, _) => { };
        started.ErrorDataReceived += static (_, _) => { };
        started.BeginOutputReadLine();
        started.BeginErrorReadLine();
        return started;
    }
}
