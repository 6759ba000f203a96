using System.Text.Json.Nodes;
using Fairway.Schema.Pods;
using Fairway.Twin.Api.Errors;
using Fairway.Twin.Api.Objects;
using Fairway.Twin.Api.Validation;

namespace Fairway.Twin.Api.Kinds;

/// <summary>What of a pod can be changed through its subresources <c>ephemeralcontainers</c> and
/// <c>resize</c>.</summary>
internal static class PodParts
{
    private const string Debuggers = "ephemeralContainers";

    private static readonly string[] Lists = ["containers", "initContainers"];
    private static readonly string[] Resizable = ["resources", "resizePolicy"];
    private static readonly string[] Amounts = ["requests", "limits"];

    /// <summary>Puts back everything but what the subresource is for.</summary>
    public static void Restore(string part, JsonObject updated, JsonObject live)
    {
        var spec = live["spec"]?.DeepClone() as JsonObject ?? [];
        var asked = updated["spec"] as JsonObject ?? [];
        if (part == "resize")
        {
            TakeResources(spec, asked);
        }
        else
        {
            ObjectMeta.Keep(spec, asked, Debuggers);
            KeepMetadata(ObjectMeta.Of(updated), ObjectMeta.Of(live));
        }

        updated["spec"] = spec;
        ObjectMeta.Keep(updated, live, "status");
    }

    public static void Validate(string part, JsonObject updated, JsonObject live, List<FieldError> errors)
    {
        var spec = new Field("spec", updated["spec"], errors);
        PodSpecValidation.Check(spec);
        if (part == "resize")
        {
            ValidateResize(spec, live);
            return;
        }

        DebuggerValidation.Check(spec);
        if (ObjectMeta.Of(live)["annotations"]?["kubernetes.io/config.mirror"] is not null)
        {
            errors.Add(FieldError.Forbidden("", "static pods do not support ephemeral containers"));
            return;
        }

        DebuggerValidation.Keep(spec[Debuggers], live["spec"]?[Debuggers]);
    }

    private static void TakeResources(JsonObject spec, JsonObject asked)
    {
        foreach (var list in Lists)
        {
            foreach (var container in (spec[list] as JsonArray ?? []).OfType<JsonObject>())
            {
                var same = (asked[list] as JsonArray ?? []).OfType<JsonObject>()
                    .FirstOrDefault(c => JsonNode.DeepEquals(c["name"], container["name"]));
                foreach (var field in same is null ? [] : Resizable)
                {
                    ObjectMeta.Keep(container, same!, field);
                }
            }
        }
    }

    /// <summary>Labels and the like are not what a debugger is added by.</summary>
    private static void KeepMetadata(JsonObject metadata, JsonObject before)
    {
        foreach (var field in (ReadOnlySpan<string>)["labels", "annotations", "ownerReferences", "finalizers"])
        {
            ObjectMeta.Keep(metadata, before, field);
        }
    }

    private static void ValidateResize(Field spec, JsonObject live)
    {
        var before = live["spec"] as JsonObject ?? [];
        foreach (var list in Lists)
        {
            foreach (var (now, old) in spec[list].Items().Zip((before[list] as JsonArray ?? []).OfType<JsonObject>()))
            {
                CheckKept(now["resources"], old["resources"]);
                if (!JsonNode.DeepEquals(now["resizePolicy"].Value, old["resizePolicy"]))
                {
                    spec.Forbidden(
                        "only cpu and memory resources are mutable\n" + TextDifference.Of(
                            InnerForm.PodSpec(before), InnerForm.PodSpec(spec.Value)));
                }
            }
        }

        var quality = PodQuality.Class((JsonObject)spec.Value!);
        if (quality != ObjectMeta.Text(live["status"] as JsonObject ?? [], "qosClass"))
        {
            spec.Invalid(quality, "Pod QOS Class may not change as a result of resizing");
        }

        CheckOnlyCpuAndMemory(spec, before);
    }

    private static void CheckKept(Field resources, JsonNode? before)
    {
        foreach (var amount in Amounts)
        {
            var had = (before?[amount] as JsonObject ?? []).Select(a => a.Key)
                .Where(name => name is "cpu" or "memory");
            if (had.Any(name => !resources[amount].Has(name)))
            {
                resources.Forbidden($"resource {amount} cannot be removed");
            }
        }
    }

    private static void CheckOnlyCpuAndMemory(Field spec, JsonObject before)
    {
        var munged = (JsonObject)spec.Value!.DeepClone();
        foreach (var list in Lists)
        {
            foreach (var (now, old) in (munged[list] as JsonArray ?? []).OfType<JsonObject>()
                .Zip((before[list] as JsonArray ?? []).OfType<JsonObject>()))
            {
                PutBack(now, old);
                ObjectMeta.Keep(now, old, "resizePolicy");
            }
        }

        if (!JsonNode.DeepEquals(munged, before))
        {
            spec.Forbidden("only cpu and memory resources are mutable\n" + TextDifference.Of(
                InnerForm.PodSpec(before), InnerForm.PodSpec(munged)));
        }
    }

    private static void PutBack(JsonObject now, JsonObject old)
    {
        foreach (var amount in Amounts)
        {
            if (now["resources"]?[amount] is not JsonObject held)
            {
                continue;
            }

            foreach (var name in (ReadOnlySpan<string>)["cpu", "memory"])
            {
                ObjectMeta.Set(held, name, old["resources"]?[amount]?[name]?.DeepClone());
            }

            if (held.Count == 0)
            {
                now["resources"]!.AsObject().Remove(amount);
            }
        }
    }
}
