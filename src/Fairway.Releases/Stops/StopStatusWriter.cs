using System.Text.Json;
using System.Text.Json.Nodes;
using Fairway.Api;
using Fairway.Api.Safety;
using Fairway.Kube;

namespace Fairway.Releases.Stops;

/// <summary>Writes a stop's status where it says something new.</summary>
internal sealed class StopStatusWriter(IKubeApi api)
{
    private static readonly KubeResource Resource = FairwayResources.Of<EmergencyStop>();

    public async Task WriteAsync(EmergencyStop stop, EmergencyStopStatus status, CancellationToken cancel)
    {
        var node = JsonSerializer.SerializeToNode(status, ApiJson.Default.EmergencyStopStatus)!;
        var before = JsonSerializer.SerializeToNode(stop.Status, ApiJson.Default.EmergencyStopStatus);
        if (!JsonNode.DeepEquals(node, before))
        {
            var key = new ObjectKey(null, stop.Metadata.Name);
            await api.ReplaceStatusAsync(Resource, key, node, stop.Metadata.ResourceVersion, cancel);
        }
    }
}
