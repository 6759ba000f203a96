using System.Text.Json;
using Fairway.Kube.Pods.Objects;

namespace Fairway.Twin.Behaviour.NodeLifecycle;

/// <summary>What controllers keep of a Lease.</summary>
internal sealed record LeaseView : IObjectView
{
    public required ObjectMeta Meta { get; init; }

    public DateTimeOffset? RenewedAt { get; init; }

    public static LeaseView Read(JsonElement lease) => new()
    {
        Meta = ObjectMeta.ReadOwnership(lease),
        RenewedAt = lease.Child("spec").Time("renewTime"),
    };
}
