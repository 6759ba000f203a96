using System.Collections.Frozen;
using System.Text.Json.Nodes;

namespace Fairway.Twin.Api.Validation;

/// <summary>
/// Pods and their templates as the reference server holds them, which some of its messages show whole: every field
/// under its inner name, what is not there as null or as an empty value. By the embedded table <c>inner.tsv</c>.
/// </summary>
internal static class InnerForm
{
    private static readonly Lazy<FrozenDictionary<string, InnerField[]>> Types = new(Load);

    /// <summary>The specification of a pod.</summary>
    public static JsonObject PodSpec(JsonNode? spec)
    {
        var moved = spec?.DeepClone() as JsonObject ?? [];
        var context = moved["securityContext"] as JsonObject ?? [];
        moved["securityContext"] = context;
        foreach (var field in Types.Value["PodSecurityContext"].Where(f => moved[f.Name] is not null))
        {
            // In the API these are fields of the pod, inside they are of its security context.
            context[field.Name] = moved[field.Name]!.DeepClone();
        }

        return Of(moved, "PodSpec");
    }

    /// <summary>A template of pods.</summary>
    public static JsonObject Template(JsonNode? template)
    {
        var shown = template?["metadata"]?.DeepClone() as JsonObject ?? [];
        shown["Spec"] = PodSpec(template?["spec"]);
        return shown;
    }

    /// <summary>A value of a type that the table knows.</summary>
    public static JsonObject Of(JsonNode? value, string type)
    {
        var shown = new JsonObject();
        Add(shown, value as JsonObject, type);
        return shown;
    }

    /// <summary>What the table knows: each type, and what its fields are called in the API.</summary>
    public static IEnumerable<(string Type, string Name)> Fields() =>
        from type in Types.Value.OrderBy(t => t.Key, StringComparer.Ordinal)
        from field in type.Value
        select (type.Key, field.Name);

    private static void Add(JsonObject shown, JsonObject? value, string type)
    {
        foreach (var field in Types.Value[type])
        {
            var held = value?[field.Name];
            if (field.Way == "inline")
            {
                Add(shown, value, field.Of);
            }
            else if (field.Way == "meta")
            {
                AddMetadata(shown, held as JsonObject);
            }
            else
            {
                shown[field.Inner] = Shape(held, field);
            }
        }
    }

    private static void AddMetadata(JsonObject shown, JsonObject? metadata)
    {
        foreach (var (name, part) in metadata ?? [])
        {
            shown[name] = part?.DeepClone();
        }
    }

    private static JsonNode? Shape(JsonNode? held, InnerField field) => field.Way switch
    {
        "struct" => Of(held, field.Of),
        "ref" => held is null ? null : Of(held, field.Of),
        "list" => held is JsonArray list ? new JsonArray([.. list.Select(item => Of(item, field.Of))]) : null,
        "selector" => Shown.Selector(held),
        "text" => held?.DeepClone() ?? "",
        "flag" => held?.DeepClone() ?? false,
        "number" => held?.DeepClone() ?? 0,
        "quantity" => held?.DeepClone() ?? "0",
        _ => held is JsonObject ? Shown.Map(held) : held?.DeepClone(),
    };

    private static FrozenDictionary<string, InnerField[]> Load()
    {
        using var stream = typeof(InnerForm).Assembly.GetManifestResourceStream("Fairway.Twin.inner.tsv")
            ?? throw new InvalidOperationException("The assembly lacks its embedded table inner.tsv.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Where(line => line[0] != '#')
            .Select(line => line.Split('\t'))
            .GroupBy(cells => cells[0], StringComparer.Ordinal)
            .ToFrozenDictionary(rows => rows.Key, rows => rows.Select(Field).ToArray(), StringComparer.Ordinal);
    }

    private static InnerField Field(string[] cells)
    {
        var way = cells[3].Split(':');
        return new InnerField(cells[1], cells[2], way[0], way.ElementAtOrDefault(1) ?? "");
    }

    private sealed record InnerField(string Inner, string Name, string Way, string Of);
}
