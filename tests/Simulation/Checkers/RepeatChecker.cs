using System.Text.Json.Nodes;
using Fairway.Simulation.Fleets;
using Fairway.Twin.Storage;

namespace Fairway.Simulation.Checkers;

/// <summary>Whatever dies or comes late, no replica is brought to a version twice by one change, and no template is
/// written twice.</summary>
internal sealed class RepeatChecker : Checker
{
    private readonly SortedDictionary<string, int> templates = new(StringComparer.Ordinal);
    private readonly SortedSet<string> pods = new(StringComparer.Ordinal);

    public override string Rule => "8, no repeated batch";

    public override void See(Change change)
    {
        if (change is { Resource: "pods", Kind: StoreEventKind.Added } && OwnerOf(change.Object) is { } owner)
        {
            var set = Mirror.Find(change.Cluster, StatefulSets, change.Key.Namespace, owner);
            var name = set is null ? null : Text(RolloutOf(change.Cluster, set), "spec", "change");

            // A template that somebody else has changed meanwhile is another revision, whatever its image.
            var revision = Text(change.Object, "metadata", "labels", "controller-revision-hash");
            var version = $"{Image(change.Object)}/{revision}";
            if (name is not null && !pods.Add($"{change.Cluster}/{change.Key}/{version}/{name}"))
            {
                Cry($"{change.Key.Name} got {Image(change.Object)} twice by {name}", change);
            }
        }
        else if (change.Resource == StatefulSets && change.Before is not null && IsManager(change.Author)
            && !JsonNode.DeepEquals(Node(change.Before, "spec", "template"), Node(change.Object, "spec", "template")))
        {
            var rollout = RolloutOf(change.Cluster, change.Object);
            var name = $"{change.Cluster}/{change.Key}/{Text(rollout, "spec", "change")}";
            templates[name] = templates.GetValueOrDefault(name) + 1;
            if (templates[name] > 1)
            {
                Cry($"the template was changed twice by {name}", change);
            }
        }
    }
}
