using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using System.Text;
using Fairway.Cel.Schemas;
using Fairway.Schema;

namespace Fairway.Twin.Api.Validation.Rules;

/// <summary>
/// The rules of a schema, where they stand. Compiled once for a schema, which clusters with equal definitions share.
/// Places without rules at or beneath them are left out.
/// </summary>
internal sealed class RuleTree
{
    private static readonly ConditionalWeakTable<SchemaNode, Holder> Known = [];

    private RuleTree(SchemaNode schema, bool isRoot, ImmutableArray<CompiledRule> rules)
    {
        Schema = schema;
        IsRoot = isRoot;
        Rules = rules;
    }

    public SchemaNode Schema { get; }

    /// <summary>Whether the place holds the whole object, or an embedded one.</summary>
    public bool IsRoot { get; }

    public ImmutableArray<CompiledRule> Rules { get; }

    /// <summary>The rules of elements of a list, or of values of a map; null for none.</summary>
    public RuleTree? Element { get; private init; }

    /// <summary>The rules of properties that have any.</summary>
    public FrozenDictionary<string, RuleTree> Properties { get; private init; } =
        FrozenDictionary<string, RuleTree>.Empty;

    /// <summary>The rules of a whole kind; null where there are none.</summary>
    public static RuleTree? Of(SchemaNode kind) =>
        Known.GetValue(kind, static schema => new Holder(Build(schema, isRoot: true))).Tree;

    /// <summary>The rules of any place; null where there are none.</summary>
    public static RuleTree? OfPlace(SchemaNode place) => Build(place, place.Facets?.IsEmbedded == true);

    private static RuleTree? Build(SchemaNode schema, bool isRoot) =>
        HasRules(schema) ? Build(schema, isRoot, SchemaTypes.From(schema, "self", isRoot)) : null;

    private static RuleTree? Build(SchemaNode schema, bool isRoot, CelDeclaration? place)
    {
        if (!HasRules(schema))
        {
            return null;
        }

        var own = place is null
            ? []
            : RuleCompiler.Compile(schema.Facets?.Rules ?? [], place, path => PathOf(path, schema));
        var properties = schema.Type == SchemaType.Map
            ? []
            : schema.Properties.Where(pair => HasRules(pair.Value)).Select(pair => (pair.Key, Child(pair, place)));
        return new(schema, isRoot, own)
        {
            Element = schema.Items is { } items ? Build(items, items.Facets?.IsEmbedded == true, place?.Element) : null,
            Properties = properties.Where(pair => pair.Item2 is not null)
                .ToFrozenDictionary(pair => pair.Key, pair => pair.Item2!, StringComparer.Ordinal),
        };
    }

    /// <summary>A property that expressions cannot name can have rules of its own.</summary>
    private static RuleTree? Child(KeyValuePair<string, SchemaNode> property, CelDeclaration? place)
    {
        var (name, schema) = property;
        var isWhole = schema.Facets?.IsEmbedded == true;
        return FieldNames.Escape(name) is not { } escaped
            ? Build(schema, isWhole)
            : place is not null && place.Fields.TryGetValue(escaped, out var declaration)
                ? Build(schema, isWhole, declaration)
                : null;
    }

    private static bool HasRules(SchemaNode? schema) =>
        schema is { Definition: null, Facets: not null }
        && (!schema.Facets.Rules.IsEmpty
            || HasRules(schema.Items)
            || schema.Properties.Any(pair => HasRules(pair.Value)));

    /// <summary>A rule's path as errors name it; one that leads nowhere was refused with the definition.</summary>
    private static string PathOf(string path, SchemaNode schema)
    {
        var text = new StringBuilder();
        SchemaNode? place = schema;
        foreach (var name in Schemas.SchemaPath.Names(path))
        {
            var isKey = place?.Type == SchemaType.Map;
            text.Append(isKey ? "[" : text.Length == 0 ? "" : ".").Append(name).Append(isKey ? "]" : "");
            place = isKey ? place?.Items : place?.Properties.GetValueOrDefault(name);
        }

        return text.ToString();
    }

    private sealed record Holder(RuleTree? Tree);
}
