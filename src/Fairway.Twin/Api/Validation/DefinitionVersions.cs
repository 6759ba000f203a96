using System.Text.Json.Nodes;
using Fairway.Twin.Api.Errors;
using Fairway.Twin.Api.Objects;
using Fairway.Twin.Api.Validation.Schemas;

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

    /// <summary>Adds what is wrong with the versions, and what all of them share.</summary>
    /// <param name="spec">The specification.</param>
    /// <param name="live">What it was before; null for a new one.</param>
    /// <param name="errors">Where errors go.</param>
    public static void Check(Field spec, JsonNode? live, List<FieldError> errors)
    {
        var versions = spec["versions"];
        var all = versions.Items().ToList();
        foreach (var version in all.Where(version => !version["schema"].Has("openAPIV3Schema")))
        {
            version["schema"]["openAPIV3Schema"].Required();
        }

        var parts = new Parts(spec, all, live, errors);
        for (var i = 0; i < all.Count; i++)
        {
            all[i]["name"].Check(NameRules.Label1035(all[i].TextOf("name")));
            CheckWarning(all[i]);
            parts.CheckOf(i);
        }

        CheckTogether(versions, all);
        if (all.Count > 0)
        {
            spec.Beside("version", all[0].TextOf("name")).Check(NameRules.Label1035(all[0].TextOf("name")));
        }

        DefinitionNames.CheckWanted(spec["names"]);
        parts.CheckShared();
    }

    private static void CheckTogether(Field versions, List<Field> all)
    {
        if (all.DistinctBy(version => version.TextOf("name")).Count() < all.Count)
        {
            versions.Invalid(Shown(versions), "must contain unique version names");
        }

        if (all.Count(version => version["storage"].IsTrue) != 1)
        {
            versions.Invalid(Shown(versions), "must have exactly one version marked as storage version");
        }
    }

    private static void CheckWarning(Field version)
    {
        var warning = version["deprecationWarning"];
        if (!warning.IsSet)
        {
            return;
        }

        if (!version["deprecated"].IsTrue)
        {
            warning.Invalid("can only be set for deprecated versions");
            return;
        }

        if (System.Text.Encoding.UTF8.GetByteCount(warning.Text) > 256)
        {
            warning.Invalid("must be <= 256 characters long");
        }

        if (warning.Text.Length == 0)
        {
            warning.Invalid("must not be an empty string");
        }

        var at = warning.Text.AsSpan().IndexOfAnyInRange('\0', '\u001f');
        if (at >= 0)
        {
            var index = System.Text.Encoding.UTF8.GetByteCount(warning.Text.AsSpan(0, at));
            warning.Invalid(string.Create(
                System.Globalization.CultureInfo.InvariantCulture,
                $"must only contain printable UTF-8 characters; non-printable character found at index {index}"));
        }
    }

    /// <summary>
    /// The parts that versions have each for itself, unless they are alike: then the reference server sees them as
    /// parts of the specification.
    /// </summary>
    private sealed class Parts(Field spec, List<Field> versions, JsonNode? live, List<FieldError> errors)
    {
        private readonly bool sharesSchema = Alike(versions, "schema");
        private readonly bool sharesSubresources = Alike(versions, "subresources");
        private readonly bool sharesColumns = Alike(versions, "additionalPrinterColumns");
        private readonly bool sharesFields = Alike(versions, "selectableFields");

        public void CheckOf(int index)
        {
            var version = versions[index];
            if (!sharesSchema)
            {
                CheckSchema(version["schema"], version["subresources"].Has("status"), version);
            }

            if (!sharesSubresources)
            {
                CheckScale(version["subresources"]);
            }

            foreach (var column in sharesColumns ? [] : version["additionalPrinterColumns"].Items())
            {
                CheckColumn(column);
            }

            if (!sharesFields)
            {
                SelectableFields.Check(version["selectableFields"], SchemaOf(version));
            }
        }

        public void CheckShared()
        {
            if (versions.Count == 0)
            {
                return;
            }

            var first = versions[0];
            if (sharesSchema)
            {
                CheckSchema(
                    spec.Beside("validation", first["schema"].Value),
                    versions.Exists(version => version["subresources"].Has("status")),
                    first);
            }

            if (sharesSubresources)
            {
                var subresources = spec.Beside("subresources", first["subresources"].Value);
                CheckScale(subresources);
            }

            var columns = spec.Beside("additionalPrinterColumns", first["additionalPrinterColumns"].Value);
            foreach (var column in sharesColumns ? columns.Items() : [])
            {
                CheckColumn(column);
            }

            if (sharesFields)
            {
                SelectableFields.Check(
                    spec.Beside("selectableFields", first["selectableFields"].Value), SchemaOf(first));
            }
        }

        private void CheckSchema(Field validation, bool hasStatus, Field version)
        {
            if (validation.Has("openAPIV3Schema"))
            {
                SchemaCheck.Check(validation["openAPIV3Schema"], hasStatus, IsStored(version), errors);
            }
        }

        private bool IsStored(Field version)
        {
            var stored = (live?["versions"] as JsonArray ?? []).OfType<JsonObject>();
            return stored.Any(before => ObjectMeta.Text(before, "name") == version.TextOf("name")
                && JsonNode.DeepEquals(before["schema"], version["schema"].Value));
        }

        private static JsonObject SchemaOf(Field version) =>
            version["schema"]["openAPIV3Schema"].Value as JsonObject ?? [];

        private static bool Alike(List<Field> versions, string part) =>
            versions.TrueForAll(version => JsonNode.DeepEquals(version[part].Value, versions[0][part].Value));
    }

    private static void CheckScale(Field subresources)
    {
        if (subresources["scale"].IsSet)
        {
            CheckPath(subresources, "specReplicasPath", "spec");
            CheckPath(subresources, "statusReplicasPath", "status");
            CheckPath(subresources, "labelSelectorPath", null);
        }
    }

    private static void CheckPath(Field subresources, string name, string? root)
    {
        var path = subresources["scale"][name];
        if (path.Text.Length == 0)
        {
            if (root is not null)
            {
                path.Required();
            }
        }
        else if (!path.Text.StartsWith('.'))
        {
            path.Invalid("must be a simple json path starting with .");
        }
        else if (root is not null && !path.Text.StartsWith($".{root}.", StringComparison.Ordinal))
        {
            path.Invalid($"should be a json path under .{root}");
        }
        else if (root is null && !path.Text.StartsWith(".spec.", StringComparison.Ordinal)
            && !path.Text.StartsWith(".status.", StringComparison.Ordinal))
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
        else if (!path.Text.StartsWith('.'))
        {
            path.Invalid("must be a simple json path starting with .");
        }
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
