using System.Text.Json.Nodes;

namespace Fairway.Twin.Api.Validation.Schemas;

/// <summary>Fields by which custom resources can be selected.</summary>
internal static class SelectableFields
{
    private const int Most = 8;

    public static void Check(Field fields, JsonObject schema)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var path in fields.Items().Select(field => field["jsonPath"]))
        {
            if (path.Text.Length == 0)
            {
                path.Required();
                continue;
            }

            var found = SchemaPath.Resolve(path.Text, schema, admitsBrackets: false);
            if (found.Problem is not null)
            {
                path.Invalid($"is an invalid path: {found.Problem}");
                continue;
            }

            if (found.Steps.FirstOrDefault().Name == "metadata")
            {
                path.Invalid("must not point to fields in metadata");
            }

            if ((found.Schema?["type"] as JsonValue)?.ToString() is not ("string" or "boolean" or "integer"))
            {
                path.Invalid(
                    "must point to a field of type string, boolean or integer. Enum string fields and strings with "
                    + "formats are allowed.");
            }

            if (!seen.Add(found.ToString()))
            {
                path.Duplicate(path.Value);
            }
        }

        if (seen.Count > Most)
        {
            fields.TooMany(seen.Count, Most);
        }
    }
}
