using System.Text.Json.Nodes;

namespace Fairway.Schema.Defaults;

/// <summary>Kinds that run pods to their end.</summary>
internal static class BatchDefaults
{
    private const long Retries = 6;

    public static void Apply(string kind, JsonObject value)
    {
        var spec = value.Child("spec");
        if (kind == "CronJob")
        {
            spec = spec?.Child("jobTemplate")?.Child("spec");
        }

        if (spec is null)
        {
            return;
        }

        PodDefaults.ApplyToTemplate(spec);
        ApplyToSpec(spec);
        if (kind == "Job" && spec.Child("template")?.Child("metadata")?.Child("labels") is { Count: > 0 } labels)
        {
            WorkloadDefaults.Copy(labels, value.Need("metadata"), "labels");
        }
    }

    private static void ApplyToSpec(JsonObject spec)
    {
        if (!spec.Holds("parallelism"))
        {
            spec.Default("completions", JsonValue.Create(1L));
            spec["parallelism"] = 1L;
        }

        spec.Default("backoffLimit", JsonValue.Create(spec.Holds("backoffLimitPerIndex") ? int.MaxValue : Retries));
        var replacement = spec.Holds("podFailurePolicy") ? "Failed" : "TerminatingOrFailed";
        spec.Default("podReplacementPolicy", JsonValue.Create(replacement));
    }
}
