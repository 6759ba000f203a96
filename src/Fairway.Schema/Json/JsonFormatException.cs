namespace Fairway.Schema.Json;

/// <summary>The text is no JSON, or is nested too deeply.</summary>
/// <param name="message">What is wrong, in the words that API servers use: <c>unexpected end of JSON input</c>.</param>
/// <param name="line">Line of the fault, from 1.</param>
/// <param name="column">Byte in that line, from 1.</param>
/// <param name="offset">Byte in the text, from 0.</param>
public sealed class JsonFormatException(string message, long line, long column, long offset) : Exception(message)
{
    /// <summary>Line of the fault, from 1.</summary>
    public long Line { get; } = line;

    /// <summary>Byte in that line, from 1.</summary>
    public long Column { get; } = column;

    /// <summary>Byte in the text, from 0.</summary>
    public long Offset { get; } = offset;

    /// <summary>The message with its place, for people: <c>line 3, column 7: ...</c>.</summary>
    public string Located => $"line {Line}, column {Column}: {Message}";
}
