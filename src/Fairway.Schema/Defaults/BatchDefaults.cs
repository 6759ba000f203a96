using System.Text.Json.Nodes;

namespace Fairway.Schema.Defaults;

/// <summary>Kinds that run pods to their end.</summary>
internal static class BatchDefaults
{
    private const long Retries = 6;

    public static void Apply(string kind, JsonObject value)
    {
        if (kind == "CronJob")
        {
            // What the jobs of a CronJob say is left as it is until they are made.
            if (value.Child("spec")?.Child("jobTemplate")?.Child("spec") is { } later)
            {
                PodDefaults.ApplyToTemplate(later);
                ApplyToPatterns(later);
            }

            return;
        }

        if (value.Child("spec") is not { } spec)
        {
            return;
        }

        PodDefaults.ApplyToTemplate(spec);
        ApplyToPatterns(spec);
        ApplyToSpec(spec);
        if (spec.Child("template")?.Child("metadata")?.Child("labels") is { Count: > 0 } labels)
        {
            WorkloadDefaults.Copy(labels, value.Need("metadata"), "labels");
        }
    }

    private static void ApplyToPatterns(JsonObject spec)
    {
        foreach (var pattern in (spec.Child("podFailurePolicy")?.Each("rules") ?? [])
            .SelectMany(rule => rule.Each("onPodConditions")))
        {
            pattern.Default("status", JsonValue.Create("True"));
        }
    }

    private static void ApplyToSpec(JsonObject spec)
    {
        if (!spec.Holds("parallelism"))
        {
            spec.Default("completions", JsonValue.Create(1L));
            spec["parallelism"] = 1L;
        }

        spec.Default("completionMode", JsonValue.Create("NonIndexed"));
        spec.Default("suspend", JsonValue.Create(false));
        spec.Default("manualSelector", JsonValue.Create(false));
        spec.Default("backoffLimit", JsonValue.Create(spec.Holds("backoffLimitPerIndex") ? int.MaxValue : Retries));
        var replacement = spec.Holds("podFailurePolicy") ? "Failed" : "TerminatingOrFailed";
        spec.Default("podReplacementPolicy", JsonValue.Create(replacement));
    }
}
