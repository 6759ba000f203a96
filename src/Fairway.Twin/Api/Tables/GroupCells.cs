using System.Text.Json.Nodes;
using Fairway.Twin.Api.Objects;

namespace Fairway.Twin.Api.Tables;

/// <summary>Cells of kinds of networking, storage, flow control and devices.</summary>
internal static class GroupCells
{
    private const int MostShown = 3;
    private const string Unset = "<unset>";

    /// <summary>The cell, or null where it is none of these.</summary>
    public static JsonNode? Read(string way, string path, JsonObject obj) => way switch
    {
        "ingress.class" => Cells.At(obj, "spec.ingressClassName")?.DeepClone() ?? Cells.None,
        "ingress.hosts" => Hosts(List(obj, "spec.rules")),
        "ingress.address" => string.Join(',', Each(obj, "status.loadBalancer.ingress")
            .Select(i => ObjectMeta.Text(i, "ip") is { Length: > 0 } ip ? ip : ObjectMeta.Text(i, "hostname"))
            .Where(a => a.Length > 0).Distinct().Order(StringComparer.Ordinal)),
        "ingress.ports" => List(obj, "spec.tls").Count > 0 ? "80, 443" : "80",
        "ingress.parameters" => Parameters(obj["spec"]?["parameters"] as JsonObject),
        "podselector" => SelectorText.Of(obj["spec"]?["podSelector"] as JsonObject) is { Length: > 0 } selector
            ? selector : Cells.None,
        "list" => string.Join(',', List(obj, path).Select(i => i?.ToString())),
        "ip.parent" => Parent(obj["spec"]?["parentRef"] as JsonObject),
        "slice.ports" => Some(Each(obj, "ports").Select(p =>
            p["port"]?.ToString() ?? (ObjectMeta.Text(p, "name") is { Length: > 0 } name ? name : "*"))),
        "slice.endpoints" => Some(Each(obj, "endpoints").SelectMany(e =>
            (e["addresses"] as JsonArray ?? []).Select(a => a?.ToString() ?? ""))),
        "flag" => Cells.At(obj, path) is JsonValue value && value.TryGetValue<bool>(out var flag) && flag,
        "figure" => Cells.At(obj, path)?.DeepClone() ?? Cells.None,
        _ => Rare(way, path, obj),
    };

    private static JsonNode? Rare(string way, string path, JsonObject obj) => way switch
    {
        "component" => Component(obj, path),
        "class.name" => ObjectMeta.Name(obj) + (IsDefault(obj) ? " (default)" : ""),
        "csi.tokens" => Among(Each(obj, "spec.tokenRequests").Select(t => ObjectMeta.Text(t, "audience")), Unset),
        "csi.modes" => Among(List(obj, "spec.volumeLifecycleModes").Select(m => m?.ToString()), Cells.None),
        "flow.missing" => Condition(obj, "Dangling") is { } dangling ? ObjectMeta.Text(dangling, "status") : "?",
        "claim.state" => ClaimState(obj),
        "slice.node" => Cells.Text(obj, "spec.nodeName", Unset),
        "api.service" => obj["spec"]?["service"] is JsonObject service
            ? $"{ObjectMeta.Text(service, "namespace")}/{ObjectMeta.Text(service, "name")}" : "Local",
        "api.available" => Available(Condition(obj, "Available")),
        _ => null,
    };

    private static JsonArray List(JsonObject obj, string path) => Cells.At(obj, path) as JsonArray ?? [];

    private static IEnumerable<JsonObject> Each(JsonObject obj, string path) => List(obj, path).OfType<JsonObject>();

    private static JsonObject? Condition(JsonObject obj, string type) =>
        Each(obj, "status.conditions").FirstOrDefault(c => ObjectMeta.Text(c, "type") == type);

    private static string Among(IEnumerable<string?> texts, string none) =>
        string.Join(',', texts) is { Length: > 0 } text ? text : none;

    private static string Some(IEnumerable<string> texts)
    {
        var all = texts.ToArray();
        return all.Length == 0 ? Unset
            : all.Length <= MostShown ? string.Join(',', all)
            : $"{string.Join(',', all.Take(MostShown))} + {all.Length - MostShown} more...";
    }

    private static string Hosts(JsonArray rules)
    {
        var shown = rules.Take(MostShown).OfType<JsonObject>().Select(r => ObjectMeta.Text(r, "host"))
            .Where(h => h.Length > 0).ToList();

        // Rules without a host take no place: later ones come in for them.
        foreach (var later in rules.Skip(MostShown).OfType<JsonObject>().TakeWhile(_ => shown.Count < MostShown))
        {
            if (ObjectMeta.Text(later, "host") is { Length: > 0 } host)
            {
                shown.Add(host);
            }
        }

        return shown.Count == 0 ? "*"
            : shown.Count == MostShown && rules.Count > MostShown
                ? $"{string.Join(',', shown)} + {rules.Count - MostShown} more..."
                : string.Join(',', shown);
    }

    private static string Parameters(JsonObject? parameters)
    {
        if (parameters is null)
        {
            return Cells.None;
        }

        var group = ObjectMeta.Text(parameters, "apiGroup");
        var kind = ObjectMeta.Text(parameters, "kind") + (group.Length > 0 ? $".{group}" : "");
        return $"{kind}/{ObjectMeta.Text(parameters, "name")}";
    }

    private static string Parent(JsonObject? parent)
    {
        if (parent is null)
        {
            return Cells.None;
        }

        var (group, ns) = (ObjectMeta.Text(parent, "group"), ObjectMeta.Text(parent, "namespace"));
        var resource = ObjectMeta.Text(parent, "resource") + (group.Length > 0 ? $".{group}" : "");
        return $"{resource.ToLowerInvariant()}/{(ns.Length > 0 ? $"{ns}/" : "")}{ObjectMeta.Text(parent, "name")}";
    }

    private static string Component(JsonObject obj, string what)
    {
        var healthy = Each(obj, "conditions").FirstOrDefault(c => ObjectMeta.Text(c, "type") == "Healthy") ?? [];
        return what switch
        {
            "status" => ObjectMeta.Text(healthy, "status") switch
            {
                "True" => "Healthy",
                "False" => "Unhealthy",
                _ => "Unknown",
            },
            var part => ObjectMeta.Text(healthy, part),
        };
    }

    private static bool IsDefault(JsonObject obj)
    {
        var annotations = ObjectMeta.Of(obj)["annotations"] as JsonObject ?? [];
        return ((string[])["storageclass.kubernetes.io/is-default-class",
                "storageclass.beta.kubernetes.io/is-default-class",
                "volumeattributesclass.kubernetes.io/is-default-class"])
            .Any(a => ObjectMeta.Text(annotations, a) == "true");
    }

    private static string ClaimState(JsonObject claim)
    {
        var isDeleted = ObjectMeta.Has(ObjectMeta.Of(claim), "deletionTimestamp");
        var states = new List<string>();
        if (isDeleted)
        {
            states.Add("deleted");
        }

        if (claim["status"]?["allocation"] is not null)
        {
            states.Add("allocated");
            if (List(claim, "status.reservedFor").Count > 0)
            {
                states.Add("reserved");
            }
        }
        else if (!isDeleted)
        {
            states.Add("pending");
        }

        return string.Join(',', states);
    }

    private static string Available(JsonObject? condition)
    {
        var (status, reason) = (ObjectMeta.Text(condition ?? [], "status"), ObjectMeta.Text(condition ?? [], "reason"));
        return condition is null ? "Unknown"
            : status != "True" && reason.Length > 0 ? $"{status} ({reason})" : status;
    }
}
