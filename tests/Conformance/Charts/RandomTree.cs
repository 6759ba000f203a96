using System.Globalization;
using System.Text.Json.Nodes;
using Fairway.Schema.Yaml;

namespace Fairway.Conformance.Charts;

/// <summary>A chart with many charts in it, with values, nulls, imports, conditions, tags and aliases that a seed
/// draws: each chart in it is a case of its own.</summary>
internal sealed class RandomTree(int seed)
{
    private const int Charts = 40;
    private const int Depth = 3;
    private const string Template = """
        kind: Values
        name: {{ .Chart.Name }}
        values: {{ .Values | toJson | quote }}
        """;

    private static readonly string[] Keys = ["a", "b", "c", "d", "global", "sub"];
    private static readonly string[] Inner = ["a", "b", "c", "d"];

    private readonly Random random = new(seed);

    /// <summary>The chart's files.</summary>
    public IReadOnlyDictionary<string, string> Files()
    {
        var files = new Dictionary<string, string>(StringComparer.Ordinal) { ["templates/all.yaml"] = Template };
        var dependencies = new JsonArray();
        var values = Map(Depth, Keys.Except(["sub"], StringComparer.Ordinal));
        for (var i = 0; i < Charts; i++)
        {
            var name = Name(i);
            Chart(files, $"charts/{name}/", name, hasSub: random.Next(2) == 0);
            if (random.Next(10) > 0)
            {
                dependencies.Add((JsonNode)Dependency(name, i));
            }

            if (random.Next(2) == 0)
            {
                values[name] = Map(Depth, Keys);
            }
        }

        values["tags"] = new JsonObject { ["t0"] = random.Next(2) == 0, ["t1"] = random.Next(2) == 0 };
        files["Chart.yaml"] = Metadata("root", dependencies);
        files["values.yaml"] = Text(values);
        return files;
    }

    /// <summary>Values to be given.</summary>
    public JsonObject Given()
    {
        var values = Map(Depth, Keys.Except(["sub"], StringComparer.Ordinal));
        for (var i = 0; i < Charts; i++)
        {
            if (random.Next(3) > 0)
            {
                values[random.Next(4) == 0 ? Alias(i) : Name(i)] = Map(Depth, [.. Keys, "on"]);
            }
        }

        return values;
    }

    private static string Name(int index) => string.Create(CultureInfo.InvariantCulture, $"c{index:00}");

    private static string Alias(int index) => string.Create(CultureInfo.InvariantCulture, $"x{index:00}");

    private static string Text(JsonNode node) => System.Text.Encoding.UTF8.GetString(YamlText.Write(node));

    private static string Metadata(string name, JsonArray dependencies)
    {
        var metadata = new JsonObject { ["apiVersion"] = "v2", ["name"] = name, ["version"] = "1.0.0" };
        if (dependencies.Count > 0)
        {
            metadata["dependencies"] = dependencies;
        }

        return Text(metadata);
    }

    private void Chart(Dictionary<string, string> files, string folder, string name, bool hasSub)
    {
        files[$"{folder}templates/all.yaml"] = Template;
        files[$"{folder}values.yaml"] = Text(Map(Depth, Keys));
        if (!hasSub)
        {
            files[$"{folder}Chart.yaml"] = Metadata(name, []);
            return;
        }

        var isListed = random.Next(4) > 0;
        files[$"{folder}Chart.yaml"] = Metadata(name, isListed
            ? [new JsonObject { ["name"] = "sub", ["version"] = "1.x", ["import-values"] = Imports() }]
            : []);
        Chart(files, $"{folder}charts/sub/", "sub", hasSub: false);
    }

    private JsonObject Dependency(string name, int index)
    {
        var dependency = new JsonObject
        {
            ["name"] = name, ["version"] = ">=1", ["import-values"] = Imports(),
        };
        if (random.Next(3) == 0)
        {
            dependency["alias"] = Alias(index);
        }

        if (random.Next(3) == 0)
        {
            dependency["tags"] = new JsonArray($"t{random.Next(3)}");
        }

        if (random.Next(3) == 0)
        {
            dependency["condition"] = $"{name}.on,{Alias(index)}.on";
        }

        return dependency;
    }

    private JsonArray Imports() =>
        [.. Enumerable.Range(0, random.Next(3)).Select(_ => (JsonNode)new JsonObject
        {
            ["child"] = Path(), ["parent"] = random.Next(4) == 0 ? "." : Path(),
        })];

    private string Path() =>
        string.Join('.', Enumerable.Range(0, random.Next(1, 3)).Select(_ => Inner[random.Next(Inner.Length)]));

    /// <summary>A chart's name must be a map, and so must <c>global</c> mostly.</summary>
    private JsonObject Map(int depth, IEnumerable<string> keys)
    {
        var map = new JsonObject();
        foreach (var key in keys.Where(_ => random.Next(2) == 0))
        {
            map[key] = key switch
            {
                "on" => random.Next(2) == 0,
                "sub" or "global" => Map(depth - 1, Inner),
                _ => Value(depth),
            };
        }

        return map;
    }

    private JsonNode? Value(int depth) => random.Next(depth > 0 ? 7 : 4) switch
    {
        0 => null,
        1 => random.Next(100),
        2 => Inner[random.Next(Inner.Length)],
        3 => new JsonArray(random.Next(3), null, new JsonObject { ["a"] = null }),
        _ => Map(depth - 1, Inner),
    };
}
