using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Fairway.Api.Clusters;
using Fairway.Api.Components;
using Fairway.Api.Inquiries;
using Fairway.Api.Probes;
using Fairway.Api.Releases;
using Fairway.Api.Rollouts;
using Fairway.Api.Safety;
using Fairway.Api.Twins;

namespace Fairway.Api;

/// <summary>How the resources are read and written: source-generated, camelCase, null left out. Unknown fields are
/// skipped when read, so objects that were read are never put back whole.</summary>
/// <remarks>Properties with an initial value have a setter, not <c>init</c>: where an init-only property is absent, a
/// generated reader gives it the default of its type, and its initial value is lost (a test looks).</remarks>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UseStringEnumConverter = true)]
[JsonSerializable(typeof(Cluster))]
[JsonSerializable(typeof(Component))]
[JsonSerializable(typeof(ComponentVersion))]
[JsonSerializable(typeof(MetaConfig))]
[JsonSerializable(typeof(ClusterComponent))]
[JsonSerializable(typeof(ReleasePipeline))]
[JsonSerializable(typeof(Release))]
[JsonSerializable(typeof(ReleaseSpec))]
[JsonSerializable(typeof(ClusterRelease))]
[JsonSerializable(typeof(Rollout))]
[JsonSerializable(typeof(CanaryTestSet))]
[JsonSerializable(typeof(EmergencyStop))]
[JsonSerializable(typeof(ReleaseWindow))]
[JsonSerializable(typeof(ReleaseWindowStatus))]
[JsonSerializable(typeof(ReleaseBlocker))]
[JsonSerializable(typeof(ReleaseBlockerStatus))]
[JsonSerializable(typeof(Approval))]
[JsonSerializable(typeof(Inquiry))]
[JsonSerializable(typeof(InquiryStatus))]
[JsonSerializable(typeof(PodBehavior))]
[JsonSerializable(typeof(PodBehaviorSpec))]
[JsonSerializable(typeof(NodeBehavior))]
[JsonSerializable(typeof(NodeBehaviorSpec))]
[JsonSerializable(typeof(ClusterStatus))]
[JsonSerializable(typeof(EmergencyStopStatus))]
[JsonSerializable(typeof(ReleaseStatus))]
[JsonSerializable(typeof(ClusterReleaseSpec))]
[JsonSerializable(typeof(ClusterReleaseStatus))]
[JsonSerializable(typeof(ClusterComponentSpec))]
[JsonSerializable(typeof(ClusterComponentStatus))]
[JsonSerializable(typeof(JsonObject))]
public sealed partial class ApiJson : JsonSerializerContext;
