using System.Text.Json.Nodes;
using Fairway.Twin.Api.Objects;

namespace Fairway.Twin.Api.Kinds;

/// <summary>Autoscalers in autoscaling/v1, which are stored as autoscaling/v2.</summary>
internal sealed class OldAutoscalerRules : KindRules
{
    /// <summary>What the way to v2 and back adds belongs to whoever wrote the object.</summary>
    public override void Complete(JsonObject obj)
    {
        var shown = AutoscalerVersions.FromStored(AutoscalerVersions.ToStored(obj));
        obj["spec"] = shown["spec"]?.DeepClone();
        ObjectMeta.Keep(ObjectMeta.Of(obj), ObjectMeta.Of(shown), "annotations");
    }
}
