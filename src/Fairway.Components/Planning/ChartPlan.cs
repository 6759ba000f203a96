using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Fairway.Api.Components;
using Fairway.Api.Meta;
using Fairway.Components.Hooks;
using Fairway.Components.Targets;
using Fairway.Components.Tenants;
using Fairway.Delivery.Changes;
using Fairway.Delivery.Rollouts;
using Fairway.Merge.Diffing;
using Fairway.Merge.Plans;
using Fairway.Schema;

namespace Fairway.Components.Planning;

/// <summary>What a chart's plan is made of.</summary>
/// <param name="Target">What is to be.</param>
/// <param name="Recorded">What was recorded.</param>
/// <param name="Live">The live objects of both; those that are not there are not in it.</param>
/// <param name="Catalogue">What is known of rollouts.</param>
/// <param name="Mask">Hides Secrets.</param>
internal sealed record ChartObservation(
    TargetDocument Target,
    RecordedTarget Recorded,
    IReadOnlyDictionary<ObjectRef, JsonObject> Live,
    IRolloutCatalogue Catalogue,
    SecretMask Mask)
{
    /// <summary>By which lists of objects are told apart.</summary>
    public KindSchemas Schemas { get; init; } = KindSchemas.BuiltIn;

    /// <summary>Autoscalers of the cluster, as far as they were asked for: see
    /// <see cref="ChartPlan.AsksFor"/>.</summary>
    public IReadOnlyList<JsonObject> Autoscalers { get; init; } = [];
}

/// <summary>What is to change on a cluster.</summary>
/// <param name="From">The version that was applied last; null for none.</param>
/// <param name="Objects">Every object, those without a change too, in the order of acting.</param>
/// <param name="Rollouts">The workloads of the target.</param>
internal sealed record ChartPlan(
    string? From, ImmutableArray<PlannedObject> Objects, ImmutableArray<PlannedRollout> Rollouts)
{
    /// <summary>What the act is to the chart's hooks.</summary>
    public HookOccasion Occasion { get; init; }

    /// <summary>The hooks that are still to run.</summary>
    public ImmutableArray<PlannedChange> Hooks { get; init; } = [];

    /// <summary>The same for those who know no charts.</summary>
    public ChangePlan ToChangePlan() =>
        new(From, [.. Objects.SelectMany(item => item.Changes), .. Hooks], Rollouts)
        {
            Remarks = Remarks,
            Brings = [.. Objects.Where(item => Owner(item.Target) is not null).Select(item => Named(item.Reference))],
            Removes =
            [
                .. Objects.Where(item => item.Diff.Action == ObjectAction.Delete).Select(item => Named(item.Reference)),
            ],
            Others =
            [
                .. from item in Objects
                   let ours = Owner(item.Target)
                   let owner = Owner(item.Live)
                   where ours is not null && owner is not null && owner != ours
                   select new ForeignObject(Named(item.Reference), owner),
            ],
        };

    /// <summary>The component that an object says to be of; null of one that may be several components':
    /// namespaces.</summary>
    private static string? Owner(JsonObject? item) =>
        (item?["metadata"]?["labels"] as JsonObject)?[Labels.Component] is JsonValue value
        && value.TryGetValue<string>(out var name)
            ? name
            : null;

    private static string Named(ObjectRef reference)
    {
        var (group, kind) = (reference.Kind.Group, reference.Kind.Kind);
        var name = reference.Namespace.Length == 0 ? reference.Name : $"{reference.Namespace}/{reference.Name}";
        return group.Length == 0 ? $"{kind} {name}" : $"{kind}.{group} {name}";
    }

    /// <summary>
    /// Namespaces whose autoscalers have to be known, because a number of replicas there would change; in order, and
    /// empty nearly always.
    /// </summary>
    public IReadOnlyList<string> AsksFor() =>
    [
        .. Objects.Where(item => item.Diff.Action == ObjectAction.Update && item.Reference.Namespace.Length > 0
                && item.Diff.Changes.Any(change => change.Path.Text == "spec.replicas"))
            .Select(item => item.Reference.Namespace)
            .Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal),
    ];

    /// <summary>How the workloads roll, where the component says so.</summary>
    public RolloutPolicy? Policy { get; init; }

    /// <summary>What people should know of the target.</summary>
    public IReadOnlyList<string> Remarks { get; init; } = [];
}

/// <summary>What is to change of one object.</summary>
/// <param name="Reference">The object.</param>
/// <param name="Target">What it is to be; null where it goes.</param>
/// <param name="Live">What it is; null where it is not there.</param>
/// <param name="Diff">The places that are written.</param>
/// <param name="Changes">The same, judged, and those that keep their live value.</param>
internal sealed record PlannedObject(
    ObjectRef Reference,
    JsonObject? Target,
    JsonObject? Live,
    ObjectDiff Diff,
    ImmutableArray<PlannedChange> Changes)
{
    /// <summary>The schema by which it was compared; null where none is known.</summary>
    public SchemaNode? Schema { get; init; }

    /// <summary>Places whose live value stays whatever the target says.</summary>
    public ImmutableArray<FieldPath> Kept { get; init; } = [];
}
