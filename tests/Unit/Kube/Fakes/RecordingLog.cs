using Microsoft.Extensions.Logging;

namespace Fairway.Tests.Kube.Fakes;

/// <summary>Keeps what was logged, as <c>Warning: text</c>.</summary>
internal sealed class RecordingLog : ILoggerFactory, ILogger
{
    public List<string> Lines { get; } = [];

    public ILogger CreateLogger(string categoryName) => this;

    public void AddProvider(ILoggerProvider provider)
    {
    }

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(
        LogLevel logLevel,
        EventId eventId,
        TState state,
        Exception? exception,
        Func<TState, Exception?, string> formatter)
    {
        var trace = exception is null ? "" : $" [{exception.GetType().Name}]";
        Lines.Add($"{logLevel}: {formatter(state, exception)}{trace}");
    }

    public void Dispose()
    {
    }
}
