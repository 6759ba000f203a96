using System.Text.Json.Nodes;

namespace Fairway.Twin.Api.Kinds;

/// <summary>Nodes come with their status, since kubelets register themselves so; what they hold is to be given to pods
/// where nothing else is said.</summary>
internal sealed class NodeRules : KindRules
{
    public override bool KeepsStatus => true;

    public override void Complete(JsonObject obj)
    {
        if (obj["status"] is JsonObject status && status["capacity"] is JsonObject capacity
            && status["allocatable"] is null)
        {
            status["allocatable"] = capacity.DeepClone();
        }
    }
}
