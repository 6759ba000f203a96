using System.Text.Json.Nodes;
using Fairway.Merge.Patches;

namespace Fairway.Conformance.Merging;

/// <summary>The stories of <c>Data/cases.tsv</c>, on the objects of <c>Data/bases.jsonl</c>.</summary>
internal static class MergeCases
{
    private static readonly Lazy<IReadOnlyList<MergeCase>> Shared = new(Read);

    public static IReadOnlyList<MergeCase> All => Shared.Value;

    private static IReadOnlyList<MergeCase> Read()
    {
        var bases = Lines("bases.jsonl").Select(line => JsonNode.Parse(line)!)
            .ToDictionary(line => (string)line["name"]!, line => (JsonObject)line["object"]!);
        return
        [
            .. from line in Lines("cases.tsv")
               where line[0] != '#'
               let cells = line.Split('\t')
               let recorded = bases[cells[1]]
               select new MergeCase(
                   cells[0],
                   (JsonObject)recorded.DeepClone(),
                   Changed(recorded, cells[2]),
                   cells[3] == "-" ? null : cells[3]),
        ];
    }

    private static JsonObject Changed(JsonObject recorded, string operations) =>
        (JsonObject)JsonPatch.Apply(recorded.DeepClone(), JsonNode.Parse(operations));

    /// <summary>The lines of an embedded file.</summary>
    internal static IEnumerable<string> Lines(string file)
    {
        using var stream = typeof(MergeCases).Assembly.GetManifestResourceStream($"merging/{file}")!;
        using var reader = new StreamReader(stream);
        while (reader.ReadLine() is { } line)
        {
            yield return line;
        }
    }
}
