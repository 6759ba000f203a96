using System.Text.Json.Nodes;

namespace Fairway.Conformance.Merging;

/// <summary>A kind of which stories are drawn: <c>Data/drawn-bases.jsonl</c> and <c>Data/features.tsv</c>.</summary>
internal sealed class DrawnKind
{
    private static readonly Lazy<IReadOnlyList<DrawnKind>> Shared = new(Read);

    private readonly JsonObject template;
    private readonly string path;
    private readonly int share;

    private DrawnKind(JsonNode line, IReadOnlyList<MergeFeature> features)
    {
        Name = (string)line["kind"]!;
        template = (JsonObject)line["object"]!;
        path = (string)line["path"]!;
        share = (int)line["share"]!;
        Features = features;
    }

    public string Name { get; }

    public IReadOnlyList<MergeFeature> Features { get; }

    /// <summary>Large kinds more often than small ones.</summary>
    public static DrawnKind Draw(Random random)
    {
        var all = Shared.Value.SelectMany(kind => Enumerable.Repeat(kind, kind.share)).ToList();
        return all[random.Next(all.Count)];
    }

    public JsonObject Base(string name)
    {
        var made = (JsonObject)template.DeepClone();
        made["metadata"] = new JsonObject { ["name"] = name };
        return made;
    }

    public string PathOf(string ns, string name) =>
        $"{path.Replace("NS", ns, StringComparison.Ordinal)}/{name}";

    private static IReadOnlyList<DrawnKind> Read()
    {
        var features = MergeCases.Lines("features.tsv").Where(line => line[0] != '#')
            .Select(line => line.Split('\t'))
            .ToLookup(
                cells => cells[0],
                cells => new MergeFeature(
                    cells[1].Split(' '),
                    [.. cells[2..].Where(cell => cell != "!").Select(cell => JsonNode.Parse(cell)!)],
                    cells[^1] == "!"));
        return
        [
            .. MergeCases.Lines("drawn-bases.jsonl").Select(line => JsonNode.Parse(line)!)
                .Select(line => new DrawnKind(line, [.. features[(string)line["kind"]!]])),
        ];
    }
}
