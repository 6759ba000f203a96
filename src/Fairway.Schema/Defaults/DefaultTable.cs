using System.Collections.Frozen;
using System.Text;
using System.Text.Json.Nodes;
using Fairway.Schema.Json;

namespace Fairway.Schema.Defaults;

/// <summary>The defaults of <c>defaults.tsv</c>, by definition and property.</summary>
internal static class DefaultTable
{
    private static readonly Lazy<FrozenDictionary<string, FrozenDictionary<string, JsonNode>>> Shared = new(() =>
        EmbeddedTable.Read("Defaults.defaults.tsv")
            .GroupBy(cells => cells[0])
            .ToFrozenDictionary(
                rows => rows.Key,
                rows => rows.ToFrozenDictionary(cells => cells[1], cells => Parse(cells[2]))));

    /// <summary>The default of a place, or null. Never handed out unless cloned.</summary>
    public static JsonNode? Find(string? definition, string property) =>
        definition is not null && Shared.Value.TryGetValue(definition, out var places)
            ? places.GetValueOrDefault(property)
            : null;

    private static JsonNode Parse(string json) => JsonReader.Read(Encoding.UTF8.GetBytes(json)).Node!;
}
