using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json.Nodes;

namespace Fairway.Schema.Custom;

/// <summary>
/// Holds a custom resource against its schema, in the words of an API server. What an update does not touch may stay
/// as it is, even where a newer schema forbids it.
/// </summary>
public sealed class CustomValidator
{
    private readonly List<SchemaProblem> problems = [];

    private CustomValidator()
    {
    }

    /// <summary>
    /// One part of an object, such as its status, against the schema of the part. Fields are named from the object,
    /// but texts from the part, as API servers do it.
    /// </summary>
    /// <param name="name">The part: <c>status</c>.</param>
    /// <param name="value">What stands there; only read.</param>
    /// <param name="old">What stood there before; null for nothing.</param>
    /// <param name="schema">The schema of the part.</param>
    public static ImmutableArray<SchemaProblem> CheckPart(
        string name, JsonNode? value, JsonNode? old, SchemaNode schema)
    {
        var validator = new CustomValidator();
        validator.Value(value, old, schema, "");
        return
        [
            .. validator.problems.Select(problem => problem.Field == "<nil>"
                ? problem with { Field = name }
                : problem with { Field = problem.Field.Length == 0 ? name : $"{name}.{problem.Field}" }),
        ];
    }

    /// <summary>All that does not fit; empty where all fits.</summary>
    /// <param name="value">The object, pruned and defaulted; only read.</param>
    /// <param name="old">What it was before; null for a new one.</param>
    /// <param name="schema">The schema of its kind.</param>
    public static ImmutableArray<SchemaProblem> Check(JsonObject value, JsonObject? old, SchemaNode schema)
    {
        var validator = new CustomValidator();
        validator.Object(value, old, schema, "");
        validator.Combined(value, schema, "");
        return [.. validator.problems];
    }

    private void Value(JsonNode? value, JsonNode? old, SchemaNode schema, string path)
    {
        if (schema.Facets is not { } facets || (old is not null && JsonNode.DeepEquals(value, old)))
        {
            return;
        }

        if (!ScalarChecks.FitsType(value, schema, facets))
        {
            problems.Add(ScalarChecks.Misfit(value, schema, facets, path));
            ScalarChecks.CheckWhole(value, facets, path, problems);
            return;
        }

        if (value is null)
        {
            return;
        }

        ScalarChecks.CheckEnum(value, facets, path, problems);
        switch (value)
        {
            case JsonObject map:
                Object(map, old as JsonObject, schema, path);
                break;
            case JsonArray list:
                List(list, old as JsonArray, schema, path);
                break;
            default:
                ScalarChecks.Check(value, schema, facets, path, problems);
                break;
        }

        Combined(value, schema, path);
    }

    private void Object(JsonObject value, JsonObject? old, SchemaNode schema, string path)
    {
        CountProperties(value, schema, path);
        foreach (var name in schema.Required)
        {
            if (!value.ContainsKey(name))
            {
                problems.Add(new SchemaProblem("FieldValueRequired", Join(path, name), "Required value"));
            }
        }

        foreach (var (name, held) in value.OrderBy(pair => pair.Key, StringComparer.Ordinal))
        {
            var place = schema.Type == SchemaType.Map ? schema.Items : schema.Properties.GetValueOrDefault(name);
            if (place is not null)
            {
                Value(held, old?[name], place, Join(path, name));
            }
        }
    }

    private void CountProperties(JsonObject value, SchemaNode schema, string path)
    {
        var bounds = schema.Facets?.Properties ?? default;
        if (value.Count > bounds.Most)
        {
            problems.Add(TooMany(path, value.Count, bounds.Most.Value));
        }

        if (value.Count < bounds.Least)
        {
            problems.Add(TooFew(path, value.Count, bounds.Least.Value, "properties"));
        }
    }

    private void List(JsonArray list, JsonArray? old, SchemaNode schema, string path)
    {
        var bounds = schema.Facets!.Items;
        if (list.Count > bounds.Most)
        {
            problems.Add(TooMany(path, list.Count, bounds.Most.Value));
        }

        if (list.Count < bounds.Least)
        {
            problems.Add(TooFew(path, list.Count, bounds.Least.Value, "items"));
        }

        if (schema.Items is { } element)
        {
            for (var i = 0; i < list.Count; i++)
            {
                Value(list[i], ListChecks.Counterpart(list[i], old, schema), element, $"{path}[{i}]");
            }
        }
    }

    private void Combined(JsonNode value, SchemaNode schema, string path)
    {
        if (schema.Facets is not { IsCombined: true } facets)
        {
            return;
        }

        var all = facets.AllOf.Select(part => Try(value, part, path)).Where(found => found.Count > 0).ToList();
        if (all.Count > 0)
        {
            problems.Add(Unfit($"\"{path}\" must validate all the schemas (allOf)"));
            problems.AddRange(all.SelectMany(found => found));
        }

        Any(value, facets.AnyOf, path);
        One(value, facets.OneOf, path);
        if (facets.Not is { } not && Try(value, not, path).Count == 0)
        {
            problems.Add(Unfit($"\"{path}\" must not validate the schema (not)"));
        }
    }

    private void Any(JsonNode value, ImmutableArray<SchemaNode> schemas, string path)
    {
        var tried = schemas.Select(part => Try(value, part, path)).ToList();
        if (tried.Count > 0 && tried.TrueForAll(found => found.Count > 0))
        {
            problems.Add(Unfit($"\"{path}\" must validate at least one schema (anyOf)"));
            problems.AddRange(tried[0]);
        }
    }

    private void One(JsonNode value, ImmutableArray<SchemaNode> schemas, string path)
    {
        var tried = schemas.Select(part => Try(value, part, path)).ToList();
        var valid = tried.Count(found => found.Count == 0);
        if (tried.Count == 0 || valid == 1)
        {
            return;
        }

        var found = valid == 0
            ? "none valid"
            : string.Create(CultureInfo.InvariantCulture, $"{valid} valid alternatives");
        problems.Add(Unfit($"\"{path}\" must validate one and only one schema (oneOf). Found {found}"));
        if (valid == 0)
        {
            problems.AddRange(tried[0]);
        }
    }

    private static List<SchemaProblem> Try(JsonNode value, SchemaNode schema, string path)
    {
        var validator = new CustomValidator();
        validator.Value(value, null, schema, path);
        return validator.problems;
    }

    private static string Join(string path, string name) => path.Length == 0 ? name : $"{path}.{name}";

    /// <summary>Of combinations the API server loses the field on its way.</summary>
    private static SchemaProblem Unfit(string why) => new("FieldValueInvalid", "<nil>", $"Invalid value: \"\": {why}");

    private static SchemaProblem TooMany(string path, int count, long most) => new(
        "FieldValueTooMany",
        path,
        string.Create(CultureInfo.InvariantCulture, $"Too many: {count}: must have at most {most} items"));

    private static SchemaProblem TooFew(string path, int count, long least, string what) => new(
        "FieldValueInvalid",
        path,
        string.Create(
            CultureInfo.InvariantCulture,
            $"Invalid value: {count}: {path} in body should have at least {least} {what}"));
}
