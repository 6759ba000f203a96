using System.Text.Json.Serialization;
using Fairway.Api.Clusters;
using Fairway.Kube;
using Fairway.Kube.Clusters;

namespace Fairway.Releases.Clusters;

/// <summary>Asks a cluster who it is.</summary>
internal static class ClusterAsker
{
    private static readonly ObjectKey System = new(null, "kube-system");

    /// <summary>Its answer, or why there is none.</summary>
    public static async Task<ClusterAnswer> AskAsync(IClusterDirectory directory, string id, CancellationToken cancel)
    {
        try
        {
            var tenant = await directory.ConnectAsync(id, cancel);
            var version = await tenant.VersionAsync(cancel);
            var system = await tenant.GetAsync(KubeResources.Namespaces, System, ClusterJson.Default.UidHolder, cancel);
            return new ClusterAnswer(version, system.Metadata.Uid, null, false);
        }
        catch (KubeApiException e)
        {
            return new ClusterAnswer(null, null, e.Message, e.Reason == ClusterConditions.BadKubeconfig);
        }
    }
}

/// <summary>What a cluster answered.</summary>
/// <param name="Version">Version of its API server; null where it did not answer.</param>
/// <param name="Uid">Uid of its namespace kube-system.</param>
/// <param name="Failure">Why it did not answer.</param>
/// <param name="IsBadKubeconfig">Whether its kubeconfig is to blame.</param>
internal sealed record ClusterAnswer(string? Version, string? Uid, string? Failure, bool IsBadKubeconfig);

internal sealed record UidHolder(UidMetadata Metadata);

internal sealed record UidMetadata(string Uid);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(UidHolder))]
internal sealed partial class ClusterJson : JsonSerializerContext;
