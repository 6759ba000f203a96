using System.Globalization;
using System.Text.Json.Nodes;
using Fairway.Kube.Pods.Objects;
using Fairway.Kube.Pods.Planning;

namespace Fairway.Twin.Behaviour.Jobs;

/// <summary>Makes the pods of a Job.</summary>
internal static class JobPodBody
{
    // What the API server appends to a generated name has five characters, and a name 63.
    private const int LongestPrefix = 58;

    public static WorkloadAction.CreatePod Of(JobDraft draft, OwnerReference owner, int? index)
    {
        var job = draft.Job;
        var body = PodBody.From(job.Template, job.Meta.Namespace, owner);
        var metadata = (JsonObject)body["metadata"]!;
        var finalizers = metadata["finalizers"] as JsonArray ?? [];
        if (!finalizers.Any(f => (string?)f == JobNames.TrackingFinalizer))
        {
            finalizers.Add(JobNames.TrackingFinalizer);
        }

        metadata["finalizers"] = finalizers.Parent is null ? finalizers : finalizers.DeepClone();
        metadata["generateName"] = $"{job.Meta.Name}-";
        if (index is { } number)
        {
            Mark(body, draft, number);
        }

        return new WorkloadAction.CreatePod(body, job.Meta.Name, "fewer pods than wanted");
    }

    private static void Mark(JsonObject body, JobDraft draft, int index)
    {
        var text = index.ToString(CultureInfo.InvariantCulture);
        var metadata = (JsonObject)body["metadata"]!;
        Map(metadata, "annotations")[JobNames.CompletionIndex] = text;
        Map(metadata, "labels")[JobNames.CompletionIndex] = text;
        var ending = $"-{text}-";
        var name = draft.Job.Meta.Name;
        metadata["generateName"] = name[..Math.Min(name.Length, LongestPrefix - ending.Length)] + ending;
        var spec = Map(body, "spec");
        spec["hostname"] = $"{name}-{text}";
        foreach (var container in Containers(spec))
        {
            TellIndex(container);
        }

        if (draft.Job.BackoffLimitPerIndex is not null)
        {
            CountFailures(Map(metadata, "annotations"), draft, draft.Delayed.GetValueOrDefault(index));
        }
    }

    private static void CountFailures(JsonObject annotations, JobDraft draft, JobPod? replaced)
    {
        var counts = replaced is not null && draft.Counts(replaced) ? 1 : 0;
        var ignored = replaced is not null ? 1 - counts : 0;
        annotations[JobNames.IndexFailures] =
            ((replaced?.IndexFailures ?? 0) + counts).ToString(CultureInfo.InvariantCulture);
        if ((replaced?.IndexIgnoredFailures ?? 0) + ignored is > 0 and var sum)
        {
            annotations[JobNames.IndexIgnoredFailures] = sum.ToString(CultureInfo.InvariantCulture);
        }
    }

    private static IEnumerable<JsonObject> Containers(JsonObject spec) =>
        (spec["initContainers"] as JsonArray ?? []).Concat(spec["containers"] as JsonArray ?? [])
            .OfType<JsonObject>();

    private static void TellIndex(JsonObject container)
    {
        var variables = container["env"] as JsonArray;
        if (variables is null)
        {
            container["env"] = variables = [];
        }

        if (!variables.Any(v => (string?)v?["name"] == JobNames.IndexVariable))
        {
            variables.Add(new JsonObject
            {
                ["name"] = JobNames.IndexVariable,
                ["valueFrom"] = new JsonObject
                {
                    ["fieldRef"] = new JsonObject
                    {
                        ["fieldPath"] = $"metadata.labels['{JobNames.CompletionIndex}']",
                    },
                },
            });
        }
    }

    private static JsonObject Map(JsonObject parent, string field)
    {
        if (parent[field] is not JsonObject map)
        {
            parent[field] = map = [];
        }

        return map;
    }
}
