using System.Text.Json;
using Fairway.Kube.Pods.Objects;

namespace Fairway.Twin.Behaviour.Quotas;

/// <summary>What the controller keeps of a ResourceQuota.</summary>
internal sealed record QuotaView : IObjectView
{
    public required ObjectMeta Meta { get; init; }

    /// <summary>What it bounds, with the bounds.</summary>
    public StringMap Hard { get; init; } = StringMap.Empty;

    /// <summary>The specification: UTF-8.</summary>
    public required byte[] Spec { get; init; }

    /// <summary>The bounds that the status tells; null where it tells none.</summary>
    public StringMap? ToldHard { get; init; }

    /// <summary>What the status says is used; null where it tells nothing.</summary>
    public StringMap? ToldUsed { get; init; }

    public static QuotaView Read(JsonElement quota)
    {
        var spec = quota.Child("spec");
        var status = quota.Child("status");
        return new QuotaView
        {
            Meta = ObjectMeta.Read(quota),
            Hard = StringMap.Read(spec.Child("hard")),
            Spec = spec is { } found ? CanonicalJson.Write(found) : "{}"u8.ToArray(),
            ToldHard = status.Child("hard") is { } hard ? StringMap.Read(hard) : null,
            ToldUsed = status.Child("used") is { } used ? StringMap.Read(used) : null,
        };
    }
}
