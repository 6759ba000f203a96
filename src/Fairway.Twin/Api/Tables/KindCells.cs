using System.Text.Json.Nodes;
using Fairway.Twin.Api.Objects;

namespace Fairway.Twin.Api.Tables;

/// <summary>Cells that only one kind has.</summary>
internal static class KindCells
{
    public static JsonNode? Read(string way, string path, JsonObject obj, DateTimeOffset now) => way switch
    {
        "pod.ready" => PodCells.Ready(obj),
        "pod.status" => PodCells.Status(obj),
        "pod.restarts" => PodCells.Restarts(obj, now),
        "pod.gates" => PodCells.Gates(obj),
        "node.status" => NodeStatus(obj),
        "node.roles" => NodeRoles(obj),
        "node.internal" => Address(obj, "InternalIP"),
        "node.external" => Address(obj, "ExternalIP"),
        "service.external" => ServiceExternal(obj),
        "service.ports" => ServicePorts(obj),
        "endpoints" => Endpoints(obj),
        "event.seen" => EventCells.LastSeen(obj, now),
        "event.first" => EventCells.FirstSeen(obj, now),
        "event.object" => EventCells.Object(obj),
        "event.subobject" => Cells.Text(EventCells.Regarding(obj), "fieldPath", ""),
        "event.source" => EventCells.Source(obj),
        "event.message" => EventCells.Message(obj),
        "event.count" => EventCells.Count(obj),
        "quota.requests" => Quota(obj, limits: false),
        "quota.limits" => Quota(obj, limits: true),
        "claim" => Claim(obj),
        _ when way.StartsWith("job.", StringComparison.Ordinal) => BatchCells.OfJob(way, obj, now),
        _ when way.StartsWith("cronjob.", StringComparison.Ordinal) => BatchCells.OfCronJob(way, obj, now),
        _ when way.StartsWith("autoscaler.", StringComparison.Ordinal) => AutoscalerCells.Read(way, obj),
        "usage.window" => Cells.Text(obj, "window", ""),
        _ when way.StartsWith("usage.", StringComparison.Ordinal) => UsageCells.Read(way["usage.".Length..], obj),
        "certificate.duration" => CertificateCells.Duration(obj),
        "certificate.condition" => CertificateCells.Condition(obj),
        "budget" => Cells.Text(obj, "spec." + path, "N/A"),
        "binding.role" => $"{Cells.Text(obj, "roleRef.kind", "")}/{Cells.Text(obj, "roleRef.name", "")}",
        "binding.subjects" => Subjects(obj, path),
        "admission.params" => AdmissionCells.ParamKind(obj),
        "admission.paramref" => AdmissionCells.ParamRef(obj),
        _ => GroupCells.Read(way, path, obj)
            ?? throw new InvalidOperationException($"columns.tsv asks for a cell that nobody makes: {way}"),
    };

    private static string NodeStatus(JsonObject node)
    {
        var ready = (node["status"]?["conditions"] as JsonArray ?? [])
            .FirstOrDefault(c => c?["type"]?.ToString() == "Ready");
        var words = new List<string>
            { ready is null ? "Unknown" : ready["status"]?.ToString() == "True" ? "Ready" : "NotReady" };
        if (node["spec"]?["unschedulable"]?.GetValue<bool>() == true)
        {
            words.Add("SchedulingDisabled");
        }

        return string.Join(',', words);
    }

    private static string NodeRoles(JsonObject node)
    {
        const string Role = "node-role.kubernetes.io/";
        var roles = (ObjectMeta.Of(node)["labels"] as JsonObject ?? [])
            .Select(l => l.Key.StartsWith(Role, StringComparison.Ordinal) ? l.Key[Role.Length..]
                : l.Key == "kubernetes.io/role" ? l.Value?.ToString() ?? "" : "")
            .Where(r => r.Length > 0)
            .Order(StringComparer.Ordinal);
        return string.Join(',', roles) is { Length: > 0 } text ? text : Cells.None;
    }

    private static string Address(JsonObject node, string type) =>
        (node["status"]?["addresses"] as JsonArray ?? [])
            .FirstOrDefault(a => a?["type"]?.ToString() == type)?["address"]?.ToString()
        ?? Cells.None;

    private static string ServiceExternal(JsonObject service)
    {
        var type = Cells.Text(service, "spec.type", "ClusterIP");
        if (type == "ExternalName")
        {
            return Cells.Text(service, "spec.externalName", Cells.None);
        }

        var addresses = (service["spec"]?["externalIPs"] as JsonArray ?? []).Select(a => a?.ToString())
            .Concat((service["status"]?["loadBalancer"]?["ingress"] as JsonArray ?? []).Select(
                i => (i?["ip"] ?? i?["hostname"])?.ToString()));
        return string.Join(',', addresses) is { Length: > 0 } text
            ? text
            : type == "LoadBalancer" ? "<pending>" : Cells.None;
    }

    private static string ServicePorts(JsonObject service)
    {
        var ports = (service["spec"]?["ports"] as JsonArray ?? []).Select(p => p?["nodePort"] is { } node
            ? $"{p["port"]}:{node}/{p["protocol"]}"
            : $"{p?["port"]}/{p?["protocol"]}");
        return string.Join(',', ports) is { Length: > 0 } text ? text : Cells.None;
    }

    private static string Endpoints(JsonObject endpoints)
    {
        const int MostShown = 3;
        var all = (from subset in endpoints["subsets"] as JsonArray ?? []
                   from port in subset?["ports"] as JsonArray ?? []
                   from address in subset?["addresses"] as JsonArray ?? []
                   select $"{address?["ip"]}:{port?["port"]}").ToArray();
        return all.Length == 0 ? Cells.None
            : all.Length <= MostShown ? string.Join(',', all)
            : $"{string.Join(',', all.Take(MostShown))} + {all.Length - MostShown} more...";
    }

    private static string Quota(JsonObject quota, bool limits)
    {
        var used = quota["status"]?["used"] as JsonObject ?? [];
        return string.Join(", ", (quota["status"]?["hard"] as JsonObject ?? [])
            .Where(h => h.Key.StartsWith("limits.", StringComparison.Ordinal) == limits)
            .OrderBy(h => h.Key, StringComparer.Ordinal)
            .Select(h => $"{h.Key}: {used[h.Key]?.ToString() ?? "0"}/{h.Value}"));
    }

    private static string Claim(JsonObject volume) => volume["spec"]?["claimRef"] is JsonObject claim
        ? $"{ObjectMeta.Text(claim, "namespace")}/{ObjectMeta.Text(claim, "name")}"
        : "";

    private static string Subjects(JsonObject binding, string kind) => string.Join(", ",
        (binding["subjects"] as JsonArray ?? []).OfType<JsonObject>()
            .Where(s => ObjectMeta.Text(s, "kind") == kind)
            .Select(s => kind == "ServiceAccount" ? $"{ObjectMeta.Text(s, "namespace")}/{ObjectMeta.Text(s, "name")}"
                : ObjectMeta.Text(s, "name")));
}
