using System.Text.Json.Nodes;

namespace Fairway.Twin.Api.Validation;

/// <summary>Specifications of the workloads of apps/v1 and of replication controllers.</summary>
internal static class WorkloadValidation
{
    private const string StatefulSet = "StatefulSet";
    private const string Immutable = "field is immutable";

    private const string StatefulSetFields =
        "updates to statefulset spec for fields other than 'replicas', 'ordinals', 'template', 'updateStrategy', " +
        "'revisionHistoryLimit', 'persistentVolumeClaimRetentionPolicy' and 'minReadySeconds' are forbidden";

    private static readonly string[] ChangeableOfStatefulSets =
    [
        "replicas", "ordinals", "template", "updateStrategy", "revisionHistoryLimit",
        "persistentVolumeClaimRetentionPolicy", "minReadySeconds",
    ];

    public static void CheckDeployment(Field spec)
    {
        spec["replicas"].NotNegative();
        CheckSelected(spec, "deployment", "ReplicaSet", "invalid label selector");
        RolloutValidation.CheckDeployment(spec["strategy"]);
        spec["minReadySeconds"].NotNegative();
        spec["revisionHistoryLimit"].NotNegative();
        if (spec["progressDeadlineSeconds"] is { Number: { } seconds } deadline)
        {
            deadline.NotNegative();
            if (seconds <= (spec["minReadySeconds"].Number ?? 0))
            {
                deadline.Invalid("must be greater than minReadySeconds");
            }
        }
    }

    public static void CheckReplicaSet(Field spec)
    {
        spec["replicas"].NotNegative();
        spec["minReadySeconds"].NotNegative();
        CheckSelected(spec, "deployment", "ReplicaSet", "invalid label selector");
    }

    public static void CheckStatefulSet(Field spec)
    {
        if (spec["podManagementPolicy"] is var policy && policy.Text is not ("OrderedReady" or "Parallel"))
        {
            policy.Invalid(policy.Text, "must be 'OrderedReady' or 'Parallel'");
        }

        RolloutValidation.CheckStatefulSet(spec["updateStrategy"]);
        spec["replicas"].NotNegative();
        spec["minReadySeconds"].NotNegative();
        spec["ordinals"]["start"].NotNegative();
        CheckSelected(spec, "statefulset", StatefulSet, "");
    }

    public static void CheckDaemonSet(Field spec)
    {
        var (selector, template) = (spec["selector"], spec["template"]);
        if (SelectorValidation.Check(selector) && !SelectorValidation.IsEmpty(selector))
        {
            PodTemplateValidation.CheckSelected(template, selector);
        }

        CheckNotEmpty(selector, "daemonset");
        PodTemplateValidation.Check(template);
        PodTemplateValidation.CheckKeptRunning(template, "DaemonSet");
        spec["minReadySeconds"].NotNegative();
        RolloutValidation.CheckDaemonSet(spec["updateStrategy"]);
        spec["revisionHistoryLimit"].NotNegative();
    }

    public static void CheckReplicationController(Field spec)
    {
        spec["minReadySeconds"].NotNegative();
        var selector = spec["selector"];
        if (selector.Count == 0)
        {
            selector.Required();
        }

        spec["replicas"].NotNegative();
        var template = spec["template"];
        if (!template.IsSet)
        {
            template.Required();
            return;
        }

        var labels = template["metadata"]["labels"];
        if (selector.Count > 0 && !SelectorValidation.HasAll(selector.Value as JsonObject, labels.Value as JsonObject))
        {
            labels.Invalid(Shown.Map(labels.Value), "`selector` does not match template `labels`");
        }

        PodTemplateValidation.Check(template);
        PodTemplateValidation.CheckKeptRunning(template, "ReplicationController");
    }

    /// <summary>The selector stays what it was.</summary>
    public static void KeepSelector(Field spec, JsonNode? before)
    {
        var selector = spec["selector"];
        if (!JsonNode.DeepEquals(selector.Value, before?["selector"]))
        {
            selector.Invalid(Shown.Selector(selector.Value), Immutable);
        }
    }

    /// <summary>Only some fields of a StatefulSet change.</summary>
    public static void KeepStatefulSet(Field spec, JsonNode? before)
    {
        var (now, then) = (spec.Value as JsonObject ?? [], before as JsonObject ?? []);
        var fields = now.Select(f => f.Key).Union(then.Select(f => f.Key)).Except(ChangeableOfStatefulSets);
        if (fields.Any(f => !JsonNode.DeepEquals(now[f], then[f])))
        {
            spec.Forbidden(StatefulSetFields);
        }
    }

    private static void CheckSelected(Field spec, string emptyFor, string kind, string broken)
    {
        var (selector, template) = (spec["selector"], spec["template"]);
        var good = true;
        if (selector.IsSet)
        {
            good = SelectorValidation.Check(selector);
            CheckNotEmpty(selector, emptyFor);
        }
        else
        {
            selector.Required();
        }

        if (!good)
        {
            selector.Invalid(Shown.Selector(selector.Value), broken);
            return;
        }

        if (!SelectorValidation.IsEmpty(selector))
        {
            PodTemplateValidation.CheckSelected(template, selector);
        }

        // The reference server takes any pods here: their volumes come from the claims, too.
        Action<Field> check = kind == StatefulSet ? PodTemplateValidation.CheckMetadata : PodTemplateValidation.Check;
        check(template);
        PodTemplateValidation.CheckKeptRunning(template, kind);
    }

    private static void CheckNotEmpty(Field selector, string kind)
    {
        if (SelectorValidation.IsEmpty(selector))
        {
            selector.Invalid(Shown.Selector(selector.Value), $"empty selector is invalid for {kind}");
        }
    }
}
