using System.Text.Json.Serialization;

namespace Fairway.Rollouts.Workloads;

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(StatefulSetView))]
[JsonSerializable(typeof(DeploymentView))]
[JsonSerializable(typeof(ReplicaSetView))]
[JsonSerializable(typeof(DaemonSetView))]
[JsonSerializable(typeof(RevisionView))]
[JsonSerializable(typeof(KruiseView))]
[JsonSerializable(typeof(DefinitionView))]
[JsonSerializable(typeof(PodBody))]
[JsonSerializable(typeof(PodView))]
[JsonSerializable(typeof(NodeBody))]
[JsonSerializable(typeof(NodeView))]
internal sealed partial class WorkloadJson : JsonSerializerContext;
