using Fairway.Api.Clusters;
using Fairway.Api.Meta;

namespace Fairway.Releases.Clusters;

/// <summary>What a Cluster's status says after an answer. Pure.</summary>
internal static class ClusterSightPlanner
{
    /// <summary>The status. The first uid that is seen is kept: another one is another cluster.</summary>
    public static ClusterStatus Plan(Cluster cluster, ClusterAnswer answer, DateTimeOffset now)
    {
        var before = cluster.Status ?? new ClusterStatus();
        var (status, reason, message) = Verdict(before, answer);
        return before with
        {
            ObservedGeneration = cluster.Metadata.Generation,
            ServerVersion = answer.Version ?? before.ServerVersion,
            Uid = before.Uid ?? answer.Uid,
            Conditions = before.Conditions.With(new Condition
            {
                Type = ClusterConditions.Ready,
                Status = status,
                ObservedGeneration = cluster.Metadata.Generation,
                LastTransitionTime = now,
                Reason = reason,
                Message = message,
            }),
        };
    }

    private static (ConditionStatus Status, string Reason, string Message) Verdict(
        ClusterStatus before, ClusterAnswer answer)
    {
        if (answer.Failure is { } failure)
        {
            return answer.IsBadKubeconfig
                ? (ConditionStatus.False, ClusterConditions.BadKubeconfig, failure)
                : (ConditionStatus.False, ClusterConditions.Unreachable, $"the cluster does not answer: {failure}");
        }

        return before.Uid is { } uid && uid != answer.Uid
            ? (ConditionStatus.False, ClusterConditions.AnotherCluster,
                $"another cluster answers (kube-system {answer.Uid}) than the one that is recorded ({uid}); nothing is "
                + "done to it: if it is meant to be another, take status.uid away")
            : (ConditionStatus.True, ClusterConditions.Reachable, $"its API answers as {answer.Version}");
    }
}
