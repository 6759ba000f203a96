namespace Fairway.Schema.Yaml;

/// <summary>What is wrong with a YAML text.</summary>
/// <param name="message">What and, as far as known, where: <c>yaml: line 3: did not find ...</c>.</param>
/// <param name="line">The line, from 1; 0 if it is not known.</param>
public sealed class YamlFormatException(string message, int line = 0) : Exception(message)
{
    /// <summary>The line, from 1; 0 if it is not known.</summary>
    public int Line { get; } = line;
}
