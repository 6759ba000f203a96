using System.Text.Json.Nodes;
using Fairway.Twin.Api.Errors;
using Fairway.Twin.Api.Objects;
using Fairway.Twin.Api.Validation;

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

    public override bool CopiesName => true;

    public override (bool Orphans, string? Warning) DefaultPropagation => (true,
        "child pods are preserved by default when jobs are deleted; set propagationPolicy=Background to remove them or "
        + "set propagationPolicy=Orphan to suppress this warning");

    /// <summary>Rules of the specification come twice with an update, as the reference server looks at it
    /// twice.</summary>
    public override void ValidateCreate(JsonObject obj, List<FieldError> errors)
    {
        var spec = new Field("spec", obj["spec"], errors);
        CheckGenerated(obj, spec);
        JobValidation.CheckSpec(spec);
        JobValidation.CheckSelected(spec);
        JobValidation.CheckLastPod(new Field("metadata", ObjectMeta.Of(obj), errors)["name"], spec);
    }

    public override void ValidateUpdate(JsonObject updated, JsonObject live, List<FieldError> errors)
    {
        ValidateCreate(updated, errors);
        var spec = new Field("spec", updated["spec"], errors);
        JobValidation.CheckSpec(spec);
        JobValidation.CheckSelected(spec);
        JobImmutability.Check(spec, live);
    }

    public override void ValidateStatusUpdate(JsonObject updated, JsonObject live, List<FieldError> errors) =>
        JobStatusValidation.Check(
            new Field("status", updated["status"], errors),
            new Field("status", live["status"], []),
            new Field("spec", updated["spec"], []));

    /// <summary>What the server made of the uid must still be there.</summary>
    private static void CheckGenerated(JsonObject job, Field spec)
    {
        if (spec["manualSelector"].IsTrue || !spec.Has("selector"))
        {
            return;
        }

        var (name, uid) = (ObjectMeta.Name(job), ObjectMeta.Text(ObjectMeta.Of(job), "uid"));
        var expected = new JsonObject
        {
            [OldControllerUid] = uid,
            [OldJobName] = name,
            [ControllerUid] = uid,
            [JobName] = name,
        };
        var metadata = spec["template"]["metadata"];
        foreach (var (key, value) in expected)
        {
            CheckLabel(metadata, key, value!.ToString());
        }

        if (!SelectorValidation.Matches(spec["selector"], expected))
        {
            spec["selector"].Invalid(Shown.Selector(spec["selector"].Value), "`selector` not auto-generated");
        }
    }

    private static void CheckLabel(Field metadata, string key, string expected)
    {
        var labels = metadata["labels"];
        if (!labels.Has(key))
        {
            metadata["labels"].Entry(key).Required($"must be '{expected}'");
        }
        else if (labels.TextOf(key) != expected)
        {
            labels.Entry(key).Invalid(Shown.Map(labels.Value), $"must be '{expected}'");
        }
    }

    public override IReadOnlyList<string> PodWarningsOf(JsonObject obj) =>
        PodWarnings.Of(obj["spec"]?["template"]?["spec"], "spec.template.spec");

    public override string? Warning(JsonObject obj) => NameWarnings.OfHosts(ObjectMeta.Name(obj));

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
        // Those that are wrong are refused, and are to be named where they were written.
        if (metadata["labels"] is not JsonObject { Count: > 0 }
            && template["metadata"]?["labels"] is JsonObject { Count: > 0 } labels
            && labels.All(l => NameRules.LabelValue(l.Value?.ToString() ?? "") is null))
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
