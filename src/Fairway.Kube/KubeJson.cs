using System.Text.Json.Serialization;
using Fairway.Kube.Crds;
using Fairway.Kube.Discovery;
using Fairway.Kube.Requests;
using Fairway.Kube.Statuses;

namespace Fairway.Kube;

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(CrdSight))]
[JsonSerializable(typeof(KubeStatus))]
[JsonSerializable(typeof(DeleteOptionsBody))]
[JsonSerializable(typeof(EvictionBody))]
[JsonSerializable(typeof(List<JsonPatchOperation>))]
[JsonSerializable(typeof(AggregatedDiscovery))]
[JsonSerializable(typeof(PlainRoot))]
[JsonSerializable(typeof(PlainResources))]
[JsonSerializable(typeof(ServerVersion))]
internal sealed partial class KubeJson : JsonSerializerContext;
