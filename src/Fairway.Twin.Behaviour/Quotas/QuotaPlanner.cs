using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json.Nodes;
using Fairway.Kube.Pods.Objects;
using Fairway.Schema.Quotas;
using Quantity = Fairway.Schema.Quantities.Quantity;

namespace Fairway.Twin.Behaviour.Quotas;

/// <summary>Recounts what the objects of a namespace use of a quota.</summary>
internal static class QuotaPlanner
{
    private const string Count = "count/";

    private static readonly ImmutableArray<string> Counted =
        ["configmaps", "replicationcontrollers", "resourcequotas", "secrets"];

    /// <summary>The status; null where it is told already.</summary>
    public static JsonObject? Plan(QuotaObservation seen)
    {
        var quota = seen.Quota;
        var used = Used(seen);
        if (quota.ToldHard is { } hard && hard.Equals(quota.Hard) && Same(quota.ToldUsed, used))
        {
            return null;
        }

        return new JsonObject { ["hard"] = quota.Hard.ToJson(), ["used"] = used.ToJson() };
    }

    /// <summary>The kind whose objects use a resource, as <c>plural.group</c>; null where none is known to.</summary>
    public static string? KindOf(string resource)
    {
        if (resource.StartsWith(Count, StringComparison.Ordinal))
        {
            return resource[Count.Length..];
        }

        if (Counted.Contains(resource))
        {
            return resource;
        }

        if (resource is "persistentvolumeclaims" or "requests.storage"
            || resource.Contains(".storageclass.storage.k8s.io/", StringComparison.Ordinal))
        {
            return "persistentvolumeclaims";
        }

        if (resource == "services" || resource.StartsWith("services.", StringComparison.Ordinal))
        {
            return "services";
        }

        return IsOfPods(resource) ? "pods" : null;
    }

    private static bool IsOfPods(string resource) =>
        resource is "pods" or "cpu" or "memory" or "ephemeral-storage"
        || resource.StartsWith("requests.", StringComparison.Ordinal)
        || resource.StartsWith("limits.", StringComparison.Ordinal)
        || resource.StartsWith("hugepages-", StringComparison.Ordinal);

    private static StringMap Used(QuotaObservation seen)
    {
        var sums = new SortedDictionary<string, Quantity>(StringComparer.Ordinal);
        foreach (var (resource, _) in seen.Quota.Hard)
        {
            if (KindOf(resource) is not { } kind)
            {
                continue;
            }

            sums[resource] = seen.Counts.TryGetValue(kind, out var count)
                ? Quantity.Parse(count.ToString(CultureInfo.InvariantCulture))
                : Quantity.Parse("0");
        }

        var quota = new JsonObject { ["spec"] = JsonNode.Parse(seen.Quota.Spec) };
        foreach (var (kind, objects) in seen.Objects)
        {
            foreach (var obj in objects.Where(o => QuotaScopes.Select(quota, kind, o)))
            {
                Add(sums, QuotaUsage.Of(kind, obj));
            }
        }

        // What nobody counts keeps what was told of it.
        var kept = seen.Quota.Hard
            .Select(h => (h.Key, Text: sums.TryGetValue(h.Key, out var sum)
                ? sum.ToString()
                : seen.Quota.ToldUsed?[h.Key]))
            .Where(h => h.Text is not null);
        return StringMap.Of(kept.Select(h => (h.Key, h.Text!)));
    }

    private static void Add(SortedDictionary<string, Quantity> sums, SortedDictionary<string, Quantity> more)
    {
        foreach (var (resource, quantity) in more)
        {
            if (sums.TryGetValue(resource, out var sum))
            {
                sums[resource] = sum + quantity;
            }
        }
    }

    // Amounts, not their spelling: 1 and 1000m are the same.
    private static bool Same(StringMap? told, StringMap used) =>
        told is not null && told.Count == used.Count
        && used.All(u => Quantity.TryParse(told[u.Key] ?? "", out var was, out _) && was == Quantity.Parse(u.Value));
}
