using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Text.Json.Nodes;

namespace Fairway.Schema.Custom;

/// <summary>
/// Reads the <c>openAPIV3Schema</c> of a definition. What is no structural schema is read as far as it goes; whether it
/// is one, the definition's validation says.
/// </summary>
public static class CustomSchemaReader
{
    private const string MetaDefinition = "io.k8s.apimachinery.pkg.apis.meta.v1.ObjectMeta";
    private static readonly Lazy<SchemaNode> Metadata = new(MakeMetadata);
    private static readonly SchemaNode Text = new() { Type = SchemaType.String, TypeLabel = "string" };

    /// <summary>
    /// The schema of the objects of a kind: that of the definition, with kind, apiVersion and metadata.
    /// </summary>
    /// <param name="schema">The <c>openAPIV3Schema</c>; only read.</param>
    /// <param name="name">Name of the kind in OpenAPI.</param>
    /// <param name="kind">The kind.</param>
    public static SchemaNode ReadKind(JsonObject schema, string name, GroupVersionKind kind)
    {
        var places = WithIdentity(Children(schema, "properties")).ToFrozenDictionary(StringComparer.Ordinal);
        return new SchemaNode
        {
            Name = name,
            Kind = kind,
            Type = SchemaType.Object,
            Description = TextOf(schema, "description") ?? "",
            Required = Texts(schema, "required"),
            PropertiesFactory = () => places,
            Facets = FacetReader.Read(schema) with { Declared = schema },
            Presence = Presence.Nullable,
        };
    }

    /// <summary>The schema of one place.</summary>
    public static SchemaNode Read(JsonObject schema)
    {
        var facets = FacetReader.Read(schema);
        var places = Children(schema, "properties").ToList();
        if (facets.IsEmbedded)
        {
            places = [.. WithIdentity(places)];
        }

        var element = ElementOf(schema);
        var type = TypeOf(schema, facets, places.Count > 0, element is not null);
        var known = places.ToFrozenDictionary(StringComparer.Ordinal);
        var list = TextOf(schema, "x-kubernetes-list-type");
        return new SchemaNode
        {
            Type = type,
            Format = TextOf(schema, "format"),
            Description = TextOf(schema, "description") ?? "",
            Required = Texts(schema, "required"),
            PropertiesFactory = () => known,
            ItemsFactory = element is null ? null : () => element,
            ListType = list switch { "map" => ListType.Map, "set" => ListType.Set, _ => ListType.Atomic },
            ListTypeStated = list is not null,
            ListMapKeys = Texts(schema, "x-kubernetes-list-map-keys"),
            AtomicMap = TextOf(schema, "x-kubernetes-map-type") == "atomic",
            Default = schema["default"]?.DeepClone(),
            Enum = [.. facets.Values.OfType<JsonValue>().Select(value => value.ToString())],
            Presence = Presence.Nullable,
            Facets = facets,
        };
    }

    internal static ImmutableArray<string> Texts(JsonObject schema, string key) =>
        schema[key] is JsonArray list
            ? [.. list.OfType<JsonValue>().Select(value => value.TryGetValue<string>(out var text) ? text : "")]
            : [];

    internal static string? TextOf(JsonObject schema, string key) =>
        schema[key] is JsonValue value && value.TryGetValue<string>(out var text) && text.Length > 0 ? text : null;

    private static SchemaType TypeOf(JsonObject schema, SchemaFacets facets, bool hasPlaces, bool hasElement)
    {
        if (schema["x-kubernetes-int-or-string"] is JsonValue flag && flag.TryGetValue<bool>(out var either) && either)
        {
            return SchemaType.IntOrString;
        }

        return facets.JsonType switch
        {
            "string" => SchemaType.String,
            "integer" => SchemaType.Integer,
            "number" => SchemaType.Number,
            "boolean" => SchemaType.Boolean,
            "array" when hasElement => SchemaType.List,
            "object" when hasElement => SchemaType.Map,
            "object" when hasPlaces || !facets.PreservesUnknown => SchemaType.Object,
            "" when hasPlaces => SchemaType.Object,
            _ => SchemaType.Any,
        };
    }

    private static SchemaNode? ElementOf(JsonObject schema)
    {
        switch (schema["items"] ?? schema["additionalProperties"])
        {
            case JsonObject element:
                return Read(element);
            case JsonValue flag when flag.TryGetValue<bool>(out var open) && open:
                var anything = new SchemaFacets { PreservesUnknown = true };
                return new SchemaNode { Type = SchemaType.Any, Presence = Presence.Nullable, Facets = anything };
            default:
                return null;
        }
    }

    private static IEnumerable<KeyValuePair<string, SchemaNode>> Children(JsonObject schema, string key) =>
        (schema[key] as JsonObject ?? [])
            .Where(pair => pair.Value is JsonObject)
            .Select(pair => KeyValuePair.Create(pair.Key, Read((JsonObject)pair.Value!)));

    private static IEnumerable<KeyValuePair<string, SchemaNode>> WithIdentity(
        IEnumerable<KeyValuePair<string, SchemaNode>> places) =>
    [
        .. places.Where(place => place.Key is not ("apiVersion" or "kind" or "metadata")),
        KeyValuePair.Create("apiVersion", Text),
        KeyValuePair.Create("kind", Text),
        KeyValuePair.Create("metadata", Metadata.Value),
    ];

    private static SchemaNode MakeMetadata()
    {
        var definition = BuiltInSchemas.Find(MetaDefinition)!;
        return new SchemaNode
        {
            Name = MetaDefinition,
            Type = SchemaType.Object,
            TypeLabel = "v1.ObjectMeta",
            Presence = Presence.Nullable,
            DefinitionFactory = () => definition,
        };
    }
}
