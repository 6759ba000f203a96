using System.Text.Json.Nodes;
using SharpYaml;
using SharpYaml.Events;

namespace Fairway.Schema.Yaml;

/// <summary>Builds the tree of one document out of the parser's events.</summary>
internal sealed class YamlTreeBuilder(EventReader reader, YamlReadOptions options)
{
    // Deeper than any object; bounds the recursion over hostile input.
    private const int MostDepth = 400;

    // Aliases of aliases grow exponentially; nothing real comes near.
    private const int MostAliasedNodes = 100_000;

    private readonly Dictionary<string, (JsonNode? Node, int Size)> anchors = new(StringComparer.Ordinal);
    private int nodes;
    private int aliased;

    public JsonNode? Build(int depth)
    {
        if (depth > MostDepth)
        {
            throw new YamlFormatException("yaml: exceeded max depth");
        }

        nodes++;
        if (reader.Peek<AnchorAlias>() is { } alias)
        {
            reader.Allow<AnchorAlias>();
            return Aliased(alias);
        }

        var before = nodes;
        var anchor = reader.Peek<NodeEvent>()?.Anchor;
        if (anchor is not null && !options.ExpandAliases)
        {
            throw NoAnchors();
        }

        var node = BuildContent(depth);
        if (anchor is not null)
        {
            anchors[anchor] = (node, nodes - before + 1);
        }

        return node;
    }

    private static YamlFormatException NoAnchors() =>
        new("yaml: anchors and aliases are not taken in bodies; write the value out");

    private JsonNode? BuildContent(int depth)
    {
        if (reader.Allow<SequenceStart>() is not null)
        {
            var list = new JsonArray();
            while (reader.Allow<SequenceEnd>() is null)
            {
                list.Add(Build(depth + 1));
            }

            return list;
        }

        return reader.Allow<MappingStart>() is not null ? BuildMapping(depth)
            : reader.Allow<Scalar>() is { } scalar ? YamlScalar.Read(scalar)
            : throw new YamlFormatException("yaml: did not find expected node content");
    }

    private JsonNode? Aliased(AnchorAlias alias)
    {
        if (!options.ExpandAliases)
        {
            throw NoAnchors();
        }

        if (!anchors.TryGetValue(alias.Value, out var named))
        {
            throw new YamlFormatException(
                $"yaml: line {alias.Start.Line + 1}: unknown anchor '{alias.Value}' referenced", alias.Start.Line + 1);
        }

        aliased += named.Size;
        nodes += named.Size;
        return aliased <= MostAliasedNodes
            ? named.Node?.DeepClone()
            : throw new YamlFormatException("yaml: document contains excessive aliasing");
    }

    private JsonObject BuildMapping(int depth)
    {
        var map = new JsonObject();
        List<JsonNode?>? merged = null;
        while (reader.Allow<MappingEnd>() is null)
        {
            var key = reader.Allow<Scalar>()
                ?? throw new YamlFormatException("yaml: the key of a mapping must be a scalar");
            if (options.ExpandAliases && key.Style == ScalarStyle.Plain && key.Value == "<<")
            {
                (merged ??= []).Add(Build(depth + 1));
                continue;
            }

            var name = YamlScalar.KeyText(key);
            if (options.RefuseDuplicates && map.ContainsKey(name))
            {
                var line = key.Start.Line + 1;
                throw new YamlFormatException($"yaml: line {line}: key \"{name}\" is there twice", line);
            }

            map[name] = Build(depth + 1);
        }

        foreach (var source in merged ?? [])
        {
            Merge(map, source);
        }

        return map;
    }

    /// <summary>What is written in the mapping itself wins over what is merged in.</summary>
    private static void Merge(JsonObject map, JsonNode? source)
    {
        switch (source)
        {
            case JsonObject members:
                foreach (var (name, value) in members)
                {
                    map.TryAdd(name, value?.DeepClone());
                }

                break;
            case JsonArray list:
                foreach (var item in list)
                {
                    Merge(map, item as JsonObject ?? throw NoMap());
                }

                break;
            default:
                throw NoMap();
        }
    }

    private static YamlFormatException NoMap() =>
        new("yaml: map merge requires map or sequence of maps as the value");
}
