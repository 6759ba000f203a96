using System.Text.Json.Serialization;
using Fairway.Kube.Requests;
using Fairway.Kube.Statuses;

namespace Fairway.Kube;

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(KubeStatus))]
[JsonSerializable(typeof(DeleteOptionsBody))]
[JsonSerializable(typeof(EvictionBody))]
[JsonSerializable(typeof(List<JsonPatchOperation>))]
internal sealed partial class KubeJson : JsonSerializerContext;
