using System.Text.Json.Nodes;
using Fairway.Charts.Archives;
using Fairway.Charts.Arguments;
using Fairway.Schema.Json;

namespace Fairway.Charts;

/// <summary>Files of values, and how they are laid over each other.</summary>
public static class ChartValues
{
    /// <summary>Reads a file of values: of Helm 4 all its documents, each laid over the one before; of Helm 3 the
    /// first.</summary>
    /// <param name="file">Its name, for messages.</param>
    /// <param name="content">UTF-8.</param>
    /// <param name="line">Whose rules are followed.</param>
    /// <exception cref="ChartException">It is no YAML, or no map.</exception>
    public static JsonObject Read(string file, ReadOnlyMemory<byte> content, HelmLine line = HelmLine.Four) =>
        YamlFile.Values(file, content, line);

    /// <summary>Sets values by one argument of a command line, such as <c>a.b[0]=c,d=true</c>.</summary>
    /// <param name="values">What was there before; changed.</param>
    /// <param name="source">Which argument it is.</param>
    /// <param name="text">Its text.</param>
    /// <param name="readFile">For <see cref="ValueSource.File"/>: the content of a file.</param>
    /// <param name="line">Whose rules are followed.</param>
    /// <returns>The values.</returns>
    /// <exception cref="ChartException">It cannot be read.</exception>
    public static JsonObject Set(
        JsonObject values, ValueSource source, string text, Func<string, string>? readFile = null,
        HelmLine line = HelmLine.Four)
    {
        var argument = source switch
        {
            ValueSource.Json => "--set-json",
            ValueSource.Text => "--set-string",
            ValueSource.File => "--set-file",
            ValueSource.Literal => "--set-literal",
            _ => "--set",
        };
        try
        {
            if (source == ValueSource.Json && line == HelmLine.Four && text.TrimStart().StartsWith('{'))
            {
                return Over(values, JsonReader.Read(System.Text.Encoding.UTF8.GetBytes(text)).Node as JsonObject ?? []);
            }

            ArgumentValue value = source switch
            {
                ValueSource.Json => new ArgumentValue.Json(),
                ValueSource.Literal => new ArgumentValue.Literal(),
                ValueSource.Set => new ArgumentValue.Texts(ArgumentValue.Typed),
                ValueSource.File => new ArgumentValue.Texts(file => readFile!(file)),
                _ => new ArgumentValue.Texts(content => content),
            };
            new ArgumentParser(text, value, line, isLiteral: source == ValueSource.Literal).ParseInto(values);
            return values;
        }
        catch (Exception fault) when (fault is FormatException or JsonFormatException)
        {
            throw new ChartException($"failed parsing {argument} data: {fault.Message}", "");
        }
    }

    /// <summary>A new tree: maps are merged, all else of what is above replaces what is below; null replaces
    /// too.</summary>
    public static JsonObject Over(JsonObject below, JsonObject above)
    {
        var merged = new JsonObject();
        foreach (var (key, value) in below)
        {
            merged[key] = above.TryGetPropertyValue(key, out var over)
                ? value is JsonObject map && over is JsonObject overMap ? Over(map, overMap) : over?.DeepClone()
                : value?.DeepClone();
        }

        foreach (var (key, value) in above)
        {
            if (!below.ContainsKey(key))
            {
                merged[key] = value?.DeepClone();
            }
        }

        return merged;
    }
}
