using Microsoft.Extensions.Logging;

namespace Fairway.Cli.Logging;

/// <summary>
/// What a long-running command logs, as lines for a person: warnings and errors, and of each kind one line at a time.
/// A kind that goes on is shown again every <see cref="Pause"/>, with how many there were. Safe for any number of
/// threads.
/// </summary>
/// <param name="time">Measures the pause.</param>
/// <param name="write">Takes one line, or with <paramref name="verbose"/> a line and the trace below it.</param>
/// <param name="verbose">Whether to show information and stack traces, too, and to hold back only equal lines.</param>
internal sealed class LogLines(TimeProvider time, Action<string> write, bool verbose) : IDisposable
{
    /// <summary>How long a kind is held back after it was shown.</summary>
    public static readonly TimeSpan Pause = TimeSpan.FromSeconds(10);

    private readonly Lock gate = new();
    private readonly Dictionary<LogKind, LogRepeat> repeats = [];
    private bool isClosed;

    /// <summary>Whether everything is wanted.</summary>
    public bool IsVerbose => verbose;

    /// <summary>The least grave level that is shown.</summary>
    public LogLevel Least => verbose ? LogLevel.Information : LogLevel.Warning;

    /// <summary>Loggers whose lines begin with a subject, such as a cluster's id.</summary>
    public ILoggerFactory For(string subject) => new LineLoggerFactory(this, subject);

    /// <summary>Shows a line whatever came before.</summary>
    public void Say(string line) => write(line);

    /// <summary>Shows a line now, or counts it if one of its kind was shown a moment ago.</summary>
    public void Add(LogKind kind, string line)
    {
        lock (gate)
        {
            if (repeats.TryGetValue(kind, out var repeat))
            {
                repeat.Hold(line);
                return;
            }

            if (!isClosed)
            {
                var timer = time.CreateTimer(_ => Continue(kind), null, Pause, Timeout.InfiniteTimeSpan);
                repeats.Add(kind, new LogRepeat(timer));
            }
        }

        write(line);
    }

    /// <summary>Shows what was held back. What comes later is shown as it comes.</summary>
    public void Dispose()
    {
        List<string> held;
        lock (gate)
        {
            isClosed = true;
            held = [.. repeats.Values.Select(repeat => repeat.Take()).OfType<string>().Order(StringComparer.Ordinal)];
            // They are stopped in any order.
            foreach (var repeat in repeats.Values)
            {
                repeat.Dispose();
            }

            repeats.Clear();
        }

        held.ForEach(write);
    }

    private void Continue(LogKind kind)
    {
        string? line;
        lock (gate)
        {
            if (!repeats.TryGetValue(kind, out var repeat))
            {
                return;
            }

            line = repeat.Take();
            if (line is null)
            {
                repeats.Remove(kind);
                repeat.Dispose();
            }
            else
            {
                repeat.Wait(Pause);
            }
        }

        if (line is not null)
        {
            write(line);
        }
    }
}
