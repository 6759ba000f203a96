using System.Text.Json.Nodes;
using Fairway.Schema.Json;
using Fairway.Schema.Quantities;

namespace Fairway.Schema.Pods;

/// <summary>
/// What a pod asks for in all: its containers together, and at least what its containers for the start need. Source of
/// the rules: component-helpers/resource/helpers.go.
/// </summary>
public static class PodResources
{
    /// <summary>The sum of requests or limits.</summary>
    /// <param name="spec">The pod's specification.</param>
    /// <param name="kind"><c>requests</c> or <c>limits</c>.</param>
    /// <param name="overhead">Whether the overhead of the runtime class counts.</param>
    public static SortedDictionary<string, Quantity> Total(JsonObject spec, string kind, bool overhead)
    {
        var total = New();
        foreach (var container in List(spec, "containers"))
        {
            Add(total, container["resources"]?[kind]);
        }

        AddInitial(total, spec, kind);
        if (spec["resources"]?[kind] is JsonObject whole)
        {
            foreach (var (name, quantity) in Read(whole).Where(q => IsOfPods(q.Key)))
            {
                total[name] = quantity;
            }
        }

        if (overhead && spec["overhead"] is JsonObject more)
        {
            // An overhead is no limit where there is none.
            foreach (var (name, quantity) in Read(more).Where(q => kind == "requests" || total.ContainsKey(q.Key)))
            {
                total[name] = total.TryGetValue(name, out var sum) ? sum + quantity : quantity;
            }
        }

        return total;
    }

    /// <summary>The quantities of a map of resources, by name.</summary>
    public static SortedDictionary<string, Quantity> Read(JsonNode? resources)
    {
        var read = New();
        foreach (var (name, value) in resources as JsonObject ?? [])
        {
            if (Quantity.TryParse($"{value}", out var quantity, out _))
            {
                read[name] = quantity;
            }
        }

        return read;
    }

    private static void AddInitial(SortedDictionary<string, Quantity> total, JsonObject spec, string kind)
    {
        var (staying, most) = (New(), New());
        foreach (var container in List(spec, "initContainers"))
        {
            var resources = container["resources"]?[kind];
            var needed = New();
            if (JsonFields.Text(container, "restartPolicy") == "Always")
            {
                Add(total, resources);
                Add(staying, resources);
            }
            else
            {
                Add(needed, resources);
            }

            Join(needed, staying);
            Raise(most, needed);
        }

        Raise(total, most);
    }

    private static bool IsOfPods(string name) =>
        name is "cpu" or "memory" || name.StartsWith("hugepages-", StringComparison.Ordinal);

    private static void Add(SortedDictionary<string, Quantity> sum, JsonNode? resources) => Join(sum, Read(resources));

    private static void Join(SortedDictionary<string, Quantity> sum, SortedDictionary<string, Quantity> more)
    {
        foreach (var (name, quantity) in more)
        {
            sum[name] = sum.TryGetValue(name, out var before) ? before + quantity : quantity;
        }
    }

    private static void Raise(SortedDictionary<string, Quantity> least, SortedDictionary<string, Quantity> needed)
    {
        foreach (var (name, quantity) in needed)
        {
            if (!least.TryGetValue(name, out var before) || before < quantity)
            {
                least[name] = quantity;
            }
        }
    }

    private static SortedDictionary<string, Quantity> New() => new(StringComparer.Ordinal);

    private static IEnumerable<JsonObject> List(JsonObject spec, string name) =>
        (spec[name] as JsonArray ?? []).OfType<JsonObject>();
}
