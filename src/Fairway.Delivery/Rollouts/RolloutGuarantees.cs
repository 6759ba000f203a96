using Fairway.Api.Components;
using Fairway.Api.Rollouts;

namespace Fairway.Delivery.Rollouts;

/// <summary> What a kind of workload can hold to during a rollout. Plans show it and components may demand it: what a
/// native kind cannot do is said, and not simulated. </summary>
/// <param name="HoldsPartition">Pods of the old part stay old even where they are deleted and made again.</param>
/// <param name="ExactSteps">A step stops at exactly its partition; else a rollout goes from nothing to all.</param>
/// <param name="CanPause">It can be halted between two pods.</param>
/// <param name="HoldsAvailability">Available replicas never fall below wanted minus max unavailable by the
/// rollout.</param>
public sealed record RolloutGuarantees(bool HoldsPartition, bool ExactSteps, bool CanPause, bool HoldsAvailability)
{
    /// <summary>Whether one of them is held to.</summary>
    public bool Holds(RolloutDemand demand) => demand switch
    {
        RolloutDemand.HoldsPartition => HoldsPartition,
        RolloutDemand.ExactSteps => ExactSteps,
        RolloutDemand.CanPause => CanPause,
        _ => HoldsAvailability,
    };

    /// <summary>In words, for plans and statuses.</summary>
    public IReadOnlyList<string> Words =>
    [
        HoldsPartition
            ? "holds the partition when pods are recreated"
            : "does not hold the partition when pods are recreated",
        ExactSteps ? "exact steps" : "no steps between nothing and all",
        CanPause ? "can pause" : "cannot pause",
        HoldsAvailability ? "holds availability" : "does not hold availability",
    ];
}

/// <summary>What is known of the driver of one kind of workload.</summary>
/// <param name="ApiVersion">Of the workload.</param>
/// <param name="Kind">Of the workload.</param>
/// <param name="Guarantees">What it holds to.</param>
/// <param name="OwnedPaths">Fields that the rollout owns: applied configuration never carries them. JSON pointers:
/// <c>/spec/updateStrategy</c>.</param>
/// <param name="Brake">What a live workload shows while its brake is on: all of these fields have these
/// values.</param>
public sealed record RolloutDriverFacts(
    string ApiVersion,
    string Kind,
    RolloutGuarantees Guarantees,
    IReadOnlyList<string> OwnedPaths,
    IReadOnlyList<BrakeMark> Brake);

/// <summary>A field of a workload, and its value while the brake is on.</summary>
/// <param name="Path">The field, as a JSON pointer: <c>/spec/paused</c>.</param>
/// <param name="Value">Its value as JSON: <c>true</c>.</param>
public sealed record BrakeMark(string Path, string Value);

/// <summary>The drivers that there are.</summary>
public interface IRolloutCatalogue
{
    /// <summary>The driver of a kind of workload, at a pace (null: any); null where there is none.</summary>
    RolloutDriverFacts? Find(string apiVersion, string kind, RolloutPace? pace = null);
}
