using System.Text.Json.Nodes;
using Fairway.Merge.Fields;
using Fairway.Merge.Ownership;
using Fairway.Tests.Merge.Transcripts;
using Xunit;

namespace Fairway.Tests.Merge.Ownership;

public sealed class ManagedFieldsTranscriptTests
{
    /// <summary>Kinds of which the server, beyond defaults, fills in nothing when they are written.</summary>
    private static readonly HashSet<string> Plain = new(StringComparer.Ordinal)
    {
        "ConfigMap",
        "Secret",
        "Deployment",
        "ReplicaSet",
        "DaemonSet",
        "StatefulSet",
        "Role",
        "RoleBinding",
        "ClusterRoleBinding",
        "ReplicationController",
        "PodTemplate",
        "CronJob",
        "StorageClass",
        "PodDisruptionBudget",
        "LimitRange",
        "ServiceAccount",
        "ControllerRevision",
        "Lease",
        "ValidatingWebhookConfiguration",
        "MutatingWebhookConfiguration",
        "IngressClass",
        "ValidatingAdmissionPolicyBinding",
        "Endpoints",
        "EndpointSlice",
        "NetworkPolicy",
        "Ingress",
        "ResourceQuota",
    };

    public static TheoryData<string> Areas =>
        new(
            "admission",
            "apply",
            "controllers",
            "crud",
            "defaulting",
            "list",
            "namespaces",
            "patch",
            "rbac",
            "representations",
            "subresources",
            "watch");

    [Theory]
    [MemberData(nameof(Areas))]
    public void Writes_own_what_a_real_server_says_they_own(string area)
    {
        var compared = 0;
        foreach (var scenario in Recording.Scenarios(area))
        {
            var stored = new Dictionary<string, JsonObject?>(StringComparer.Ordinal);
            foreach (var step in scenario)
            {
                compared += Replay(step, stored) ? 1 : 0;
            }
        }

        Assert.True(compared > 0, "nothing was compared");
        TestContext.Current.TestOutputHelper?.WriteLine($"{compared} writes compared");
    }

    private static bool Replay(RecordedStep step, Dictionary<string, JsonObject?> stored)
    {
        if (step.Answer is not { } answer || !Plain.Contains(Recording.Text(answer, "kind")))
        {
            return false;
        }

        var key = $"{Recording.Text(answer, "kind")}/{answer["metadata"]?["name"]}";
        var live = stored.GetValueOrDefault(key);
        var known = step.IsWhole && step.Status is 200 or 201;
        stored[key] = !known || step.Query("dryRun").Length > 0 ? null : answer;
        if (step.Method is not ("POST" or "PUT" or "PATCH") || step.IsApply || !known
            || (live is null && step.Method != "POST")
            || step.Path.EndsWith("/status", StringComparison.Ordinal))
        {
            return false;
        }

        var updated = (JsonObject)answer.DeepClone();
        SetSent(updated, step, live);
        ManagedFields.Update(live, updated, Context(step, answer));
        Assert.True(
            JsonNode.DeepEquals(answer["metadata"]!["managedFields"], updated["metadata"]!["managedFields"]),
            $"{step}\nexpected {answer["metadata"]!["managedFields"]?.ToJsonString()}\n"
            + $"actual   {updated["metadata"]!["managedFields"]?.ToJsonString()}");
        return true;
    }

    private static void SetSent(JsonObject updated, RecordedStep step, JsonObject? live)
    {
        var metadata = (JsonObject)updated["metadata"]!;
        metadata.Remove("managedFields");
        var sent = step.Body is JsonObject body ? body["metadata"]?["managedFields"] : null;
        sent ??= step.Method == "PATCH" ? live?["metadata"]?["managedFields"] : null;
        if (sent is not null)
        {
            metadata["managedFields"] = sent.DeepClone();
        }
    }

    private static UpdateContext Context(RecordedStep step, JsonObject item)
    {
        var manager = step.Query("fieldManager");
        return new(
            Recording.Schema(item),
            manager.Length == 0 ? "transcript" : manager,
            Recording.Text(item, "apiVersion"),
            "",
            Recording.Time)
        {
            Ignored = FieldSet.OfPaths("status"),
        };
    }
}
