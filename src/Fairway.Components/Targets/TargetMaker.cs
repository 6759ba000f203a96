using System.Text.Json.Nodes;
using Fairway.Api.Meta;
using Fairway.Charts;
using Fairway.Components.Composition;
using Fairway.Components.Sealing;
using Fairway.Components.Tenants;
using Fairway.Delivery.Changes;
using Fairway.Merge.Diffing;
using Fairway.Merge.Plans;

namespace Fairway.Components.Targets;

/// <summary>Makes the target of one cluster out of chart, values and what the cluster serves.</summary>
internal static class TargetMaker
{
    /// <param name="request">What it is for.</param>
    /// <param name="chart">The chart.</param>
    /// <param name="values">Laid over the chart's own.</param>
    /// <param name="kinds">What the cluster serves.</param>
    /// <param name="mask">Out of whose key passwords and certificates are made, for each release on each cluster
    /// others.</param>
    /// <exception cref="ChangeRefusedException">The chart cannot be rendered with these values, or makes what cannot be
    /// kept.</exception>
    public static TargetDocument Make(
        ChangeRequest request, Chart chart, EffectiveValues values, TenantKinds kinds, SecretMask mask)
    {
        var component = request.Component.Metadata.Name;
        var ns = request.Component.Spec.Namespace ?? Labels.SystemNamespace;
        var objects = new JsonArray();
        var rendered = Render(chart, new RenderInput(component, ns)
        {
            Values = (JsonObject)values.Values.DeepClone(),
            KubeVersion = kinds.Version,
            ApiVersions = kinds.ApiVersions,
            Seed = mask.Derive($"chart {request.Cluster.Id}/{ns}/{component}"),

            // One present for all renderings of a cluster, or each Release would make all certificates anew.
            Now = request.Cluster.Metadata.CreationTimestamp ?? DateTimeOffset.UnixEpoch,
        });
        CheckSupported(rendered);
        foreach (var made in rendered.Objects)
        {
            objects.Add((JsonNode)Kept(made, component, ns, kinds));
        }

        if (ns != "default" && !objects.OfType<JsonObject>().Any(item => IsNamespace(item, ns)))
        {
            objects.Insert(0, Namespace(ns));
        }

        CheckUnique(objects, component);
        return new TargetDocument
        {
            Component = component,
            Version = request.Version.Spec.Version,
            ChartDigest = $"{chart.Digest}",
            ValuesDigest = $"{values.Digest}",
            DangerOverrides = request.Component.Spec.DangerOverrides ?? [],
            Objects = objects,
        };
    }

    private static RenderedChart Render(Chart chart, RenderInput input)
    {
        try
        {
            return chart.Render(input);
        }
        catch (ChartException e)
        {
            throw new ChangeRefusedException("ChartFailed", $"the chart {chart.Name} {chart.Version}: {e.Message}");
        }
    }

    private static void CheckSupported(RenderedChart rendered)
    {
        if (rendered.Hooks.Count > 0)
        {
            var hook = rendered.Hooks[0].Rendered;
            throw new ChangeRefusedException(
                "HookInChart",
                $"{hook.Template}, line {hook.Line}: {ObjectRef.Of(hook.Object)} is a hook: a Release's own checks do "
                + "what hooks did; take it out");
        }

        if (rendered.Crds.Count > 0)
        {
            throw new ChangeRefusedException(
                "CrdsInChart",
                $"{rendered.Crds[0].File}: Helm never upgrades what is below crds/; put the definitions among the "
                + "templates");
        }
    }

    private static JsonObject Kept(RenderedObject made, string component, string ns, TenantKinds kinds)
    {
        var item = (JsonObject)made.Object.DeepClone();
        var reference = ObjectRef.Of(item);
        var metadata = item["metadata"] as JsonObject;
        var place = $"{made.Template}, line {made.Line}";
        if (reference.Kind.Kind.Length == 0 || reference.Name.Length == 0 || metadata is null)
        {
            throw new ChangeRefusedException(
                "NotAnObject", $"{place}: an object needs apiVersion, kind and metadata.name");
        }

        if (SecretSeal.IsSecret(item))
        {
            SecretObject.Normalise(item, place);
        }

        if (!kinds.Get(reference).Namespaced)
        {
            metadata.Remove("namespace");
        }
        else if (reference.Namespace.Length == 0)
        {
            metadata["namespace"] = ns;
        }

        if (!IsNamespace(item, ns))
        {
            if (metadata["labels"] is not JsonObject labels)
            {
                metadata["labels"] = labels = [];
            }

            labels[Labels.Component] = component;
        }

        return item;
    }

    private static void CheckUnique(JsonArray objects, string component)
    {
        var seen = new HashSet<ObjectRef>();
        foreach (var reference in objects.OfType<JsonObject>().Select(ObjectRef.Of))
        {
            if (!seen.Add(reference))
            {
                throw new ChangeRefusedException("ObjectTwice", $"the chart of {component} makes {reference} twice");
            }
        }
    }

    /// <summary>The namespace may be several components': it carries no component's label, and all apply the
    /// same.</summary>
    private static JsonObject Namespace(string name) => new()
    {
        ["apiVersion"] = "v1",
        ["kind"] = "Namespace",
        ["metadata"] = new JsonObject { ["name"] = name },
    };

    private static bool IsNamespace(JsonObject item, string name) =>
        ObjectRef.Of(item) is { Kind: { Group: "", Kind: "Namespace" } } reference && reference.Name == name;
}
