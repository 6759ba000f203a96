using System.Text.Json;

namespace Fairway.Charts.Schemas;

/// <summary>The keywords that look at one value and not into it, in the words of Helm 3's library.</summary>
internal sealed class ThreeKeywords(SchemaDocument document)
{
    /// <summary>What is wrong with a value's type; null if nothing is.</summary>
    public static string? Type(JsonElement schema, JsonElement value)
    {
        var types = SchemaValue.Texts(schema, "type");
        if (types.Count == 0 || types.Any(type => SchemaValue.IsOf(value, type)))
        {
            return null;
        }

        var given = SchemaValue.TypeName(value);
        var shown = given == "number" && SchemaNumber.IsInteger(value) ? "integer" : given;
        var expected = types.Count == 1 ? types[0] : $"[{string.Join(',', types)}]";
        return $"Invalid type. Expected: {expected}, given: {shown}";
    }

    public static void Common(ThreeResult result, JsonElement schema, JsonElement value, string path)
    {
        var name = ThreeResult.Field(path);
        if (SchemaValue.Has(schema, "const", out var constant) && !SchemaValue.AreEqual(value, constant))
        {
            result.Add(path, $"{name} does not match: {SchemaValue.Compact(constant)}");
        }

        var allowed = SchemaValue.List(schema, "enum");
        if (allowed.Count > 0 && !allowed.Any(item => SchemaValue.AreEqual(value, item)))
        {
            result.Add(
                path, $"{name} must be one of the following: {string.Join(", ", allowed.Select(SchemaValue.Compact))}");
        }

        if (SchemaValue.Has(schema, "format", out var format) && format.ValueKind == JsonValueKind.String
            && !IsOfFormat(format.GetString()!, value))
        {
            result.Add(path, $"Does not match format '{format.GetString()}'");
        }

        result.Step();
    }

    public static void OfMap(ThreeResult result, JsonElement schema, JsonElement value, string path)
    {
        var count = value.EnumerateObject().Count();
        if (SchemaValue.HasCount(schema, "minProperties", out var least) && count < least)
        {
            result.Add(path, $"Must have at least {least} properties");
        }

        if (SchemaValue.HasCount(schema, "maxProperties", out var most) && count > most)
        {
            result.Add(path, $"Must have at most {most} properties");
        }

        foreach (var name in SchemaValue.List(schema, "required").Select(item => item.ToString()))
        {
            if (value.TryGetProperty(name, out _))
            {
                result.Step();
            }
            else
            {
                result.Add(path, $"{name} is required");
            }
        }
    }

    public static void OfList(ThreeResult result, JsonElement schema, JsonElement value, string path)
    {
        var count = value.GetArrayLength();
        if (SchemaValue.HasCount(schema, "minItems", out var least) && count < least)
        {
            result.Add(path, $"Array must have at least {least} items");
        }

        if (SchemaValue.HasCount(schema, "maxItems", out var most) && count > most)
        {
            result.Add(path, $"Array must have at most {most} items");
        }

        if (SchemaValue.Has(schema, "uniqueItems", out var unique) && unique.ValueKind == JsonValueKind.True)
        {
            Unique(result, value, path);
        }
    }

    public void OfText(ThreeResult result, JsonElement schema, JsonElement value, string path)
    {
        var length = SchemaValue.Length(value);
        if (SchemaValue.HasCount(schema, "minLength", out var least) && length < least)
        {
            result.Add(path, $"String length must be greater than or equal to {least}");
        }

        if (SchemaValue.HasCount(schema, "maxLength", out var most) && length > most)
        {
            result.Add(path, $"String length must be less than or equal to {most}");
        }

        if (SchemaValue.Has(schema, "pattern", out var pattern) && pattern.ValueKind == JsonValueKind.String
            && !document.Pattern(pattern.GetString()!).IsMatch(value.GetString()!))
        {
            result.Add(path, $"Does not match pattern '{pattern.GetString()}'");
        }

        result.Step();
    }

    public static void OfNumber(ThreeResult result, JsonElement schema, JsonElement value, string path)
    {
        if (SchemaValue.Has(schema, "multipleOf", out var unit) && unit.ValueKind == JsonValueKind.Number
            && !SchemaNumber.IsMultiple(value, unit))
        {
            result.Add(path, $"Must be a multiple of {SchemaNumber.Shortest(unit)}");
        }

        Limit(result, schema, value, path, isMost: true);
        Limit(result, schema, value, path, isMost: false);
        result.Step();
    }

    /// <summary>A number is of no format; of other values but texts nothing is asked.</summary>
    private static bool IsOfFormat(string format, JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => SchemaFormats.Fault(format, value.GetString()!, HelmLine.Three) is null,
        JsonValueKind.Number => !SchemaFormats.IsKnown(format),
        _ => true,
    };

    /// <summary>A limit is exclusive by a keyword of its own, or by a boolean beside it.</summary>
    private static void Limit(ThreeResult result, JsonElement schema, JsonElement value, string path, bool isMost)
    {
        var (keyword, exclusive) = isMost ? ("maximum", "exclusiveMaximum") : ("minimum", "exclusiveMinimum");
        var direction = isMost ? "less" : "greater";
        var sign = isMost ? 1 : -1;
        SchemaValue.Has(schema, exclusive, out var other);
        if (SchemaValue.Has(schema, keyword, out var limit) && limit.ValueKind == JsonValueKind.Number)
        {
            var order = SchemaNumber.Compare(value, limit) * sign;
            if (other.ValueKind == JsonValueKind.True ? order >= 0 : order > 0)
            {
                var equal = other.ValueKind == JsonValueKind.True ? "" : " or equal to";
                result.Add(path, $"Must be {direction} than{equal} {SchemaNumber.Shortest(limit)}");
            }
        }

        if (other.ValueKind == JsonValueKind.Number && SchemaNumber.Compare(value, other) * sign >= 0)
        {
            result.Add(path, $"Must be {direction} than {SchemaNumber.Shortest(other)}");
        }
    }

    private static void Unique(ThreeResult result, JsonElement list, string path)
    {
        var seen = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var (index, item) in list.EnumerateArray().Index())
        {
            var text = SchemaValue.Compact(item);
            if (seen.TryGetValue(text, out var first))
            {
                result.Add(path, $"array items[{first},{index}] must be unique");
            }

            seen[text] = index;
        }
    }
}
