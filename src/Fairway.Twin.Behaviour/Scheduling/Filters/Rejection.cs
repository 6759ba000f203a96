using System.Collections.Immutable;

namespace Fairway.Twin.Behaviour.Scheduling.Filters;

/// <summary>Why a node does not take a pod.</summary>
/// <param name="By">What says so.</param>
/// <param name="CanBePreempted">True where it might take the pod if others left it.</param>
/// <param name="Reasons">Why, in the scheduler's words; each is counted over the nodes.</param>
internal sealed record Rejection(RejectedBy By, bool CanBePreempted, ImmutableArray<string> Reasons)
{
    public static Rejection Unschedulable { get; } = Final(RejectedBy.Node, "node(s) were unschedulable");

    public static Rejection WrongName { get; } =
        Final(RejectedBy.Node, "node(s) didn't match the requested node name");

    public static Rejection Taints { get; } = Final(RejectedBy.Node, "node(s) had untolerated taint(s)");

    public static Rejection NodeAffinity { get; } =
        Final(RejectedBy.Node, "node(s) didn't match Pod's node affinity/selector");

    public static Rejection Ports { get; } =
        Passing(RejectedBy.Ports, "node(s) didn't have free ports for the requested pod ports");

    public static Rejection SpreadLabel { get; } = Final(
        RejectedBy.Spread, "node(s) didn't match pod topology spread constraints (missing required label)");

    public static Rejection Spread { get; } =
        Passing(RejectedBy.Spread, "node(s) didn't match pod topology spread constraints");

    public static Rejection PodAffinity { get; } =
        Final(RejectedBy.Affinity, "node(s) didn't match pod affinity rules");

    public static Rejection PodAntiAffinity { get; } =
        Passing(RejectedBy.Affinity, "node(s) didn't match pod anti-affinity rules");

    public static Rejection ExistingAntiAffinity { get; } =
        Passing(RejectedBy.Affinity, "node(s) didn't satisfy existing pods anti-affinity rules");

    public static Rejection VolumeNode { get; } =
        Final(RejectedBy.Volumes, "node(s) didn't match PersistentVolume's node affinity");

    public static Rejection VolumeGone { get; } = Final(
        RejectedBy.Volumes, "node(s) unavailable due to one or more pvc(s) bound to non-existent pv(s)");

    public static Rejection NoVolume { get; } =
        Final(RejectedBy.Volumes, "node(s) didn't find available persistent volumes to bind");

    /// <summary>Of a node that a trial of preemption has looked at in vain.</summary>
    public static Rejection NoVictims { get; } =
        Final(RejectedBy.None, "No preemption victims found for incoming pod");

    public static Rejection Final(RejectedBy by, string reason) => new(by, false, [reason]);

    public static Rejection Passing(RejectedBy by, string reason) => new(by, true, [reason]);
}
