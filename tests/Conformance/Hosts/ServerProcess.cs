using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;

namespace Fairway.Conformance.Hosts;

/// <summary>A server that runs as a process of its own; killed when disposed of.</summary>
internal sealed class ServerProcess : IAsyncDisposable
{
    private readonly Process process;
    private readonly ConcurrentQueue<string> lines = new();
    private readonly TaskCompletionSource<string> ready = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private ServerProcess(ProcessStartInfo start, Func<string, bool> isReady)
    {
        process = new Process { StartInfo = start, EnableRaisingEvents = true };
        process.OutputDataReceived += (_, line) => Hear(line.Data, isReady);
        process.ErrorDataReceived += (_, line) => Hear(line.Data, isReady);
        process.Exited += (_, _) => ready.TrySetException(new InvalidOperationException($"it ended:\n{Output}"));
    }

    /// <summary>Everything it has printed.</summary>
    public string Output => string.Join('\n', lines);

    public int Id => process.Id;

    /// <summary>Completes with the exit code; 128 and the signal's number where a signal ended it.</summary>
    public async Task<int> WaitForExitAsync(CancellationToken cancel)
    {
        await process.WaitForExitAsync(cancel);
        return process.ExitCode;
    }

    /// <summary>Sends SIGINT, as Ctrl-C does.</summary>
    public async Task InterruptAsync(CancellationToken cancel)
    {
        using var kill = Process.Start("kill", ["-INT", process.Id.ToString(CultureInfo.InvariantCulture)]);
        await kill.WaitForExitAsync(cancel);
    }

    /// <summary>Completes with the first line that holds the text, said already or to come.</summary>
    public async Task<string> SaysAsync(string text, CancellationToken cancel)
    {
        var said = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
        void Look(object sender, DataReceivedEventArgs heard)
        {
            if (lines.FirstOrDefault(line => line.Contains(text, StringComparison.Ordinal)) is { } line)
            {
                said.TrySetResult(line);
            }
        }

        process.OutputDataReceived += Look;
        process.ErrorDataReceived += Look;
        if (lines.FirstOrDefault(line => line.Contains(text, StringComparison.Ordinal)) is { } early)
        {
            said.TrySetResult(early);
        }

        return await said.Task.WaitAsync(TimeSpan.FromMinutes(3), cancel);
    }

    /// <summary>Starts the program, and waits for the line that says that it serves.</summary>
    /// <returns>The process, and that line.</returns>
    /// <exception cref="InvalidOperationException">It ended before, with its output.</exception>
    public static async Task<(ServerProcess Process, string ReadyLine)> StartAsync(
        string program,
        IEnumerable<string> arguments,
        Func<string, bool> isReady,
        CancellationToken cancel,
        IReadOnlyDictionary<string, string>? environment = null
    )
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
        };
        foreach (var (name, value) in environment ?? new Dictionary<string, string>())
        {
            start.Environment[name] = value;
        }

        var server = new ServerProcess(start, isReady);
        try
        {
            server.process.Start();
            server.process.StandardInput.Close();
            server.process.BeginOutputReadLine();
            server.process.BeginErrorReadLine();
            return (server, await server.ready.Task.WaitAsync(TimeSpan.FromMinutes(2), cancel));
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    /// <summary>SIGKILL: nothing of its own runs after this. Returns when it is gone.</summary>
    public async Task KillAsync()
    {
        process.Kill();
        await process.WaitForExitAsync(CancellationToken.None);
    }

    public async ValueTask DisposeAsync()
    {
        try
        {
            if (!process.HasExited)
            {
                await KillAsync();
            }
        }
        catch (InvalidOperationException)
        {
            // It never started.
        }

        process.Dispose();
    }

    private void Hear(string? line, Func<string, bool> isReady)
    {
        if (line is null)
        {
            return;
        }

        lines.Enqueue(line);
        if (isReady(line))
        {
            ready.TrySetResult(line);
        }
    }
}
