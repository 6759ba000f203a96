using Microsoft.Extensions.Logging;

namespace Fairway.Cli.Logging;

/// <summary>
/// What makes two lines alike: the same statement of the program, failing for the same sort of reason.
/// </summary>
/// <param name="Category">The full category of the logger.</param>
/// <param name="Level">How grave it is.</param>
/// <param name="Text">The message before its values are filled in; with them where everything is wanted.</param>
/// <param name="Exception">The type of the exception; empty where there is none.</param>
internal readonly record struct LogKind(string Category, LogLevel Level, string Text, string Exception);
