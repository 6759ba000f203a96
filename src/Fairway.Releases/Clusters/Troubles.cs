using Fairway.Api.Releases;
using Fairway.Delivery.Changes;
using Fairway.Delivery.Records;
using Fairway.Kube;

namespace Fairway.Releases.Clusters;

/// <summary>What failures mean for a Release in a cluster.</summary>
internal static class Troubles
{
    /// <summary>The trouble; null where the failure is none of these, and so an error of this program or a
    /// conflict.</summary>
    public static ClusterTrouble? Of(Exception failure) => failure switch
    {
        FencedException e => new ClusterTrouble(TroubleKind.Fenced, e.Reason, e.Message),
        ChangeRefusedException { IsDisagreement: true } e =>
            new ClusterTrouble(TroubleKind.Disagreement, e.Reason, e.Message),
        ChangeRefusedException e => new ClusterTrouble(TroubleKind.Refused, e.Reason, e.Message),
        StaleEpochException or MetaDbConflictException =>
            new ClusterTrouble(TroubleKind.Fenced, "AnotherManager", failure.Message),
        MetaDbException =>
            new ClusterTrouble(TroubleKind.Blind, ClusterReleaseReasons.MetaDbUnavailable, failure.Message),
        KubeApiException { IsConflict: true } => null,
        KubeApiException { Status: 400 or 422 } =>
            new ClusterTrouble(TroubleKind.Refused, "RefusedByCluster", failure.Message),
        KubeApiException => new ClusterTrouble(
            TroubleKind.Unreachable,
            ClusterReleaseReasons.Unreachable,
            $"the cluster does not answer: {failure.Message}"),
        _ => null,
    };
}
