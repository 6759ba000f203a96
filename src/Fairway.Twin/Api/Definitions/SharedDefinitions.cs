using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json.Nodes;
using Fairway.Schema.Custom;
using Fairway.Schema.Json;
using Fairway.Schema.Resources;
using Fairway.Twin.Api.Usage;

namespace Fairway.Twin.Api.Definitions;

/// <summary>
/// Definitions as they were read, and the tables made of them, for all clusters of the process: those of a fleet mostly
/// have the same, and the schemas and indexes of a table take some hundred kilobytes. Both are immutable. Only the
/// latest are kept here. Safe for any number of threads.
/// </summary>
internal static class SharedDefinitions
{
    private const int Kept = 32;
    private static readonly Lock Gate = new();
    private static readonly LinkedList<KnownDefinition> Definitions = new();
    private static readonly LinkedList<KnownTable> Tables = new();

    /// <summary>The definition that an object says; the same one for objects that say the same.</summary>
    public static CustomDefinition Of(JsonObject tree)
    {
        var text = TextOf(tree);
        lock (Gate)
        {
            var known = Definitions.FirstOrDefault(entry => text.AsSpan().SequenceEqual(entry.Text))
                ?? Keep(Definitions, new KnownDefinition(text, CustomDefinition.Read(tree)));
            return known.Definition;
        }
    }

    /// <summary>The built-in resources with those of the definitions, and with what is measured where that is
    /// served.</summary>
    public static ResourceTable TableOf(
        ImmutableArray<CustomDefinition> definitions, bool servesUsage = false)
    {
        lock (Gate)
        {
            var known = Tables.FirstOrDefault(entry =>
                entry.ServesUsage == servesUsage && AreSame(entry.Definitions, definitions))
                ?? Keep(Tables, new KnownTable(definitions, servesUsage, Made(definitions, servesUsage)));
            return known.Table;
        }
    }

    private static ResourceTable Made(ImmutableArray<CustomDefinition> definitions, bool servesUsage)
    {
        ResourceType[] custom = [.. CustomRows.Of(definitions)];
        return ResourceTable.BuiltIn.With(servesUsage ? [.. UsageRows.Beside(custom), .. custom] : custom);
    }

    private static bool AreSame(ImmutableArray<CustomDefinition> some, ImmutableArray<CustomDefinition> others) =>
        some.Length == others.Length && some.Zip(others).All(pair => ReferenceEquals(pair.First, pair.Second));

    private static T Keep<T>(LinkedList<T> list, T entry)
    {
        list.AddFirst(entry);
        if (list.Count > Kept)
        {
            list.RemoveLast();
        }

        return entry;
    }

    /// <summary>All that <see cref="CustomDefinition.Read"/> looks at, and nothing else that differs from cluster to
    /// cluster.</summary>
    private static byte[] TextOf(JsonObject tree)
    {
        var metadata = tree["metadata"] as JsonObject ?? [];
        var said = new JsonObject
        {
            ["name"] = metadata["name"]?.DeepClone(),
            ["resourceVersion"] = metadata["resourceVersion"]?.DeepClone(),
            ["generation"] = metadata["generation"]?.DeepClone(),
            ["isTerminating"] = metadata.ContainsKey("deletionTimestamp"),
            ["spec"] = tree["spec"]?.DeepClone(),
            ["acceptedNames"] = tree["status"]?["acceptedNames"]?.DeepClone(),
            ["conditions"] = new JsonArray([.. Conditions(tree)]),
        };
        return JsonText.Write(said);
    }

    private static IEnumerable<JsonNode?> Conditions(JsonObject tree) =>
        (tree["status"]?["conditions"] as JsonArray ?? []).OfType<JsonObject>().Select(condition => JsonValue.Create(
            string.Create(CultureInfo.InvariantCulture, $"{condition["type"]} {condition["status"]}")));

    private sealed record KnownDefinition(byte[] Text, CustomDefinition Definition);

    private sealed record KnownTable(
        ImmutableArray<CustomDefinition> Definitions, bool ServesUsage, ResourceTable Table);
}
