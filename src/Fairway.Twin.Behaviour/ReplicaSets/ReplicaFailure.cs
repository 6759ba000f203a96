using Fairway.Kube;
using Fairway.Kube.Pods.Objects;

namespace Fairway.Twin.Behaviour.ReplicaSets;

/// <summary>The condition that tells of writes that the API server refused.</summary>
internal static class ReplicaFailure
{
    public const string Type = "ReplicaFailure";
    public const string FailedCreate = "FailedCreate";

    /// <summary>The status after acting: with the failure where there was one, without where there was none.</summary>
    public static ReplicaSetStatus With(ReplicaSetStatus status, KubeApiException? refusal, DateTimeOffset now)
    {
        var others = status.Conditions.RemoveAll(c => c.Type == Type);
        if (refusal is null)
        {
            return status with { Conditions = others };
        }

        var current = status.Conditions.FirstOrDefault(c => c.Type == Type);
        return current is not null && current.Reason == FailedCreate
            ? status
            : status with
            {
                Conditions =
                    others.Add(new Condition(Type, "True", FailedCreate, refusal.Message) { TransitionedAt = now }),
            };
    }
}
