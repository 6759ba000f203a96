using System.Collections.Frozen;
using Fairway.Cel.Types;
using Fairway.Schema;

namespace Fairway.Cel.Schemas;

/// <summary>
/// What expressions know of objects whose schema is known, as API servers derive it (apiserver, pkg/cel/common).
/// </summary>
public static class SchemaTypes
{
    internal const long MaxRequestBytes = 3 * 1024 * 1024;

    private const long MostText = MaxRequestBytes - 2;

    private static readonly CelDeclaration Key = Simple(CelType.String, 2, 0);
    private static readonly CelDeclaration Bool = Simple(CelType.Bool, 4, 0);
    private static readonly CelDeclaration Int = Simple(CelType.Int, 1, 0);
    private static readonly CelDeclaration Double = Simple(CelType.Double, 1, 0);

    /// <summary>What expressions know of values of a schema; null for what is not shown to them.</summary>
    /// <param name="schema">The schema of a built-in kind, of a custom resource, or of a place in one.</param>
    /// <param name="name">The name of its type if it is an object; that of objects under it follows from it.</param>
    /// <param name="isRoot">Whether it is a whole object, with apiVersion, kind and metadata. Of a custom resource's
    /// metadata, expressions see name and generateName only.</param>
    public static CelDeclaration? From(SchemaNode schema, string name, bool isRoot)
    {
        if (schema.Type == SchemaType.IntOrString)
        {
            return Simple(CelType.Dyn, 1, Bounded(schema) ?? MostText);
        }

        return schema.Facets is { } facets && !isRoot ? facets.JsonType switch
        {
            "array" => List(schema, name),
            "object" => ObjectOrMap(schema, name, facets.IsEmbedded),
            "string" => Text(schema),
            "boolean" => Bool,
            "number" => Double,
            "integer" => Int,
            _ => null,
        }
        : schema.Type switch
        {
            SchemaType.List => List(schema, name),
            SchemaType.Map or SchemaType.Object or SchemaType.Any => ObjectOrMap(schema, name, isRoot),
            SchemaType.String => Text(schema),
            SchemaType.Boolean => Bool,
            SchemaType.Number => Double,
            SchemaType.Integer => Int,
            _ => null,
        };
    }

    private static CelDeclaration Simple(CelType type, long minSize, long maxElements) =>
        new(type, minSerializedSize: _ => minSize) { MaxElements = maxElements };

    /// <summary>Code points may take four bytes each, and costs are reckoned in bytes.</summary>
    private static long? Bounded(SchemaNode schema) =>
        schema.Facets?.Length.Most is { } most ? Math.Max(0, most) * 4 : null;

    private static CelDeclaration Text(SchemaNode schema) => schema.Format switch
    {
        "byte" => Simple(CelType.Bytes, 2, schema.Facets?.Length.Most is { } most ? Math.Max(0, most) : MostText),
        "duration" => Simple(CelType.Duration, 3, 32),
        "date" => Simple(CelType.Timestamp, 12, 12),
        "date-time" => Simple(CelType.Timestamp, 21, 32),
        _ => Simple(CelType.String, 2, Bounded(schema) ?? LongestValue(schema) ?? MostText),
    };

    private static long? LongestValue(SchemaNode schema) =>
        schema.Facets is { Values.IsEmpty: false } && !schema.Enum.IsEmpty
            ? schema.Enum.Max(value => System.Text.Encoding.UTF8.GetByteCount(value))
            : null;

    private static CelDeclaration? List(SchemaNode schema, string name)
    {
        if (schema.Items is not { } items || From(items, $"{name}.@idx", isRoot: false) is not { } element)
        {
            return null;
        }

        return new CelDeclaration(CelType.List(element.Type))
        {
            Element = element,
            MaxElements = schema.Facets?.Items.Most is { } most
                ? Math.Max(0, most)
                : (MaxRequestBytes - 2) / (element.MinSerializedSize + 1),
        };
    }

    private static CelDeclaration? ObjectOrMap(SchemaNode schema, string name, bool isWhole)
    {
        if (schema.Type == SchemaType.Map)
        {
            return schema.Items is { } values && From(values, $"{name}.@elem", isRoot: false) is { } element
                ? new CelDeclaration(CelType.Map(CelType.String, element.Type))
                {
                    Key = Key,
                    Element = element,
                    MaxElements = schema.Facets?.Properties.Most is { } most
                        ? Math.Max(0, most)
                        : (MaxRequestBytes - 2) / (element.MinSerializedSize + 6),
                }
                : null;
        }

        CelDeclaration? made = null;
        var type = CelType.Object(name, field => Find(made!.Fields, field));
        made = new CelDeclaration(
            type,
            () => Fields(schema, name, isWhole).ToFrozenDictionary(StringComparer.Ordinal),
            declaration => MinSize(schema, declaration));
        return made;
    }

    private static IEnumerable<KeyValuePair<string, CelDeclaration>> Fields(
        SchemaNode schema, string name, bool isWhole)
    {
        var isCustom = isWhole && schema.Facets is not null;
        foreach (var (property, place) in schema.Properties.OrderBy(pair => pair.Key, StringComparer.Ordinal))
        {
            if (FieldNames.Escape(property) is not { } escaped
                || (isCustom && property is ("apiVersion" or "kind" or "metadata")))
            {
                continue;
            }

            if (From(place, $"{name}.{escaped}", isRoot: false) is { } declaration)
            {
                yield return KeyValuePair.Create(escaped, declaration);
            }
        }

        if (isCustom)
        {
            yield return KeyValuePair.Create("apiVersion", Simple(CelType.String, 2, MostText));
            yield return KeyValuePair.Create("kind", Simple(CelType.String, 2, MostText));
            yield return KeyValuePair.Create("metadata", Metadata($"{name}.metadata"));
        }
    }

    private static CelDeclaration Metadata(string name)
    {
        var fields = new Dictionary<string, CelDeclaration>
        {
            ["name"] = Simple(CelType.String, 2, MostText),
            ["generateName"] = Simple(CelType.String, 2, MostText),
        }.ToFrozenDictionary(StringComparer.Ordinal);
        return new CelDeclaration(
            CelType.Object(name, field => Find(fields, field)), () => fields);
    }

    /// <summary>Words of the language name fields without being escaped too.</summary>
    private static CelType? Find(FrozenDictionary<string, CelDeclaration> fields, string name) =>
        fields.GetValueOrDefault(name)?.Type
        ?? (FieldNames.IsReserved(name) ? fields.GetValueOrDefault($"__{name}__")?.Type : null);

    /// <summary>Braces, and what must be there and takes no default: quotes, colon and comma about each name.</summary>
    private static long MinSize(SchemaNode schema, CelDeclaration declaration)
    {
        var size = 2L;
        foreach (var property in schema.Required)
        {
            if (schema.Properties.TryGetValue(property, out var place)
                && place.Default is null
                && FieldNames.Escape(property) is { } escaped
                && declaration.Fields.TryGetValue(escaped, out var field))
            {
                size += System.Text.Encoding.UTF8.GetByteCount(property) + field.MinSerializedSize + 4;
            }
        }

        return size;
    }
}
