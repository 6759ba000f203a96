using System.Text.Json;
using System.Text.Json.Nodes;
using Fairway.Kube.Pods.Objects;

namespace Fairway.Twin.Behaviour.CronJobs;

/// <summary>A running Job in the status of its CronJob.</summary>
internal sealed record ActiveJob(string Namespace, string Name, string Uid, string ResourceVersion)
{
    public static ActiveJob Read(JsonElement element) => new(
        element.Text("namespace") ?? "",
        element.Text("name") ?? "",
        element.Text("uid") ?? "",
        element.Text("resourceVersion") ?? "");

    public JsonObject ToJson()
    {
        var reference = new JsonObject
        {
            ["kind"] = "Job",
            ["namespace"] = Namespace,
            ["name"] = Name,
            ["uid"] = Uid,
            ["apiVersion"] = "batch/v1",
        };
        reference.SetUnlessEmpty("resourceVersion", ResourceVersion);
        return reference;
    }
}
