using System.Collections.Immutable;
using Fairway.Twin.Behaviour.Nodes;
using Fairway.Twin.Behaviour.Resources;

namespace Fairway.Cli.Fleets;

/// <summary>What a file of behaviours says.</summary>
/// <param name="Rules">Its rules; they count where no behavior of a cluster says otherwise.</param>
/// <param name="Behaviors">Its resources, for every cluster.</param>
internal sealed record BehaviourContent(PodBehaviours Rules, ImmutableArray<BehaviorObject> Behaviors);
