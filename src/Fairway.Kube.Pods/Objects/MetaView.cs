using System.Text.Json;

namespace Fairway.Kube.Pods.Objects;

/// <summary>An object of which only its ownership matters: who it is, whose it is, and whether it is going.</summary>
internal sealed record MetaView(ObjectMeta Meta) : IObjectView
{
    public static MetaView Read(JsonElement obj) => new(ObjectMeta.ReadOwnership(obj));
}
