using System.Reflection;
using System.Text.Json.Nodes;

namespace Fairway.Conformance.Transcripts;

/// <summary>Reads transcripts: those embedded here, or files of the same form.</summary>
internal static class TranscriptReader
{
    private const string Prefix = "transcripts/";

    /// <summary>The embedded scenarios, by area and in the order of their files.</summary>
    public static IReadOnlyList<Scenario> Embedded()
    {
        var assembly = Assembly.GetExecutingAssembly();
        var names = assembly
            .GetManifestResourceNames()
            .Where(name =>
                name.StartsWith(Prefix, StringComparison.Ordinal) && name.EndsWith(".jsonl", StringComparison.Ordinal)
            )
            .Order(StringComparer.Ordinal);
        return [.. names.SelectMany(name => Read(Lines(EmbeddedText(name))))];
    }

    /// <summary>The text of one of the data files.</summary>
    public static string EmbeddedText(string name)
    {
        using var stream =
            Assembly.GetExecutingAssembly().GetManifestResourceStream(name)
            ?? throw new FileNotFoundException($"{name} is not embedded in the test assembly");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }

    /// <summary>The scenarios of the file, or of every *.jsonl file of the folder.</summary>
    public static IReadOnlyList<Scenario> FromPath(string path) =>
        Directory.Exists(path)
            ? [.. Directory.GetFiles(path, "*.jsonl").Order(StringComparer.Ordinal).SelectMany(FromPath)]
            : [.. Read(File.ReadLines(path))];

    /// <summary>The scenarios whose lines these are.</summary>
    public static IEnumerable<Scenario> Read(IEnumerable<string> lines)
    {
        JsonObject? head = null;
        var steps = new List<JsonObject>();
        foreach (var line in lines.Where(line => line.Length > 0))
        {
            var item = JsonNode.Parse(line)!.AsObject();
            if (Text(item, "kind") == "scenario")
            {
                if (head is not null)
                {
                    yield return ScenarioReader.Read(head, steps);
                }

                head = item;
                steps = [];
            }
            else
            {
                steps.Add(item);
            }
        }

        if (head is not null)
        {
            yield return ScenarioReader.Read(head, steps);
        }
    }

    private static string[] Lines(string text) => text.Split('\n');

    private static string Text(JsonObject item, string key) => item[key]!.GetValue<string>();
}
