using System.Text.Json;
using System.Text.Json.Nodes;
using Fairway.Kube.Pods.Objects;

namespace Fairway.Twin.Behaviour.Endpoints;

/// <summary>An address of an Endpoints object.</summary>
internal sealed record EndpointAddress(string Ip)
{
    public string? Hostname { get; init; }

    public string? NodeName { get; init; }

    public EndpointTarget? Target { get; init; }

    public string Key => $"{Ip}/{Target?.Uid}";

    public static EndpointAddress Read(JsonElement element) => new(element.Text("ip") ?? "")
    {
        Hostname = element.Text("hostname"),
        NodeName = element.Text("nodeName"),
        Target = EndpointTarget.Read(element.Child("targetRef")),
    };

    public JsonObject ToJson()
    {
        var address = new JsonObject { ["ip"] = Ip };
        address.SetUnlessEmpty("hostname", Hostname ?? "");
        address.SetUnlessEmpty("nodeName", NodeName ?? "");
        if (Target is not null)
        {
            address["targetRef"] = Target.ToJson();
        }

        return address;
    }
}
