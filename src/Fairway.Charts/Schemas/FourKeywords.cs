using System.Globalization;
using System.Text.Json;

namespace Fairway.Charts.Schemas;

/// <summary>The keywords that look at one value and not into it, in the words of Helm 4's library.</summary>
internal sealed class FourKeywords(SchemaDocument document)
{
    private static readonly string[] TypeOrder = ["null", "boolean", "number", "integer", "string", "array", "object"];

    /// <summary>Type, constant, enumeration and format: the first that does not fit is all that is said.</summary>
    public SchemaFault? Simple(JsonElement schema, JsonElement value, string path)
    {
        var what = Type(schema, value) ?? Constant(schema, value) ?? Enumeration(schema, value)
            ?? Format(schema, value);
        return what is null ? null : new SchemaFault(path, what, []);
    }

    public static void OfMap(List<SchemaFault> faults, JsonElement schema, JsonElement value, string path)
    {
        var count = value.EnumerateObject().Count();
        Count(faults, schema, ("minProperties", "maxProperties"), count, path);
        var missing = SchemaValue.List(schema, "required").Where(name => name.ValueKind == JsonValueKind.String)
            .Select(name => name.GetString()!).Where(name => !value.TryGetProperty(name, out _)).ToList();
        if (missing.Count > 0)
        {
            var noun = missing.Count == 1 ? "property" : "properties";
            var names = string.Join(", ", missing.Select(SchemaFault.Quote));
            faults.Add(new SchemaFault(path, $"missing {noun} {names}", []) { Members = missing });
        }
    }

    /// <summary>Members that another member asks for.</summary>
    public static void Required(List<SchemaFault> faults, JsonProperty dependency, JsonElement value, string path)
    {
        var missing = dependency.Value.EnumerateArray().Where(name => name.ValueKind == JsonValueKind.String)
            .Select(name => name.GetString()!).Where(name => !value.TryGetProperty(name, out _))
            .Select(SchemaFault.Quote).ToList();
        if (missing.Count > 0)
        {
            faults.Add(new SchemaFault(
                path,
                $"properties {string.Join(", ", missing)} required, if {SchemaFault.Quote(dependency.Name)} exists",
                []));
        }
    }

    public static void OfList(List<SchemaFault> faults, JsonElement schema, JsonElement value, string path)
    {
        Count(faults, schema, ("minItems", "maxItems"), value.GetArrayLength(), path);
        if (SchemaValue.Has(schema, "uniqueItems", out var unique) && unique.ValueKind == JsonValueKind.True
            && Twice(value) is { } twice)
        {
            faults.Add(new SchemaFault(path, $"items at {twice.First} and {twice.Second} are equal", []));
        }
    }

    /// <summary>How many items are wanted that fit <c>contains</c>.</summary>
    public static void Contained(List<SchemaFault> faults, JsonElement schema, ContainedItems items, string path)
    {
        var matched = items.Matched;
        var places = string.Join(' ', matched);
        if (SchemaValue.HasCount(schema, "minContains", out var least))
        {
            if (matched.Count < least)
            {
                faults.Add(new SchemaFault(
                    path,
                    $"min {least} items required to match contains schema, but "
                        + (matched.Count == 0 ? "none matched" : $"matched {matched.Count} items at {places}"),
                    items.Faults));
            }
        }
        else if (matched.Count == 0)
        {
            faults.Add(new SchemaFault(path, "no items match contains schema", items.Faults));
        }

        if (SchemaValue.HasCount(schema, "maxContains", out var most) && matched.Count > most)
        {
            faults.Add(new SchemaFault(
                path,
                $"max {most} items required to match contains schema, but matched {matched.Count} items at {places}",
                []));
        }
    }

    public void OfText(List<SchemaFault> faults, JsonElement schema, JsonElement value, string path)
    {
        Count(faults, schema, ("minLength", "maxLength"), SchemaValue.Length(value), path);
        if (SchemaValue.Has(schema, "pattern", out var pattern) && pattern.ValueKind == JsonValueKind.String
            && !document.Pattern(pattern.GetString()!).IsMatch(value.GetString()!))
        {
            faults.Add(new SchemaFault(
                path,
                $"{SchemaFault.Quote(value.GetString()!)} does not match pattern "
                    + SchemaFault.Quote(pattern.GetString()!),
                []));
        }
    }

    public void OfNumber(List<SchemaFault> faults, JsonElement schema, JsonElement value, string path)
    {
        Limit(faults, schema, value, path, ("minimum", order => order >= 0, "exclusiveMinimum"));
        Limit(faults, schema, value, path, ("maximum", order => order <= 0, "exclusiveMaximum"));
        Limit(faults, schema, value, path, ("exclusiveMinimum", order => order > 0, ""));
        Limit(faults, schema, value, path, ("exclusiveMaximum", order => order < 0, ""));
        if (SchemaValue.Has(schema, "multipleOf", out var unit) && unit.ValueKind == JsonValueKind.Number
            && !SchemaNumber.IsMultiple(value, unit))
        {
            faults.Add(new SchemaFault(
                path, $"multipleOf: got {SchemaNumber.Grouped(value)}, want {SchemaNumber.Grouped(unit)}", []));
        }
    }

    private static string? Type(JsonElement schema, JsonElement value)
    {
        var types = SchemaValue.Texts(schema, "type");
        return types.Count == 0 || types.Any(type => SchemaValue.IsOf(value, type))
            ? null
            : $"got {SchemaValue.TypeName(value)}, want "
                + string.Join(" or ", types.Distinct().OrderBy(type => Array.IndexOf(TypeOrder, type)));
    }

    private string? Constant(JsonElement schema, JsonElement value) =>
        document.Draft == SchemaDraft.Draft4 || !SchemaValue.Has(schema, "const", out var wanted)
            || SchemaValue.AreEqual(value, wanted) ? null
            : wanted.ValueKind is JsonValueKind.Object or JsonValueKind.Array ? "'const' failed"
            : $"value must be {Shown(wanted)}";

    private static string? Enumeration(JsonElement schema, JsonElement value)
    {
        if (!SchemaValue.Has(schema, "enum", out _))
        {
            return null;
        }

        var wanted = SchemaValue.List(schema, "enum");
        return wanted.Any(item => SchemaValue.AreEqual(value, item)) ? null
            : wanted.Any(item => item.ValueKind is JsonValueKind.Object or JsonValueKind.Array) ? "'enum' failed"
            : wanted.Count == 1 ? $"value must be {Shown(wanted[0])}"
            : $"value must be one of {string.Join(", ", wanted.Select(Shown))}";
    }

    /// <summary>Newer drafts take formats for remarks.</summary>
    private string? Format(JsonElement schema, JsonElement value) =>
        document.Draft < SchemaDraft.Draft2019 && value.ValueKind == JsonValueKind.String
        && SchemaValue.Has(schema, "format", out var format) && format.ValueKind == JsonValueKind.String
        && SchemaFormats.Fault(format.GetString()!, value.GetString()!, HelmLine.Four) is { } why
            ? $"{Shown(value)} is not valid {format.GetString()}: {why}"
            : null;

    private static string Shown(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => SchemaFault.Quote(value.GetString()!),
        JsonValueKind.Null => "<nil>",
        _ => value.GetRawText(),
    };

    private static void Count(
        List<SchemaFault> faults, JsonElement schema, (string Least, string Most) keywords, int count, string path)
    {
        if (SchemaValue.HasCount(schema, keywords.Least, out var least) && count < least)
        {
            faults.Add(new SchemaFault(path, Counted(keywords.Least, count, least), []));
        }

        if (SchemaValue.HasCount(schema, keywords.Most, out var most) && count > most)
        {
            faults.Add(new SchemaFault(path, Counted(keywords.Most, count, most), []));
        }
    }

    private static string Counted(string keyword, int got, int want) => string.Create(
        CultureInfo.InvariantCulture, $"{keyword}: got {got:N0}, want {want:N0}");

    /// <summary>In the oldest draft a limit is exclusive by a boolean beside it.</summary>
    private void Limit(
        List<SchemaFault> faults, JsonElement schema, JsonElement value, string path,
        (string Keyword, Func<int, bool> Fits, string Exclusive) limit)
    {
        if (!SchemaValue.Has(schema, limit.Keyword, out var bound) || bound.ValueKind != JsonValueKind.Number)
        {
            return;
        }

        var order = SchemaNumber.Compare(value, bound);
        var isExclusive = document.Draft == SchemaDraft.Draft4 && limit.Exclusive.Length > 0
            && SchemaValue.Has(schema, limit.Exclusive, out var flag) && flag.ValueKind == JsonValueKind.True;
        if (!limit.Fits(order) || (isExclusive && order == 0))
        {
            var keyword = isExclusive ? limit.Exclusive : limit.Keyword;
            faults.Add(new SchemaFault(
                path, $"{keyword}: got {SchemaNumber.Grouped(value)}, want {SchemaNumber.Grouped(bound)}", []));
        }
    }

    private static (int First, int Second)? Twice(JsonElement list)
    {
        var seen = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var (index, item) in list.EnumerateArray().Index())
        {
            if (!seen.TryAdd(SchemaValue.Compact(item), index))
            {
                return (seen[SchemaValue.Compact(item)], index);
            }
        }

        return null;
    }
}
