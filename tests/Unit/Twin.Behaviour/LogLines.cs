using Microsoft.Extensions.Logging;

namespace Fairway.Tests.Twin.Behaviour;

/// <summary>Keeps warnings and errors, to be shown where a test fails.</summary>
internal sealed class LogLines : ILoggerFactory, ILogger
{
    private readonly List<string> lines = [];

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
        LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?,
        string> formatter)
    {
        if (IsEnabled(logLevel))
        {
            lines.Add($"{formatter(state, exception)} {exception}");
        }
    }

    public override string ToString() => string.Join('\n', lines.TakeLast(20));
}
