using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Fairway.Kube.Pods.Objects;

namespace Fairway.Twin.Behaviour.Endpoints;

/// <summary>What all slices of one group share: owner, labels, kind of address, ports.</summary>
internal sealed record SliceWanted(ObjectMeta OwnerMeta, OwnerReference Owner, string AddressType)
{
    public required StringMap Labels { get; init; }

    public StringMap Annotations { get; init; } = StringMap.Empty;

    public ImmutableArray<EndpointPort> Ports { get; init; } = [];

    /// <summary>True where a slice has the labels and annotations that it is to have.</summary>
    public bool Labelled(SliceView slice) =>
        slice.Meta.Labels.Equals(Labels) && slice.Meta.Annotations.Equals(Annotations);

    public SliceAction.Create Create(ImmutableArray<SliceEndpoint> endpoints, string reason)
    {
        var metadata = new JsonObject
        {
            ["generateName"] = Prefix(OwnerMeta.Name),
            ["namespace"] = OwnerMeta.Namespace,
            ["labels"] = Labels.ToJson(),
            ["ownerReferences"] = new JsonArray(Owner.ToJson()),
        };
        if (Annotations.Count > 0)
        {
            metadata["annotations"] = Annotations.ToJson();
        }

        var body = new JsonObject
        {
            ["apiVersion"] = "discovery.k8s.io/v1",
            ["kind"] = "EndpointSlice",
            ["metadata"] = metadata,
            ["addressType"] = AddressType,
            ["endpoints"] = List(endpoints.Select(e => e.ToJson())),
            ["ports"] = List(Ports.Select(p => p.ToSliceJson())),
        };
        return new SliceAction.Create(body, reason);
    }

    public SliceAction.Update Update(SliceView slice, ImmutableArray<SliceEndpoint> endpoints, string reason)
    {
        var metadata = new JsonObject { ["resourceVersion"] = slice.Meta.ResourceVersion };
        if (MergePatch.Between(slice.Meta.Labels.ToJson(), Labels.ToJson()) is { } labels)
        {
            metadata["labels"] = labels;
        }

        if (MergePatch.Between(slice.Meta.Annotations.ToJson(), Annotations.ToJson()) is { } annotations)
        {
            metadata["annotations"] = annotations;
        }

        var patch = new JsonObject { ["metadata"] = metadata };
        if (!endpoints.SequenceEqual(slice.Endpoints))
        {
            patch["endpoints"] = List(endpoints.Select(e => e.ToJson()));
        }

        return new SliceAction.Update(slice.Meta, patch, reason);
    }

    // What is empty is null on the wire, as a client that speaks protobuf leaves it.
    private static JsonArray? List(IEnumerable<JsonObject> items) =>
        items.ToArray<JsonNode>() is { Length: > 0 } list ? new JsonArray(list) : null;

    // A hyphen where the name leaves room for it.
    private static string Prefix(string name) => name.Length < 253 ? $"{name}-" : name;
}
