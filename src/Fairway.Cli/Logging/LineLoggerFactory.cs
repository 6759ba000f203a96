using Microsoft.Extensions.Logging;

namespace Fairway.Cli.Logging;

/// <summary>The loggers of one subject, such as a cluster.</summary>
internal sealed class LineLoggerFactory(LogLines lines, string subject) : ILoggerFactory
{
    /// <inheritdoc/>
    public ILogger CreateLogger(string categoryName) => new LineLogger(lines, subject, categoryName);

    /// <summary>Not supported: there is one place where lines go.</summary>
    /// <exception cref="NotSupportedException">Always.</exception>
    public void AddProvider(ILoggerProvider provider) =>
        throw new NotSupportedException("lines go to the terminal alone");

    /// <summary>Nothing: the lines are closed by who made them.</summary>
    public void Dispose()
    {
    }
}
