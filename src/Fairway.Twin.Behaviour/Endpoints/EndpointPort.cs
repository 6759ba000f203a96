using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Fairway.Kube.Pods.Objects;

namespace Fairway.Twin.Behaviour.Endpoints;

/// <summary>A port at which endpoints answer.</summary>
internal sealed record EndpointPort(string Name, string Protocol, int? Number, string? AppProtocol)
{
    public static EndpointPort Read(JsonElement element) => new(
        element.Text("name") ?? "", element.Text("protocol") ?? "TCP", element.Int("port"),
        element.Text("appProtocol"));

    /// <summary>A text that is the same for the same ports in any order.</summary>
    public static string KeyOf(ImmutableArray<EndpointPort> ports) =>
        string.Join(';', ports.Select(p => p.Key).Order(StringComparer.Ordinal));

    public string Key => string.Create(CultureInfo.InvariantCulture, $"{Name}/{Protocol}/{Number}/{AppProtocol}");

    /// <summary>As an EndpointSlice has it, where every port has a name, if an empty one.</summary>
    public JsonObject ToSliceJson()
    {
        var port = ToJson();
        port["name"] = Name;
        return port;
    }

    public JsonObject ToJson()
    {
        var port = new JsonObject();
        port.SetUnlessEmpty("name", Name);
        port["protocol"] = Protocol;
        if (Number is { } number)
        {
            port["port"] = number;
        }

        port.SetUnlessEmpty("appProtocol", AppProtocol ?? "");
        return port;
    }
}
