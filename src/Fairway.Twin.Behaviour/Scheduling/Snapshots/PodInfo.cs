using System.Collections.Immutable;
using Fairway.Kube.Pods.Objects;

namespace Fairway.Twin.Behaviour.Scheduling.Snapshots;

/// <summary>A pod as the scheduler sees it: what it takes, and what it says about its neighbours, worked out
/// once.</summary>
internal sealed class PodInfo
{
    private PodInfo(PodView view)
    {
        View = view;
        Requests = PodDemand.Of(view);
        Weight = PodDemand.WeightOf(view);
        Carried = CarriedBy(view);
        PinnedTo = Pins(view.Spec.Placement.RequiredTerms);
    }

    public PodView View { get; }

    public ObjectMeta Meta => View.Meta;

    public int Priority => View.Spec.Priority;

    public PodNeeds Needs => View.Spec.Needs;

    public ResourceAmounts Requests { get; }

    /// <summary>What counts for comparing nodes.</summary>
    public ResourceAmounts Weight { get; }

    /// <summary>What it says, once it is on a node, about pods that come near it.</summary>
    public ImmutableArray<CarriedTerm> Carried { get; }

    /// <summary>The only nodes that it may go to, by name; null where it names none.</summary>
    public ImmutableArray<string>? PinnedTo { get; }

    public static PodInfo Of(PodView view) => new(view);

    private static ImmutableArray<CarriedTerm> CarriedBy(PodView pod)
    {
        var needs = pod.Spec.Needs;
        return needs == PodNeeds.None
            ? []
            :
            [
                .. needs.AntiAffinity.Select(t => Carry(pod, t, CarriedKind.Anti, 0)),
                .. needs.Affinity.Select(t => Carry(pod, t, CarriedKind.Affinity, 1)),
                .. needs.PreferredAffinity.Select(t => Carry(pod, t, CarriedKind.Preference, t.Weight)),
                .. needs.PreferredAntiAffinity.Select(t => Carry(pod, t, CarriedKind.Preference, -t.Weight)),
            ];
    }

    private static CarriedTerm Carry(PodView pod, PodAffinityTerm term, CarriedKind kind, int weight) =>
        new(kind, weight, term.TopologyKey, new PodMatcher([PodRule.Of(pod.Meta, term)]));

    // A term that names no node lets every node in.
    private static ImmutableArray<string>? Pins(ImmutableArray<NodeTerm>? terms)
    {
        if (terms is not { IsEmpty: false } known)
        {
            return null;
        }

        var pins = ImmutableArray.CreateBuilder<string>();
        foreach (var term in known)
        {
            var names = term.Fields
                .Where(f => f is { Key: "metadata.name", Operator: RequirementOperator.In })
                .Select(f => f.Values.AsEnumerable())
                .ToArray();
            if (names.Length == 0)
            {
                return null;
            }

            pins.AddRange(names.Aggregate((left, right) => left.Intersect(right)));
        }

        return [.. pins.Distinct().Order(StringComparer.Ordinal)];
    }
}
