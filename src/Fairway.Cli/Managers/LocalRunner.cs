using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.Text;
using Fairway.Delivery.Tasks;

namespace Fairway.Cli.Managers;

/// <summary>Processes of this machine, each with a folder of its own: <c>claim</c> says that it was begun, <c>pid</c>
/// by which process, <c>log</c> what it wrote, <c>exit</c> what it ended with. After a manager was killed, the next one
/// finds them. A folder that nobody has asked for in <see cref="TaskFolders.Kept"/> goes.</summary>
/// <param name="folder">The folder of folders.</param>
/// <param name="kubeconfig">KUBECONFIG of the processes, where the task gives no other.</param>
/// <param name="time">The clock.</param>
internal sealed class LocalRunner(string folder, string kubeconfig, TimeProvider time) : ILocalRunner, IAsyncDisposable
{
    // The shell outlives this process, and what it runs cannot lose its exit code.
    private const string Script =
        """
        dir=$1; shift
        echo $$ >"$dir/pid.new" && mv "$dir/pid.new" "$dir/pid" || exit 1
        "$@" >>"$dir/log" 2>&1 </dev/null
        echo $? >"$dir/exit.new" && mv "$dir/exit.new" "$dir/exit"
        """;

    private const int TailBytes = 4096;
    private const int LongestLine = 300;
    private static readonly TimeSpan ClockTick = TimeSpan.FromSeconds(1);
    private readonly TaskFolders folders = new(folder, time);
    private readonly Lock running = new();
    private readonly Dictionary<string, Process> own = new(StringComparer.Ordinal);

    /// <inheritdoc/>
    public Task<string?> BeginAsync(LocalCommand command, CancellationToken cancel)
    {
        try
        {
            folders.Prune(name => Find(name) is not null);
            if (!folders.Claim(command.Name))
            {
                return Task.FromResult<string?>(null);
            }

            var process = Process.Start(StartOf(command))!;
            lock (running)
            {
                own[command.Name] = process;
            }

            return Task.FromResult<string?>(null);
        }
        catch (Exception e) when (e is Win32Exception or IOException or UnauthorizedAccessException)
        {
            return Task.FromResult<string?>(e.Message);
        }
    }

    /// <inheritdoc/>
    public Task<LocalSight> LookAsync(string name, CancellationToken cancel)
    {
        var log = folders.PathOf(name, "log");
        if (!folders.IsClaimed(name))
        {
            return Task.FromResult(new LocalSight(LocalState.Absent, null, "", log));
        }

        // Whether it runs is asked first: it may end between two questions, and its end is told before it is gone.
        var runs = Find(name) is not null;
        var exit = ReadNumber(folders.PathOf(name, "exit"));
        var state = exit is not null ? LocalState.Ended : runs ? LocalState.Running : LocalState.Lost;
        return Task.FromResult(new LocalSight(state, exit, state == LocalState.Ended ? LastLine(log) : "", log));
    }

    /// <inheritdoc/>
    public Task EndAsync(string name, CancellationToken cancel)
    {
        if (Find(name) is { } process)
        {
            Kill(process);
        }

        lock (running)
        {
            own.Remove(name);
        }

        return Task.CompletedTask;
    }

    /// <summary>Ends all that it has begun.</summary>
    public async ValueTask DisposeAsync()
    {
        List<string> left;
        lock (running)
        {
            left = [.. own.Keys];
        }

        foreach (var name in left)
        {
            await EndAsync(name, CancellationToken.None);
        }
    }

    private ProcessStartInfo StartOf(LocalCommand command)
    {
        var start = new ProcessStartInfo("/bin/sh", ["-c", Script, "sh", Path.Combine(folder, command.Name)]);
        start.Environment["KUBECONFIG"] = kubeconfig;
        foreach (var (name, value) in command.Environment)
        {
            start.Environment[name] = value;
        }

        foreach (var word in command.Words)
        {
            start.ArgumentList.Add(word);
        }

        return start;
    }

    /// <summary>The shell of a process, by us or by a manager before us; null where it is over.</summary>
    private Process? Find(string name)
    {
        lock (running)
        {
            if (own.TryGetValue(name, out var ours))
            {
                return ours.HasExited ? null : ours;
            }
        }

        var file = folders.PathOf(name, "pid");
        if (ReadNumber(file) is not { } id)
        {
            return null;
        }

        try
        {
            // A number is given again to a later process.
            var process = Process.GetProcessById(id);
            return process.StartTime.ToUniversalTime() <= File.GetLastWriteTimeUtc(file) + ClockTick ? process : null;
        }
        catch (Exception e) when (e is ArgumentException or InvalidOperationException)
        {
            return null;
        }
    }

    private static void Kill(Process process)
    {
        try
        {
            process.Kill(entireProcessTree: true);
        }
        catch (Exception e) when (e is InvalidOperationException or Win32Exception or AggregateException)
        {
            // It is over.
        }
    }

    private static int? ReadNumber(string file)
    {
        try
        {
            return int.TryParse(File.ReadAllText(file), CultureInfo.InvariantCulture, out var number) ? number : null;
        }
        catch (IOException)
        {
            return null;
        }
    }

    private static string LastLine(string log)
    {
        try
        {
            using var stream = new FileStream(log, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
            stream.Seek(-Math.Min(stream.Length, TailBytes), SeekOrigin.End);
            using var reader = new StreamReader(stream, Encoding.UTF8);
            var line = reader.ReadToEnd().TrimEnd().Split('\n')[^1].Trim();
            return line[..Math.Min(line.Length, LongestLine)];
        }
        catch (IOException)
        {
            return "";
        }
    }
}
