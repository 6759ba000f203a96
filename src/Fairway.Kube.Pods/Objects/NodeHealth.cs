using System.Collections.Immutable;
using System.Text.Json;

namespace Fairway.Kube.Pods.Objects;

/// <summary>How a node is, as its kubelet and its controller have told.</summary>
internal sealed record NodeHealth
{
    public static NodeHealth Unknown { get; } = new();

    public ImmutableArray<NodeCondition> Conditions { get; init; } = [];

    /// <summary>True where the status says all that a kubelet says when it comes: capacity, addresses,
    /// versions.</summary>
    public bool IsComplete { get; init; }

    /// <summary>True where somebody has said how much the node holds.</summary>
    public bool HasCapacity { get; init; }

    /// <summary>Changes with every start of the machine.</summary>
    public string BootId { get; init; } = "";

    public NodeCondition? Ready => Find("Ready");

    /// <summary>True, False or Unknown; Unknown too where nobody has told.</summary>
    public string ReadyStatus => Ready?.Status ?? "Unknown";

    public static NodeHealth Read(JsonElement? status)
    {
        var info = status.Child("nodeInfo");
        return new NodeHealth
        {
            Conditions = status.SharedList("conditions", NodeCondition.Read),
            IsComplete = status.Child("capacity").Text("cpu") is not null && status.Items("addresses").Any()
                && info.Text("kubeletVersion") is { Length: > 0 },
            HasCapacity = status.Child("capacity").Text("cpu") is not null,
            BootId = info.Text("bootID") ?? "",
        };
    }

    public NodeCondition? Find(string type)
    {
        foreach (var condition in Conditions)
        {
            if (condition.Type == type)
            {
                return condition;
            }
        }

        return null;
    }
}
