using System.Text.Json.Nodes;
using Fairway.Schema.Custom;
using Fairway.Schema.Json;
using Fairway.Twin.Api.Objects;

namespace Fairway.Twin.Api.Validation;

/// <summary>
/// The versions of a definition. What all of them have alike, the reference server checks once, and names it as if it
/// stood in the specification itself.
/// </summary>
internal static class DefinitionVersions
{
    private static readonly string[] ColumnTypes = ["boolean", "date", "integer", "number", "string"];
    private static readonly string[] ColumnFormats =
        ["byte", "date", "date-time", "double", "float", "int32", "int64", "password"];

    public static void Check(Field spec)
    {
        var versions = spec["versions"];
        foreach (var version in versions.Items())
        {
            version["name"].Check(NameRules.Label1035(version.TextOf("name")));
        }

        CheckParts(spec, versions);
        var names = versions.Items().Select(version => version.TextOf("name")).ToArray();
        if (names.Distinct().Count() < names.Length)
        {
            versions.Invalid(Shown(versions), "must contain unique version names");
        }

        if (versions.Items().Count(version => version["storage"].IsTrue) != 1)
        {
            versions.Invalid(Shown(versions), "must have exactly one version marked as storage version");
        }

        if (names.Length > 0)
        {
            spec.Beside("version", names[0]).Check(NameRules.Label1035(names[0]));
        }
    }

    private static void CheckParts(Field spec, Field versions)
    {
        var all = versions.Items().ToList();
        foreach (var schema in Alike(spec, all, "schema", "validation"))
        {
            if (schema.Has("openAPIV3Schema"))
            {
                SchemaStructure.Check(schema["openAPIV3Schema"]);
            }
            else
            {
                schema["openAPIV3Schema"].Required("schemas are required");
            }
        }

        foreach (var parts in Alike(spec, all, "subresources", "subresources"))
        {
            CheckScale(parts["scale"]);
        }

        foreach (var column in Alike(spec, all, "additionalPrinterColumns", "additionalPrinterColumns")
            .SelectMany(list => list.Items()))
        {
            CheckColumn(column);
        }

        var fields = Alike(spec, all, "selectableFields", "selectableFields").ToList();
        for (var i = 0; i < fields.Count; i++)
        {
            CheckSelectable(fields[i], all[i]["schema"]["openAPIV3Schema"].Value as JsonObject ?? []);
        }
    }

    /// <summary>A part of every version, or once where they all have the same.</summary>
    private static IEnumerable<Field> Alike(Field spec, List<Field> versions, string part, string shared) =>
        versions.TrueForAll(version => JsonNode.DeepEquals(version[part].Value, versions[0][part].Value))
            ? versions.Take(1).Select(version => spec.Beside(shared, version[part].Value))
            : versions.Select(version => version[part]);

    private static void CheckScale(Field scale)
    {
        if (scale.IsSet)
        {
            CheckPath(scale["specReplicasPath"], "spec", isDemanded: true);
            CheckPath(scale["statusReplicasPath"], "status", isDemanded: true);
            CheckPath(scale["labelSelectorPath"], null, isDemanded: false);
        }
    }

    private static void CheckPath(Field path, string? root, bool isDemanded)
    {
        if (path.Text.Length == 0)
        {
            if (isDemanded)
            {
                path.Required();
            }

            return;
        }

        if (!path.Text.StartsWith('.') || JsonPath.Parse(path.Text)?.Fields is not { } fields)
        {
            path.Invalid("must be a simple json path starting with .");
        }
        else if (root is not null && fields[0] != root)
        {
            path.Invalid($"should be a json path under .{root}");
        }
        else if (root is null && fields[0] is not ("spec" or "status"))
        {
            path.Invalid("should be a json path under either .spec or .status");
        }
    }

    private static void CheckColumn(Field column)
    {
        if (column.TextOf("name").Length == 0)
        {
            column["name"].Required();
        }

        if (column.TextOf("type").Length == 0)
        {
            column["type"].Required($"must be one of {string.Join(',', ColumnTypes)}");
        }
        else if (!ColumnTypes.Contains(column.TextOf("type")))
        {
            column["type"].Invalid($"must be one of {string.Join(',', ColumnTypes)}");
        }

        if (column.TextOf("format") is { Length: > 0 } format && !ColumnFormats.Contains(format))
        {
            column["format"].Invalid($"must be one of {string.Join(',', ColumnFormats)}");
        }

        var path = column.Beside("JSONPath", column["jsonPath"].Value);
        if (path.Text.Length == 0)
        {
            path.Required();
        }
        else if (!path.Text.StartsWith('.') || JsonPath.Parse(path.Text) is null)
        {
            path.Invalid("must be a simple json path starting with .");
        }
    }

    private static void CheckSelectable(Field fields, JsonObject schema)
    {
        foreach (var field in fields.Items())
        {
            var path = field["jsonPath"];
            if (path.Text.Length == 0)
            {
                path.Required();
            }
            else if (JsonPath.Parse(path.Text)?.Fields is not { } steps || !Leads(schema, steps))
            {
                path.Invalid("is an invalid path: does not refer to a valid field");
            }
        }
    }

    private static bool Leads(JsonObject schema, IReadOnlyList<string> steps)
    {
        var place = CustomSchemaReader.Read(schema);
        foreach (var step in steps)
        {
            if (!place.Properties.TryGetValue(step, out var next))
            {
                return false;
            }

            place = next;
        }

        return place.Facets?.JsonType is "string" or "integer" or "boolean";
    }

    /// <summary>The versions as the reference server prints its own type.</summary>
    private static JsonArray Shown(Field versions) => [.. versions.Items().Select(version => new JsonObject
    {
        ["Name"] = version.TextOf("name"),
        ["Served"] = version["served"].IsTrue,
        ["Storage"] = version["storage"].IsTrue,
        ["Deprecated"] = version["deprecated"].IsTrue,
        ["DeprecationWarning"] = version["deprecationWarning"].Value?.DeepClone(),
        ["Schema"] = null,
        ["Subresources"] = null,
        ["AdditionalPrinterColumns"] = null,
        ["SelectableFields"] = null,
    })];
}
