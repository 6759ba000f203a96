using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Nodes;
using Fairway.Kube.Pods.Objects;

namespace Fairway.Twin.Behaviour.Endpoints;

/// <summary>Addresses that answer at the same ports. Equal by content.</summary>
internal sealed record EndpointSubset(
    ImmutableArray<EndpointAddress> Ready,
    ImmutableArray<EndpointAddress> NotReady,
    ImmutableArray<EndpointPort> Ports)
{
    public static EndpointSubset Read(JsonElement element) => new(
        [.. element.Items("addresses").Select(EndpointAddress.Read)],
        [.. element.Items("notReadyAddresses").Select(EndpointAddress.Read)],
        [.. element.Items("ports").Select(EndpointPort.Read)]);

    public JsonObject ToJson()
    {
        var subset = new JsonObject();
        Set(subset, "addresses", Ready.Select(a => a.ToJson()));
        Set(subset, "notReadyAddresses", NotReady.Select(a => a.ToJson()));
        Set(subset, "ports", Ports.Select(p => p.ToJson()));
        return subset;
    }

    public bool Equals(EndpointSubset? other) =>
        other is not null && Ready.SequenceEqual(other.Ready) && NotReady.SequenceEqual(other.NotReady)
            && Ports.SequenceEqual(other.Ports);

    public override int GetHashCode() => Ready.Length;

    private static void Set(JsonObject subset, string field, IEnumerable<JsonObject> items)
    {
        if (items.ToArray<JsonNode>() is { Length: > 0 } list)
        {
            subset[field] = new JsonArray(list);
        }
    }
}
