using System.Text.Json;
using System.Text.Json.Nodes;
using Fairway.Kube.Pods.Objects;

namespace Fairway.Twin.Behaviour.Endpoints;

/// <summary>One endpoint of a slice. <paramref name="Addresses"/> are joined by commas; these controllers give
/// one.</summary>
internal sealed record SliceEndpoint(string Addresses, bool? Ready)
{
    public bool? Serving { get; init; }

    public bool? Terminating { get; init; }

    public EndpointTarget? Target { get; init; }

    public string? NodeName { get; init; }

    public string? Zone { get; init; }

    public string? Hostname { get; init; }

    /// <summary>Zones whose traffic it is meant for, joined by commas; empty for no hint.</summary>
    public string ZoneHints { get; init; } = "";

    /// <summary>Nodes whose traffic it is meant for, joined by commas; empty for no hint.</summary>
    public string NodeHints { get; init; } = "";

    /// <summary>What makes it this endpoint and no other.</summary>
    public string Key => $"{Addresses}/{Target?.Namespace}/{Target?.Name}/{Hostname}";

    public static SliceEndpoint Read(JsonElement element)
    {
        var conditions = element.Child("conditions");
        var hints = element.Child("hints");
        return new SliceEndpoint(string.Join(',', element.Texts("addresses")), Bool(conditions, "ready"))
        {
            Serving = Bool(conditions, "serving"),
            Terminating = Bool(conditions, "terminating"),
            Target = EndpointTarget.Read(element.Child("targetRef")),
            NodeName = element.Text("nodeName"),
            Zone = element.Text("zone"),
            Hostname = element.Text("hostname"),
            ZoneHints = string.Join(',', hints.Items("forZones").Select(z => z.Text("name"))),
            NodeHints = string.Join(',', hints.Items("forNodes").Select(n => n.Text("name"))),
        };
    }

    public JsonObject ToJson()
    {
        var conditions = new JsonObject();
        Set(conditions, "ready", Ready);
        Set(conditions, "serving", Serving);
        Set(conditions, "terminating", Terminating);
        var endpoint = new JsonObject
        {
            ["addresses"] = new JsonArray([.. Addresses.Split(',').Select(a => JsonValue.Create(a))]),
            ["conditions"] = conditions,
        };
        endpoint.SetUnlessEmpty("hostname", Hostname ?? "");
        if (Target is not null)
        {
            endpoint["targetRef"] = Target.ToJson();
        }

        endpoint.SetUnlessEmpty("nodeName", NodeName ?? "");
        endpoint.SetUnlessEmpty("zone", Zone ?? "");
        if (Hints() is { Count: > 0 } hints)
        {
            endpoint["hints"] = hints;
        }

        return endpoint;
    }

    private JsonObject Hints()
    {
        var hints = new JsonObject();
        if (ZoneHints.Length > 0)
        {
            hints["forZones"] = Names(ZoneHints);
        }

        if (NodeHints.Length > 0)
        {
            hints["forNodes"] = Names(NodeHints);
        }

        return hints;
    }

    private static JsonArray Names(string joined) =>
        new([.. joined.Split(',').Select(name => new JsonObject { ["name"] = name })]);

    private static void Set(JsonObject conditions, string name, bool? value)
    {
        if (value is { } known)
        {
            conditions[name] = known;
        }
    }

    private static bool? Bool(JsonElement? conditions, string name) =>
        conditions.Child(name) is { } value ? value.ValueKind == JsonValueKind.True : null;
}
