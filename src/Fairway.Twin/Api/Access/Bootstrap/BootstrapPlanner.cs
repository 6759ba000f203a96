using System.Text.Json.Nodes;

namespace Fairway.Twin.Api.Access.Bootstrap;

/// <summary>
/// What is to be done with a role or binding that every cluster has, in a cluster that may have changed it: what is
/// missing is added, what somebody added stays. Who turns updates off keeps theirs as it is.
/// </summary>
internal static class BootstrapPlanner
{
    /// <summary>The annotation that says whether the object is kept up to date.</summary>
    public const string AutoUpdate = "rbac.authorization.kubernetes.io/autoupdate";

    /// <summary>The tree to store instead of what is there; null where nothing is to be done.</summary>
    /// <param name="wanted">The object that every cluster has.</param>
    /// <param name="stored">What the cluster has.</param>
    public static JsonObject? Updated(JsonObject wanted, JsonObject stored)
    {
        if (Text(stored, "annotations", AutoUpdate) == "false" || !SameRole(wanted, stored))
        {
            return null;
        }

        var updated = (JsonObject)stored.DeepClone();
        AddMissing(updated, wanted, "labels");
        AddMissing(updated, wanted, "annotations");
        if (wanted["aggregationRule"] is null)
        {
            AddRules(updated, wanted);
        }

        AddItems(updated, wanted, "subjects");
        return JsonNode.DeepEquals(updated, stored) ? null : updated;
    }

    /// <summary>A binding's role cannot change: whoever bound another one wanted to.</summary>
    private static bool SameRole(JsonObject wanted, JsonObject stored) =>
        JsonNode.DeepEquals(wanted["roleRef"], stored["roleRef"]);

    private static void AddMissing(JsonObject updated, JsonObject wanted, string map)
    {
        foreach (var (name, value) in (JsonObject)wanted["metadata"]![map]!)
        {
            if (updated["metadata"]![map] is not JsonObject target)
            {
                target = [];
                updated["metadata"]![map] = target;
            }

            target.TryAdd(name, value?.DeepClone());
        }
    }

    private static void AddRules(JsonObject updated, JsonObject wanted)
    {
        var held = PolicyRule.Read(updated["rules"]);
        foreach (var rule in wanted["rules"] as JsonArray ?? [])
        {
            if (PolicyCover.Missing(held, PolicyRule.Read(new JsonArray(rule?.DeepClone()))).Count > 0)
            {
                Items(updated, "rules").Add(rule?.DeepClone());
            }
        }
    }

    private static void AddItems(JsonObject updated, JsonObject wanted, string list)
    {
        foreach (var item in wanted[list] as JsonArray ?? [])
        {
            if (!Items(updated, list).Any(i => JsonNode.DeepEquals(i, item)))
            {
                Items(updated, list).Add(item?.DeepClone());
            }
        }
    }

    private static JsonArray Items(JsonObject tree, string list)
    {
        if (tree[list] is not JsonArray items)
        {
            items = [];
            tree[list] = items;
        }

        return items;
    }

    private static string? Text(JsonObject tree, string map, string name) =>
        tree["metadata"]?[map]?[name]?.GetValue<string>();
}
