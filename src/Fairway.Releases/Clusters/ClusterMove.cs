using Fairway.Api.Releases;

namespace Fairway.Releases.Clusters;

/// <summary>What was seen, and the status that was decided on from it, with all of its acts done.</summary>
internal sealed record ClusterMove(ClusterReleaseObservation Seen, ClusterReleaseStatus Status);
