using Microsoft.Extensions.Logging;

namespace Fairway.Cli.Logging;

/// <summary>
/// Writes <c>subject: category: message: exception's message</c> in one line, the category by its last part.
/// </summary>
internal sealed class LineLogger(LogLines lines, string subject, string category) : ILogger
{
    // What source-generated logging and the extension methods name the message before its values are filled in.
    private const string Template = "{OriginalFormat}";

    private readonly string start = $"{subject}: {category[(category.LastIndexOf('.') + 1)..]}: ";

    /// <inheritdoc/>
    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    /// <inheritdoc/>
    public bool IsEnabled(LogLevel logLevel) => logLevel != LogLevel.None && logLevel >= lines.Least;

    /// <inheritdoc/>
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

        var line = start + formatter(state, exception);
        if (exception is not null)
        {
            line += $": {(exception.Message.Length > 0 ? exception.Message : exception.GetType().Name)}";
        }

        line = line.ReplaceLineEndings(" ");
        var text = lines.IsVerbose ? line : TemplateOf(state) ?? line;
        var kind = new LogKind(category, logLevel, text, exception?.GetType().FullName ?? "");
        lines.Add(kind, lines.IsVerbose && exception is not null ? $"{line}{Environment.NewLine}{exception}" : line);
    }

    private static string? TemplateOf<TState>(TState state) =>
        state is IReadOnlyList<KeyValuePair<string, object?>> values
            ? values.FirstOrDefault(value => value.Key == Template).Value as string
            : null;
}
