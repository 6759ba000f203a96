using System.Text.Json.Nodes;

namespace Fairway.Twin.Api.Validation;

/// <summary>What of a Job may change: how many pods at once, and while it is suspended where they run.</summary>
internal static class JobImmutability
{
    private const string Immutable = "field is immutable";

    private static readonly string[] Directives = ["nodeSelector", "tolerations", "schedulingGates"];

    private static readonly string[] Fixed =
        ["completionMode", "podFailurePolicy", "backoffLimitPerIndex", "managedBy", "successPolicy"];

    /// <param name="spec">The specification.</param>
    /// <param name="live">The Job as it was.</param>
    public static void Check(Field spec, JsonObject live)
    {
        var before = live["spec"] as JsonObject ?? [];
        CheckCompletions(spec, before);
        if (!JsonNode.DeepEquals(spec["selector"].Value, before["selector"]))
        {
            spec["selector"].Invalid(Shown.Selector(spec["selector"].Value), Immutable);
        }

        CheckTemplate(spec, before, live["status"]);
        foreach (var field in Fixed.Where(f => !JsonNode.DeepEquals(spec[f].Value, before[f])))
        {
            spec[field].Invalid(Immutable);
        }
    }

    private static void CheckCompletions(Field spec, JsonObject before)
    {
        var completions = spec["completions"];
        if (JsonNode.DeepEquals(completions.Value, before["completions"]))
        {
            return;
        }

        if (!JobValidation.IsIndexed(spec))
        {
            completions.Invalid(Immutable);
        }
        else if (completions.IsSet && completions.Number != spec.NumberOf("parallelism"))
        {
            completions.Invalid("can only be modified in tandem with spec.parallelism");
        }
    }

    private static void CheckTemplate(Field spec, JsonObject before, JsonNode? status)
    {
        var now = spec["template"].Value as JsonObject ?? [];
        var then = before["template"]?.DeepClone() as JsonObject ?? [];
        var suspended = before["suspend"]?.GetValue<bool>() == true;
        if (!suspended || !HasStopped(status))
        {
            if (!JsonNode.DeepEquals(now, then))
            {
                spec["template"].Invalid(InnerForm.Template(now), Immutable);
            }

            return;
        }

        Allow(now, then);
        if (!JsonNode.DeepEquals(now["spec"], then["spec"]))
        {
            spec["template"]["spec"].Invalid(InnerForm.PodSpec(now["spec"]), Immutable);
        }
    }

    /// <summary>A suspended Job that never started, or that says itself that it is suspended.</summary>
    private static bool HasStopped(JsonNode? status) => status?["startTime"] is null
        || (status["conditions"] as JsonArray ?? [])
            .Any(c => c?["type"]?.ToString() == "Suspended" && c["status"]?.ToString() == "True");

    /// <summary>Puts into the old template what of the new one may differ.</summary>
    private static void Allow(JsonObject now, JsonObject then)
    {
        if (now["spec"] is not JsonObject spec || then["spec"] is not JsonObject old)
        {
            return;
        }

        foreach (var directive in Directives)
        {
            Objects.ObjectMeta.Keep(old, spec, directive);
        }

        AllowAffinity(spec, old);
        foreach (var list in (ReadOnlySpan<string>)["containers", "initContainers"])
        {
            AllowResources(spec[list] as JsonArray ?? [], old[list] as JsonArray ?? []);
        }
    }

    private static void AllowAffinity(JsonObject spec, JsonObject old)
    {
        var affinity = old["affinity"]?.DeepClone() as JsonObject ?? [];
        Objects.ObjectMeta.Keep(affinity, spec["affinity"] as JsonObject ?? [], "nodeAffinity");
        Objects.ObjectMeta.Set(old, "affinity", affinity.Count > 0 || spec["affinity"] is not null ? affinity : null);
    }

    private static void AllowResources(JsonArray now, JsonArray old)
    {
        if (now.Count != old.Count)
        {
            return;
        }

        foreach (var (mine, theirs) in now.OfType<JsonObject>().Zip(old.OfType<JsonObject>()))
        {
            if (JsonNode.DeepEquals(mine["name"], theirs["name"]))
            {
                Objects.ObjectMeta.Keep(theirs, mine, "resources");
            }
        }
    }
}
