using System.Collections.Immutable;
using System.Globalization;
using Fairway.Api.Twins;
using Fairway.Kube.Pods.Objects;
using Fairway.Twin.Behaviour.Nodes;
using Fairway.Twin.Behaviour.Resources;

namespace Fairway.Twin.Behaviour.Kubelets;

/// <summary>How behaviors have a node at one moment: a function of them, the node, the seed and the time.</summary>
internal static class NodeStateReading
{
    /// <param name="ordered">The behaviors, those that decide first.</param>
    /// <param name="node">The node.</param>
    /// <param name="seed">The cluster's.</param>
    /// <param name="now">The moment.</param>
    public static NodeState Of(
        ImmutableArray<BehaviorView<NodeBehaviorSpec>> ordered, NodeView node, int seed, DateTimeOffset now)
    {
        var said = ordered
            .Where(b => NodeBehaviorMatch.Covers(b.Spec!.Selector, b.Meta.Name, node, seed))
            .ToImmutableArray();
        return said.IsEmpty ? NodeState.Healthy : new Moment(node, seed, now).Of(said);
    }

    private sealed record Moment(NodeView Node, int Seed, DateTimeOffset Now)
    {
        public NodeState Of(ImmutableArray<BehaviorView<NodeBehaviorSpec>> said)
        {
            var state = new NodeState { IsAdopted = said.Any(b => b.Spec!.Simulated) };
            state = WithMachine(state, said.FirstOrDefault(b => b.Spec!.Machine is not null));
            state = WithPressures(state, said.FirstOrDefault(b => b.Spec!.Pressures is not null));
            return WithDark(state, said.FirstOrDefault(b => b.Spec!.Dark is not null));
        }

        private static NodeState WithMachine(NodeState state, BehaviorView<NodeBehaviorSpec>? by) => by is null
            ? state
            : state with
            {
                Machine = by.Spec!.Machine,
                MachineMark = string.Create(CultureInfo.InvariantCulture, $"{by.Meta.Name}-{by.Meta.Generation}"),
            };

        private NodeState WithPressures(NodeState state, BehaviorView<NodeBehaviorSpec>? by)
        {
            foreach (var pressure in by?.Spec!.Pressures ?? [])
            {
                var moment = At(pressure.When, by!.Meta, $"{pressure.Type}");
                state = state with { Until = Sooner(state.Until, moment.Until) };
                if (moment.Holds)
                {
                    state = state with { Pressures = state.Pressures.Add(Pressure(pressure, moment.Since!.Value)) };
                }
            }

            return state;
        }

        private NodeState WithDark(NodeState state, BehaviorView<NodeBehaviorSpec>? by)
        {
            if (by is null)
            {
                return state;
            }

            var dark = by.Spec!.Dark!;
            var moment = At(dark.When, by.Meta, "dark");
            return state with
            {
                DarkBy = moment.Holds ? by.Meta.Name : null,
                Boot = dark.Reboots && moment.Over > 0
                    ? string.Create(CultureInfo.InvariantCulture, $"{by.Meta.Uid}/{moment.Over}")
                    : "",
                Until = Sooner(state.Until, moment.Until),
            };
        }

        private SpellMoment At(Spell? when, ObjectMeta by, string part)
        {
            var begin = by.CreatedAt > Node.Meta.CreatedAt ? by.CreatedAt : Node.Meta.CreatedAt;
            return SpellTimeline.At(
                when, begin, (times, of) => Chance.Draw(times, Seed, $"{by.Name}/{Node.Meta.Name}/{part}/{of}"), Now);
        }

        private static NodePressure Pressure(PressureBehavior pressure, DateTimeOffset since) => pressure.Type switch
        {
            PressureType.Memory => new(NodeConditions.Memory, "memory", since, pressure.Evicts),
            PressureType.Disk => new(NodeConditions.Disk, "ephemeral-storage", since, pressure.Evicts),
            _ => new(NodeConditions.Processes, "pids", since, pressure.Evicts),
        };

        private static DateTimeOffset? Sooner(DateTimeOffset? left, DateTimeOffset? right) =>
            left is null || right < left ? right ?? left : left;
    }
}
