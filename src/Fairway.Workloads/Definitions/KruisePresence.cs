using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Fairway.Api.Meta;
using Fairway.Kube;

namespace Fairway.Workloads.Definitions;

/// <summary>Whether a cluster has OpenKruise itself.</summary>
internal static class KruisePresence
{
    /// <summary>The configuration of webhooks that OpenKruise installs with its manager.</summary>
    public static ObjectKey Webhooks { get; } = new(null, "kruise-mutating-webhook-configuration");

    /// <summary>The label by which our definitions are known, and its value.</summary>
    public static (string Key, string Value) Mark { get; } = (Labels.ManagedBy, Labels.ManagedByFairway);

    /// <summary>The resource of <see cref="Webhooks"/>.</summary>
    public static KubeResource WebhookResource { get; } = new(
        "admissionregistration.k8s.io", "v1", "mutatingwebhookconfigurations", "MutatingWebhookConfiguration", false);

    /// <summary>The definitions that are not ours to bring: all of them where OpenKruise is installed, else those that
    /// are there without our label.</summary>
    public static async Task<ImmutableArray<string>> FindAsync(IKubeApi api, CancellationToken cancel)
    {
        if (await api.FindAsync(WebhookResource, Webhooks, cancel) is not null)
        {
            return [.. KruiseCrds.All.Select(crd => crd.Name)];
        }

        var theirs = ImmutableArray.CreateBuilder<string>();
        foreach (var crd in KruiseCrds.All)
        {
            var there = await api.FindAsync(
                KubeResources.CustomResourceDefinitions, new ObjectKey(null, crd.Name), cancel);
            if (there is not null && !IsOurs(there.ReadNode()))
            {
                theirs.Add(crd.Name);
            }
        }

        return theirs.ToImmutable();
    }

    private static bool IsOurs(JsonNode definition) =>
        (string?)definition["metadata"]?["labels"]?[Mark.Key] == Mark.Value;
}
