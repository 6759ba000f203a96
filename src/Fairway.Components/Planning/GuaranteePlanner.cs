using System.Collections.Immutable;
using Fairway.Components.Targets;
using Fairway.Delivery.Changes;
using Fairway.Delivery.Rollouts;
using Fairway.Merge.Diffing;

namespace Fairway.Components.Planning;

/// <summary>Whether the workloads of a target can hold to what their component demands.</summary>
internal static class GuaranteePlanner
{
    /// <exception cref="ChangeRefusedException">One cannot.</exception>
    public static void Check(TargetDocument target, IRolloutCatalogue catalogue)
    {
        if (Missing(target, catalogue) is [var first, ..] missing)
        {
            throw new ChangeRefusedException(
                "GuaranteeMissing",
                $"the component demands what not every workload can hold to: {first}"
                + (missing.Length > 1 ? $", and {missing.Length - 1} more" : "")
                + "; use another kind of workload, or take the demand out of spec.rollout.require");
        }
    }

    private static ImmutableArray<string> Missing(TargetDocument target, IRolloutCatalogue catalogue) =>
    [
        .. from demand in target.Rollout?.Require ?? []
           from item in target.Items
           let reference = ObjectRef.Of(item)
           let pace = WorkloadPace.Of(item, target.Rollout)
           let facts = catalogue.Find(reference.ApiVersion, reference.Kind.Kind, pace)
           where facts is not null && !facts.Guarantees.Holds(demand)
           select $"{demand} of {reference}",
    ];
}
