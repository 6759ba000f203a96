using System.Text.Json;

namespace Fairway.Kube.Pods.Objects;

/// <summary>A condition of a node, without its message. There are four for each of many nodes: their few different
/// words are shared.</summary>
internal readonly record struct NodeCondition(string Type, string Status, string Reason)
{
    /// <summary>When whoever reports it last did.</summary>
    public DateTimeOffset HeartbeatAt { get; init; }

    /// <summary>When the status last changed.</summary>
    public DateTimeOffset TransitionedAt { get; init; }

    public static NodeCondition Read(JsonElement element) => new(
        string.Intern(element.Text("type") ?? ""),
        string.Intern(element.Text("status") ?? ""),
        string.Intern(element.Text("reason") ?? ""))
    {
        HeartbeatAt = element.Time("lastHeartbeatTime") ?? default,
        TransitionedAt = element.Time("lastTransitionTime") ?? default,
    };
}
