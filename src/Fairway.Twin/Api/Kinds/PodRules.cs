using System.Text.Json.Nodes;
using Fairway.Schema.Pods;
using Fairway.Twin.Api.Errors;
using Fairway.Twin.Api.Objects;
using Fairway.Twin.Api.Validation;

namespace Fairway.Twin.Api.Kinds;

/// <summary>Pods: what the pod's own rules add at creation, what of a pod may change, and its graceful
/// deletion.</summary>
internal sealed class PodRules : GenerationRules
{
    private const string Changeable =
        "pod updates may not change fields other than `spec.containers[*].image`,`spec.initContainers[*].image`,"
        + "`spec.activeDeadlineSeconds`,`spec.tolerations` (only additions to existing tolerations),"
        + "`spec.terminationGracePeriodSeconds` (allow it to be set to 1 if it was previously negative)";

    public override bool AnswersDeleted => true;

    public override bool IsGraceful => true;

    public override bool StatusStandsAlone => true;

    /// <summary>Being bound to a node is no change of what was asked for.</summary>
    public override bool IsNewGeneration(JsonObject updated, JsonObject live)
    {
        if (updated["spec"] is not JsonObject asked || live["spec"] is not JsonObject before)
        {
            return base.IsNewGeneration(updated, live);
        }

        var isBound = asked["nodeName"] is not null && before["nodeName"] is null;
        return asked.Count - (isBound ? 1 : 0) != before.Count
            || asked.Any(field => !(isBound && field.Key == "nodeName")
                && !(before.TryGetPropertyValue(field.Key, out var was) && JsonNode.DeepEquals(field.Value, was)));
    }

    public override void PrepareForCreate(JsonObject obj, KindContext context)
    {
        if (obj["spec"] is not JsonObject spec)
        {
            return;
        }

        obj["status"] = new JsonObject { ["phase"] = "Pending", ["qosClass"] = PodQuality.Class(spec) };
        if (spec["schedulingGates"] is JsonArray { Count: > 0 })
        {
            ((JsonObject)obj["status"]!)["conditions"] = new JsonArray(new JsonObject
            {
                ["type"] = "PodScheduled",
                ["status"] = "False",
                ["lastProbeTime"] = null,
                ["lastTransitionTime"] = ObjectMeta.Time(context.Time.GetUtcNow()),
                ["reason"] = "SchedulingGated",
                ["message"] = "Scheduling is blocked due to non-empty scheduling gates",
            });
        }
    }

    public override void PrepareForStatusUpdate(JsonObject updated, JsonObject live)
    {
        ObjectMeta.Keep(ObjectMeta.Of(updated), ObjectMeta.Of(live), "ownerReferences");
        if (updated["status"] is JsonObject status && status["qosClass"] is null)
        {
            ObjectMeta.Set(status, "qosClass", live["status"]?["qosClass"]?.DeepClone());
        }
    }

    public override void ValidateCreate(JsonObject obj, List<FieldError> errors)
    {
        var spec = new Field("spec", obj["spec"], errors);
        PodSpecValidation.Check(spec);
        PodSpecValidation.CheckNew(spec);
    }

    public override void ValidateUpdate(JsonObject updated, JsonObject live, List<FieldError> errors)
    {
        if (updated["spec"] is not JsonObject now || live["spec"] is not JsonObject before)
        {
            return;
        }

        if (!SameNames(now, before, "containers") || !SameNames(now, before, "initContainers"))
        {
            errors.Add(FieldError.Forbidden("spec.containers", "pod updates may not add or remove containers"));
            return;
        }

        CheckDeadline(now, before, errors);
        CheckTolerations(now, before, errors);
        var asked = Fixed(now, before);
        if (errors.Count == 0 && !JsonNode.DeepEquals(asked, before))
        {
            var difference = TextDifference.Of(InnerForm.PodSpec(before), InnerForm.PodSpec(asked));
            errors.Add(FieldError.Forbidden("spec", $"{Changeable}\n{difference}"));
        }
    }

    public override IReadOnlyList<string> PodWarningsOf(JsonObject obj) => PodWarnings.Of(obj["spec"], "spec");

    public override void PrepareForSubresource(string subresource, JsonObject updated, JsonObject live) =>
        PodParts.Restore(subresource, updated, live);

    public override void ValidateSubresource(
        string subresource, JsonObject updated, JsonObject live, List<FieldError> errors) =>
        PodParts.Validate(subresource, updated, live, errors);

    public override long GracePeriod(JsonObject live, long? asked)
    {
        var spec = live["spec"] as JsonObject ?? [];
        var phase = live["status"]?["phase"]?.GetValue<string>();
        if (ObjectMeta.Text(spec, "nodeName").Length == 0 || phase is "Succeeded" or "Failed")
        {
            return 0;
        }

        var period = asked ?? (
            spec["terminationGracePeriodSeconds"] is null
                ? 30
                : ObjectMeta.Number(spec, "terminationGracePeriodSeconds"));
        return period < 0 ? 1 : period;
    }

    /// <summary>The new specification with everything that may change put back to what it was.</summary>
    private static JsonObject Fixed(JsonObject now, JsonObject before)
    {
        var copy = (JsonObject)now.DeepClone();
        foreach (var list in (ReadOnlySpan<string>)["containers", "initContainers"])
        {
            var (mine, theirs) = (copy[list] as JsonArray ?? [], before[list] as JsonArray ?? []);
            for (var i = 0; i < mine.Count; i++)
            {
                ObjectMeta.Keep((JsonObject)mine[i]!, (JsonObject)theirs[i]!, "image");
            }
        }

        ObjectMeta.Keep(copy, before, "activeDeadlineSeconds");
        ObjectMeta.Keep(copy, before, "tolerations");
        if (RemovesOnlyGates(now, before))
        {
            ObjectMeta.Keep(copy, before, "schedulingGates");
        }

        if (ObjectMeta.Number(before, "terminationGracePeriodSeconds") < 0
            && ObjectMeta.Number(now, "terminationGracePeriodSeconds") == 1)
        {
            ObjectMeta.Keep(copy, before, "terminationGracePeriodSeconds");
        }

        return copy;
    }

    private static bool RemovesOnlyGates(JsonObject now, JsonObject before)
    {
        var kept = (now["schedulingGates"] as JsonArray ?? []).Select(g => g?["name"]?.GetValue<string>());
        var had = (before["schedulingGates"] as JsonArray ?? []).Select(g => g?["name"]?.GetValue<string>());
        return !kept.Except(had).Any();
    }

    private static bool SameNames(JsonObject now, JsonObject before, string list)
    {
        static IEnumerable<string> Names(JsonObject spec, string list) =>
            (spec[list] as JsonArray ?? []).Select(c => c?["name"]?.GetValue<string>() ?? "");
        return Names(now, list).SequenceEqual(Names(before, list));
    }

    private static void CheckDeadline(JsonObject now, JsonObject before, List<FieldError> errors)
    {
        const string Field = "activeDeadlineSeconds";
        if (before[Field] is null)
        {
            return;
        }

        if (now[Field] is null)
        {
            errors.Add(
                FieldError.Invalid($"spec.{Field}", null, "must not update from a positive integer to nil value"));
        }
        else if (ObjectMeta.Number(now, Field) > ObjectMeta.Number(before, Field))
        {
            errors.Add(FieldError.Invalid($"spec.{Field}", now[Field], "must be less than or equal to previous value"));
        }
    }

    private static void CheckTolerations(JsonObject now, JsonObject before, List<FieldError> errors)
    {
        // By name, and not as written: clients that read YAML send fields in another order.
        static (string?, string?, string?, string?) Identity(JsonNode? toleration) =>
            (Text(toleration, "key"), Text(toleration, "operator"), Text(toleration, "value"),
                Text(toleration, "effect"));
        static string? Text(JsonNode? toleration, string field) => (string?)toleration![field];

        var kept = (now["tolerations"] as JsonArray ?? []).Select(Identity).ToHashSet();
        if ((before["tolerations"] as JsonArray ?? []).Any(t => !kept.Contains(Identity(t))))
        {
            const string Why = "existing toleration can not be modified except its tolerationSeconds";
            errors.Add(FieldError.Forbidden("spec.tolerations", Why));
        }
    }
}
