using System.Text.Json.Nodes;
using Fairway.Twin.Api.Objects;

namespace Fairway.Twin.Api.Admission;

/// <summary>
/// <c>TaintNodesByCondition</c>: a new node takes no pods until it is ready. One that comes with the condition that it
/// is needs nobody to take the taint away again.
/// </summary>
internal sealed class NodeTaints : BuiltInAdmission
{
    private const string Key = "node.kubernetes.io/not-ready";

    public override void Admit(AdmissionRequest request)
    {
        if (request.Operation != AdmissionOperation.Create || request.Subresource.Length > 0
            || request.Object is not { } node || IsReady(node))
        {
            return;
        }

        if (node["spec"] is not JsonObject spec)
        {
            spec = [];
            node["spec"] = spec;
        }

        if (spec["taints"] is not JsonArray taints)
        {
            taints = [];
            spec["taints"] = taints;
        }

        if (!taints.OfType<JsonObject>().Any(t =>
            ObjectMeta.Text(t, "key") == Key && ObjectMeta.Text(t, "effect") == "NoSchedule"))
        {
            taints.Add(new JsonObject { ["key"] = Key, ["effect"] = "NoSchedule" });
        }
    }

    private static bool IsReady(JsonObject node) =>
        (node["status"]?["conditions"] as JsonArray ?? []).OfType<JsonObject>()
            .Any(c => ObjectMeta.Text(c, "type") == "Ready" && ObjectMeta.Text(c, "status") == "True");
}
