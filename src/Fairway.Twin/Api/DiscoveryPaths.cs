using Fairway.Kube;
using Fairway.Schema.Resources;
using Fairway.Twin.Api.Errors;

namespace Fairway.Twin.Api;

/// <summary>Discovery and OpenAPI, derived from the table of resources.</summary>
internal sealed class DiscoveryPaths(ResourceTable table)
{
    public KubeResponse Answer(KubeRequest request, string[] parts)
    {
        _ = (table, request, parts);
        throw ApiFailure.NoSuchPath();
    }
}
