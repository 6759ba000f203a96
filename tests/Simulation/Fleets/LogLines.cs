using Microsoft.Extensions.Logging;

namespace Fairway.Simulation.Fleets;

/// <summary>Keeps the last warnings and errors, to be shown where a run fails.</summary>
internal sealed class LogLines : ILoggerFactory, ILogger
{
    private const int Most = 40;
    private readonly Queue<string> lines = new();

    public ILogger CreateLogger(string categoryName) => this;

    public void AddProvider(ILoggerProvider provider)
    {
    }

    public void Dispose()
    {
    }

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Warning;

    public void Log<TState>(
        LogLevel logLevel,
        EventId eventId,
        TState state,
        Exception? exception,
        Func<TState, Exception?, string> formatter)
    {
        if (!IsEnabled(logLevel))
        {
            return;
        }

        lines.Enqueue($"{formatter(state, exception)} {exception?.ToString()}");
        if (lines.Count > Most)
        {
            lines.Dequeue();
        }
    }

    public override string ToString() => string.Join('\n', lines);
}
