using System.Runtime.ExceptionServices;
using Fairway.Kube.Controllers;

namespace Fairway.Kube.Pods.Running;

/// <summary>What a reconcile ends in.</summary>
internal static class Outcomes
{
    /// <summary>Throws a refusal, so that the host tries again later; else looks again when the plan says so.</summary>
    public static Outcome After(KubeApiException? refusal, DateTimeOffset? lookAgainAt)
    {
        if (refusal is not null)
        {
            ExceptionDispatchInfo.Throw(refusal);
        }

        return lookAgainAt is { } at ? Outcome.LookAgain(at) : Outcome.Settled;
    }
}
