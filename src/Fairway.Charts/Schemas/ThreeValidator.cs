using System.Text.Json;
using Fairway.Charts.Values;

namespace Fairway.Charts.Schemas;

/// <summary>Checks a value as Helm 3 does, and tells it in the words of its library. Where Go walks over a map in any
/// order, this goes by name.</summary>
/// <remarks>Source: github.com/xeipuuv/gojsonschema 1.2.</remarks>
internal sealed class ThreeValidator(SchemaDocument document, Budget budget)
{
    private const int MostDepth = 250;

    private readonly ThreeKeywords keywords = new(document);
    private int depth;

    /// <summary>What is wrong, a line each.</summary>
    /// <exception cref="ChartException">The schema cannot be used.</exception>
    public IReadOnlyList<string> Check(JsonElement value) => Validate(document.Root, value, "").Faults;

    private static string Below(string path, string name) => path.Length == 0 ? name : $"{path}.{name}";

    private ThreeResult Validate(JsonElement schema, JsonElement value, string path)
    {
        var result = new ThreeResult();
        Into(result, schema, value, path);
        return result;
    }

    private void Into(ThreeResult result, JsonElement schema, JsonElement value, string path)
    {
        budget.Step();
        if (++depth > MostDepth)
        {
            throw new ChartException(
                "values.schema.json: references go round in a circle, or values are nested too deeply",
                "values.schema.json");
        }

        try
        {
            Keywords(result, schema, value, path);
        }
        finally
        {
            depth--;
        }
    }

    private void Keywords(ThreeResult result, JsonElement schema, JsonElement value, string path)
    {
        switch (schema.ValueKind)
        {
            case JsonValueKind.True:
                return;
            case JsonValueKind.False:
                result.Add(path, "False always fails validation");
                return;
            case JsonValueKind.Object:
                break;
            default:
                throw document.Wrong("of a schema");
        }

        if (SchemaValue.Has(schema, "$ref", out var reference))
        {
            Into(result, document.Resolve(reference.ValueKind == JsonValueKind.String
                ? reference.GetString()!
                : throw document.Wrong("$ref")), value, path);
            return;
        }

        if (ThreeKeywords.Type(schema, value) is { } mismatch)
        {
            result.Add(path, mismatch);
            return;
        }

        Combine(result, schema, value, path);
        ByType(result, schema, value, path);
        result.Step();
    }

    private void ByType(ThreeResult result, JsonElement schema, JsonElement value, string path)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                Members(result, schema, value, path);
                ThreeKeywords.Common(result, schema, value, path);
                Properties(result, schema, value, path);
                break;
            case JsonValueKind.Array:
                Items(result, schema, value, path);
                ThreeKeywords.Common(result, schema, value, path);
                break;
            case JsonValueKind.Number:
                ThreeKeywords.OfNumber(result, schema, value, path);
                ThreeKeywords.Common(result, schema, value, path);
                break;
            case JsonValueKind.String:
                ThreeKeywords.Common(result, schema, value, path);
                keywords.OfText(result, schema, value, path);
                break;
            default:
                ThreeKeywords.Common(result, schema, value, path);
                break;
        }
    }

    private void Combine(ThreeResult result, JsonElement schema, JsonElement value, string path)
    {
        Alternatives(result, schema, value, path);
        var all = SchemaValue.List(schema, "allOf").Select(item => Validate(item, value, path)).ToList();
        all.ForEach(result.Add);
        if (all.Exists(item => !item.IsValid))
        {
            result.Add(path, "Must validate all the schemas (allOf)");
        }

        if (SchemaValue.Has(schema, "not", out var not) && Validate(not, value, path).IsValid)
        {
            result.Add(path, "Must not validate the schema (not)");
        }

        if (value.ValueKind == JsonValueKind.Object
            && SchemaValue.Has(schema, "dependencies", out var dependencies)
            && dependencies.ValueKind == JsonValueKind.Object)
        {
            Dependent(result, dependencies, value, path);
        }

        if (SchemaValue.Has(schema, "if", out var condition))
        {
            var isThen = Validate(condition, value, path).IsValid;
            if (SchemaValue.Has(schema, isThen ? "then" : "else", out var consequence)
                && Validate(consequence, value, path) is { IsValid: false } consequent)
            {
                result.Add(path, isThen
                    ? "Must validate \"then\" as \"if\" was valid"
                    : "Must validate \"else\" as \"if\" was not valid");
                result.Add(consequent);
            }
        }

        result.Step();
    }

    private void Alternatives(ThreeResult result, JsonElement schema, JsonElement value, string path)
    {
        var any = SchemaValue.List(schema, "anyOf").Select(item => Validate(item, value, path)).ToList();
        if (any.Count > 0 && any.TrueForAll(item => !item.IsValid))
        {
            result.Add(path, "Must validate at least one schema (anyOf)");
            result.Add(Nearest(any));
        }

        var one = SchemaValue.List(schema, "oneOf").Select(item => Validate(item, value, path)).ToList();
        var fits = one.Count(item => item.IsValid);
        if (one.Count > 0 && fits != 1)
        {
            result.Add(path, "Must validate one and only one schema (oneOf)");
            if (fits == 0)
            {
                result.Add(Nearest(one));
            }
        }
    }

    /// <summary>The first of those that came nearest.</summary>
    private static ThreeResult Nearest(List<ThreeResult> results) => results.MaxBy(result => result.Score)!;

    private void Dependent(ThreeResult result, JsonElement dependencies, JsonElement value, string path)
    {
        foreach (var dependency in SchemaValue.Members(dependencies)
            .Where(dependency => value.TryGetProperty(dependency.Name, out _)))
        {
            if (dependency.Value.ValueKind != JsonValueKind.Array)
            {
                Into(result, dependency.Value, value, path);
                continue;
            }

            foreach (var name in dependency.Value.EnumerateArray().Select(item => item.ToString())
                .Where(name => !value.TryGetProperty(name, out _)))
            {
                result.Add(path, $"Has a dependency on {name}");
            }
        }
    }

    private void Members(ThreeResult result, JsonElement schema, JsonElement value, string path)
    {
        ThreeKeywords.OfMap(result, schema, value, path);
        var hasProperties = SchemaValue.Has(schema, "properties", out var properties)
            && properties.ValueKind == JsonValueKind.Object;
        foreach (var member in SchemaValue.Members(value))
        {
            var isKnown = hasProperties && properties.TryGetProperty(member.Name, out _);
            foreach (var pattern in document.PatternsFor(schema, member.Name))
            {
                isKnown = true;
                result.Add(Validate(pattern, member.Value, Below(path, member.Name)));
            }

            if (isKnown || !SchemaValue.Has(schema, "additionalProperties", out var additional))
            {
                continue;
            }

            if (additional.ValueKind == JsonValueKind.False)
            {
                result.Add(path, $"Additional property {member.Name} is not allowed");
            }
            else
            {
                result.Add(Validate(additional, member.Value, Below(path, member.Name)));
            }
        }

        Names(result, schema, value, path);
        result.Step();
    }

    private void Names(ThreeResult result, JsonElement schema, JsonElement value, string path)
    {
        if (!SchemaValue.Has(schema, "propertyNames", out var names))
        {
            return;
        }

        foreach (var member in SchemaValue.Members(value))
        {
            using var name = JsonDocument.Parse(JsonSerializer.Serialize(member.Name));
            if (Validate(names, name.RootElement, path) is { IsValid: false } wrong)
            {
                result.Add(path, $"Property name of \"{member.Name}\" does not match");
                result.Add(wrong);
            }
        }
    }

    private void Properties(ThreeResult result, JsonElement schema, JsonElement value, string path)
    {
        if (!SchemaValue.Has(schema, "properties", out var properties)
            || properties.ValueKind != JsonValueKind.Object)
        {
            return;
        }

        foreach (var property in SchemaValue.Members(properties))
        {
            if (value.TryGetProperty(property.Name, out var member))
            {
                Into(result, property.Value, member, Below(path, property.Name));
            }
        }
    }

    private void Items(ThreeResult result, JsonElement schema, JsonElement value, string path)
    {
        var count = value.GetArrayLength();
        if (SchemaValue.Has(schema, "items", out var items) && items.ValueKind != JsonValueKind.Array)
        {
            for (var i = 0; i < count; i++)
            {
                result.Add(Validate(items, value[i], Below(path, $"{i}")));
            }
        }
        else
        {
            Positional(result, schema, value, path);
        }

        ThreeKeywords.OfList(result, schema, value, path);
        if (SchemaValue.Has(schema, "contains", out var contained))
        {
            var found = value.EnumerateArray().Index()
                .Select(item => Validate(contained, item.Item, Below(path, $"{item.Index}"))).ToList();
            if (!found.Exists(item => item.IsValid))
            {
                result.Add(path, "At least one of the items must match");
                if (found.Count > 0)
                {
                    result.Add(Nearest(found));
                }
            }
        }

        result.Step();
    }

    private void Positional(ThreeResult result, JsonElement schema, JsonElement value, string path)
    {
        var positional = SchemaValue.List(schema, "items");
        var count = value.GetArrayLength();
        for (var i = 0; i < Math.Min(positional.Count, count); i++)
        {
            result.Add(Validate(positional[i], value[i], Below(path, $"{i}")));
        }

        if (positional.Count == 0 || positional.Count >= count
            || !SchemaValue.Has(schema, "additionalItems", out var others))
        {
            return;
        }

        if (others.ValueKind == JsonValueKind.False)
        {
            result.Add(path, "No additional items allowed on array");
            return;
        }

        for (var i = positional.Count; i < count; i++)
        {
            result.Add(Validate(others, value[i], Below(path, $"{i}")));
        }
    }
}
