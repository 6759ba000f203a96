using System.Text.Json.Nodes;
using Fairway.Twin.Api.Objects;

namespace Fairway.Twin.Api.Kinds;

/// <summary>Jobs: their pods are told apart by the job's uid, unless the user chose a selector.</summary>
internal sealed class JobRules : GenerationRules
{
    /// <summary>Label of pods: the uid of their job.</summary>
    public const string ControllerUid = "batch.kubernetes.io/controller-uid";

    /// <summary>Label of pods: the name of their job.</summary>
    public const string JobName = "batch.kubernetes.io/job-name";

    /// <summary>The same uid, as older clients look for it.</summary>
    public const string OldControllerUid = "controller-uid";

    /// <summary>The same name, as older clients look for it.</summary>
    public const string OldJobName = "job-name";

    public override (bool Orphans, string? Warning) DefaultPropagation => (true,
        "child pods are preserved by default when jobs are deleted; set propagationPolicy=Background to remove them or "
        + "set propagationPolicy=Orphan to suppress this warning");

    public override void PrepareForCreate(JsonObject obj, KindContext context)
    {
        if (obj["spec"] is not JsonObject spec)
        {
            return;
        }

        var template = Need(spec, "template");
        if (spec["manualSelector"]?.GetValue<bool>() != true)
        {
            Select(spec, Need(Need(template, "metadata"), "labels"), ObjectMeta.Of(obj));
        }

        var metadata = ObjectMeta.Of(obj);
        if (metadata["labels"] is not JsonObject { Count: > 0 }
            && template["metadata"]?["labels"] is JsonObject { Count: > 0 } labels)
        {
            metadata["labels"] = labels.DeepClone();
        }
    }

    private static void Select(JsonObject spec, JsonObject labels, JsonObject metadata)
    {
        var (name, uid) = (ObjectMeta.Text(metadata, "name"), ObjectMeta.Text(metadata, "uid"));
        labels[OldJobName] ??= name;
        labels[JobName] ??= name;
        labels[OldControllerUid] ??= uid;
        labels[ControllerUid] ??= uid;
        Need(Need(spec, "selector"), "matchLabels")[ControllerUid] ??= uid;
    }

    private static JsonObject Need(JsonObject owner, string field)
    {
        if (owner[field] is not JsonObject found)
        {
            found = [];
            owner[field] = found;
        }

        return found;
    }
}
