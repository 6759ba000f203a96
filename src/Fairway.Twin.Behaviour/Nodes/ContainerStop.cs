using Fairway.Kube.Pods.Objects;

namespace Fairway.Twin.Behaviour.Nodes;

/// <summary>How long a container takes to end that is told to.</summary>
internal static class ContainerStop
{
    // However long its hook has taken, a kubelet leaves a container so long to end by itself.
    private static readonly TimeSpan Least = TimeSpan.FromSeconds(2);

    /// <summary>Its hook first, no longer than the grace, then the container itself in what is left of it.</summary>
    public static TimeSpan Time(ContainerDetails details, PodBehaviour behaviour, TimeSpan grace)
    {
        var hook = details.PreStop is { } last ? Min(last.Sleep ?? behaviour.PreStop, grace) : TimeSpan.Zero;
        var left = grace - hook > Least ? grace - hook : Least;
        return hook + Min(behaviour.Stop, left);
    }

    private static TimeSpan Min(TimeSpan one, TimeSpan other) => one < other ? one : other;
}
