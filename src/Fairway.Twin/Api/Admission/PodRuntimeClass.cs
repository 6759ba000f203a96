using System.Text.Json.Nodes;
using Fairway.Kube;
using Fairway.Schema.Json;
using Fairway.Schema.Pods;
using Fairway.Twin.Api.Objects;

namespace Fairway.Twin.Api.Admission;

/// <summary><c>RuntimeClass</c>: pods that name a runtime get what it costs and where it runs.</summary>
internal sealed class PodRuntimeClass : BuiltInAdmission
{
    public override void Admit(AdmissionRequest request)
    {
        if (Find(request) is not { } found)
        {
            return;
        }

        var spec = (JsonObject)request.Object!["spec"]!;
        if (found["overhead"]?["podFixed"] is JsonObject overhead)
        {
            if (spec["overhead"] is { } asked && !SameAmounts(asked, overhead))
            {
                throw request.Forbidden(
                    "pod rejected: Pod's Overhead doesn't match RuntimeClass's defined Overhead");
            }

            spec["overhead"] = overhead.DeepClone();
        }

        if (found["scheduling"] is JsonObject scheduling)
        {
            AddSelector(request, spec, scheduling["nodeSelector"] as JsonObject ?? []);
            AddTolerations(spec, scheduling["tolerations"] as JsonArray ?? []);
        }
    }

    public override void Validate(AdmissionRequest request)
    {
        if (request.Operation != AdmissionOperation.Create || request.Subresource.Length > 0
            || request.Object?["spec"]?["overhead"] is not JsonObject)
        {
            return;
        }

        if (Find(request)?["overhead"] is not JsonObject)
        {
            throw request.Forbidden(
                "pod rejected: Pod Overhead set without corresponding RuntimeClass defined Overhead");
        }
    }

    private static JsonObject? Find(AdmissionRequest request)
    {
        if (request.Operation != AdmissionOperation.Create || request.Subresource.Length > 0
            || request.Object?["spec"] is not JsonObject spec
            || ObjectMeta.Text(spec, "runtimeClassName") is not { Length: > 0 } name)
        {
            return null;
        }

        var stored = request.Context.Store.Find("runtimeclasses.node.k8s.io", new ObjectKey(null, name))
            ?? throw request.Forbidden($"pod rejected: RuntimeClass \"{name}\" not found");
        return (JsonObject)JsonReader.Read(stored.Json.Span).Node!;
    }

    private static bool SameAmounts(JsonNode asked, JsonObject defined) =>
        PodResources.Read(asked).SequenceEqual(PodResources.Read(defined));

    private static void AddSelector(AdmissionRequest request, JsonObject spec, JsonObject wanted)
    {
        if (wanted.Count == 0)
        {
            return;
        }

        if (spec["nodeSelector"] is not JsonObject selector)
        {
            selector = [];
            spec["nodeSelector"] = selector;
        }

        foreach (var (key, value) in wanted)
        {
            if (selector[key] is { } other && $"{other}" != $"{value}")
            {
                throw request.Forbidden(
                    $"conflict: runtimeClass.scheduling.nodeSelector[{key}] = {value}; pod.spec.nodeSelector[{key}] = "
                    + $"{other}");
            }

            selector[key] = value?.DeepClone();
        }
    }

    private static void AddTolerations(JsonObject spec, JsonArray wanted)
    {
        if (wanted.Count == 0)
        {
            return;
        }

        if (spec["tolerations"] is not JsonArray tolerations)
        {
            tolerations = [];
            spec["tolerations"] = tolerations;
        }

        foreach (var toleration in wanted.Where(w => !tolerations.Any(t => JsonNode.DeepEquals(t, w))))
        {
            tolerations.Add(toleration?.DeepClone());
        }
    }
}
