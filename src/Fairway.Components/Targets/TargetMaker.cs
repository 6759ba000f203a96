using System.Text.Json.Nodes;
using Fairway.Api.Meta;
using Fairway.Charts;
using Fairway.Components.Composition;
using Fairway.Components.Generated;
using Fairway.Components.Sealing;
using Fairway.Components.Tenants;
using Fairway.Delivery.Changes;
using Fairway.Merge.Diffing;

namespace Fairway.Components.Targets;

/// <summary>Makes the target of one cluster out of chart, values and what the cluster serves.</summary>
internal static class TargetMaker
{
    /// <param name="request">What it is for.</param>
    /// <param name="chart">The chart.</param>
    /// <param name="values">Laid over the chart's own.</param>
    /// <param name="kinds">What the cluster serves.</param>
    /// <param name="drawing">What passwords and certificates are drawn from.</param>
    /// <exception cref="ChangeRefusedException">The chart cannot be rendered with these values, or makes what cannot be
    /// kept.</exception>
    public static TargetDocument Make(
        ChangeRequest request, Chart chart, EffectiveValues values, TenantKinds kinds, Drawing drawing)
    {
        var component = request.Component.Metadata.Name;
        var ns = request.Component.Spec.Namespace ?? Labels.SystemNamespace;
        var secrets = new SecretTexts(values);
        var (rendered, reads) = Render(chart, values, kinds, Input(request, values, kinds, drawing));
        var all = Definitions(rendered).Concat(rendered.Objects).ToList();
        var known = kinds.With(all.Select(made => made.Object));
        JsonObject Keep(RenderedObject made)
        {
            CheckSecrets(made, secrets);
            return Kept(made, component, ns, known);
        }

        var objects = Unique(all, Keep, component);
        if (ns != "default" && !objects.Any(item => IsNamespace(item, ns)))
        {
            objects.Insert(0, Namespace(ns));
        }

        return new TargetDocument
        {
            Component = component,
            Version = request.Version.Spec.Version,
            ChartDigest = $"{chart.Digest}",
            ValuesDigest = $"{values.Digest}",
            Remarks = values.Remarks.IsEmpty ? null : values.Remarks,
            DangerOverrides = request.Component.Spec.DangerOverrides ?? [],
            Generated = drawing.Memory?.Values,
            Renewed = drawing.Memory?.Renewed,
            Hooks = HookMaker.Make(rendered, Keep, objects),
            Objects = new JsonArray([.. ActOrder.Sort(objects)]),
            Reads = reads,
            DeletionBudget = request.Component.Spec.DeletionBudget,
            Rollout = request.Component.Spec.Rollout,
        };
    }

    /// <summary>All that the rendering for a cluster depends on, beside the chart.</summary>
    public static RenderInput Input(ChangeRequest request, EffectiveValues values, TenantKinds kinds, Drawing drawing)
    {
        var component = request.Component.Metadata.Name;
        var ns = request.Component.Spec.Namespace ?? Labels.SystemNamespace;
        return new RenderInput(component, ns)
        {
            Values = values.Values,
            Watched = ValueComposer.BuiltIn,
            KubeVersion = kinds.Version,
            ApiVersions = kinds.ApiVersions,
            Seed = drawing.Mask.Derive($"chart {request.Cluster.Id}/{ns}/{component}"),
            Generated = drawing.Memory,
            CertificatesFrom = drawing.Memory?.Today,

            // One present for all renderings of a cluster, or each Release would change what says when it was made.
            Now = request.Cluster.Metadata.CreationTimestamp ?? DateTimeOffset.UnixEpoch,
        };
    }

    /// <summary>Rendered as if the chart's own definitions were there already, as Helm does: it installs what is below
    /// crds/ before it renders.</summary>
    private static (RenderedChart Rendered, RenderReads Reads) Render(
        Chart chart, EffectiveValues values, TenantKinds kinds, RenderInput input)
    {
        try
        {
            var rendered = chart.Render(input);
            var known = kinds.With(Definitions(rendered).Select(made => made.Object));
            return ReferenceEquals(known, kinds)
                ? (rendered, rendered.Reads)
                : Both(rendered.Reads, chart.Render(input with { ApiVersions = known.ApiVersions }));
        }
        catch (ChartException e)
        {
            throw new ChangeRefusedException(
                e.ValueFaults.Count > 0 ? "ValuesRefused" : "ChartFailed",
                $"the chart {chart.Name} {chart.Version}: "
                + new SecretTexts(values).Redact(ValueBlame.Tell(e, values) ?? e.Message));
        }
    }

    /// <summary>Whether there was a second rendering was for the first to say.</summary>
    private static (RenderedChart Rendered, RenderReads Reads) Both(RenderReads first, RenderedChart second) => (
        second,
        new RenderReads(
            [.. first.Watched.Union(second.Reads.Watched, StringComparer.Ordinal).Order(StringComparer.Ordinal)],
            first.Now || second.Reads.Now,
            first.Seed || second.Reads.Seed));

    private static void CheckSecrets(RenderedObject made, SecretTexts secrets)
    {
        if (!SecretSeal.IsSecret(made.Object) && secrets.FindIn(made.Object) is var (place, path))
        {
            throw new ChangeRefusedException(
                "SecretOutsideSecret",
                $"{Place(made)}: {ObjectRef.Of(made.Object)}, {place}, has the value {path}, which "
                + "meta-config takes from a Secret: let the chart put it into a Secret, and refer to that");
        }
    }

    private static IEnumerable<RenderedObject> Definitions(RenderedChart rendered) =>
        rendered.Crds.SelectMany(file => file.Objects);

    private static JsonObject Kept(RenderedObject made, string component, string ns, TenantKinds kinds)
    {
        var item = (JsonObject)made.Object.DeepClone();
        var reference = ObjectRef.Of(item);
        var metadata = item["metadata"] as JsonObject;
        var place = Place(made);
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

    /// <summary>The objects as they are kept, each once.</summary>
    private static List<JsonObject> Unique(
        IEnumerable<RenderedObject> rendered, Func<RenderedObject, JsonObject> keep, string component)
    {
        var seen = new Dictionary<ObjectRef, RenderedObject>();
        var objects = new List<JsonObject>();
        foreach (var made in rendered)
        {
            var item = keep(made);
            var reference = ObjectRef.Of(item);
            if (!seen.TryAdd(reference, made))
            {
                throw new ChangeRefusedException(
                    "ObjectTwice",
                    $"the chart of {component} makes {reference} twice, in {Place(seen[reference])}, and in "
                    + $"{Place(made)}: take one of the two out, or give it another name");
            }

            objects.Add(item);
        }

        return objects;
    }

    private static string Place(RenderedObject made) => $"{made.Template}, line {made.Line}";

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
