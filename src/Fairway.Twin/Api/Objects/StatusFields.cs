using System.Text.Json.Nodes;
using Fairway.Schema.Resources;

namespace Fairway.Twin.Api.Objects;

/// <summary>
/// The status of a new object: whatever the client sent is dropped. What is left is what the reference server prints
/// for an empty status: an empty object, or the counters that its Go type prints even when they are zero.
/// </summary>
internal static class StatusFields
{
    public static void Reset(ResourceType resource, JsonObject obj) => obj["status"] = resource.QualifiedName switch
    {
        "replicasets.apps" or "replicationcontrollers" => new JsonObject { ["replicas"] = 0 },
        "statefulsets.apps" => new JsonObject { ["replicas"] = 0, ["availableReplicas"] = 0 },
        "daemonsets.apps" => new JsonObject
        {
            ["currentNumberScheduled"] = 0,
            ["numberMisscheduled"] = 0,
            ["desiredNumberScheduled"] = 0,
            ["numberReady"] = 0,
        },
        "services" => new JsonObject { ["loadBalancer"] = new JsonObject() },
        _ => new JsonObject(),
    };
}
