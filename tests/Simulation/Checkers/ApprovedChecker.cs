using System.Text.Json.Nodes;
using Fairway.Simulation.Fleets;
using Fairway.Twin.Storage;

namespace Fairway.Simulation.Checkers;

/// <summary>What a manager writes into a cluster on the way forward stands in the plan that the Release pinned,
/// with this value.</summary>
internal sealed class ApprovedChecker : Checker
{
    /// <summary>What the MetaDB holds under a digest.</summary>
    public required Func<string, ReadOnlyMemory<byte>?> Content { get; init; }

    public override string Rule => "6, what was approved is what is applied";

    public override void See(Change change)
    {
        if (change.Cluster == Meta
            || !IsManager(change.Author)
            || IsFairways(change)
            || Release(change) is not { } release)
        {
            return;
        }

        var fields = Approved(change, release);
        var place = change.Key.Namespace is { } ns ? $"{ns}/{change.Key.Name}" : change.Key.Name;
        var what = $"{Text(change.Object, "kind")} {place}";
        var own = fields.Where(field => Text(field, "object") == what).ToList();
        if (own.Count == 0)
        {
            Cry($"{what} is in no approved change of {Text(release, "metadata", "name")}", change);
            return;
        }

        // What is made whole is approved whole; the API server fills in what was not said.
        if (change.Kind == StoreEventKind.Added && own.Exists(field => string.IsNullOrEmpty(Text(field, "path"))))
        {
            return;
        }

        foreach (var (path, value) in Leaves.Changed(change.Before, change.Object))
        {
            if (!own.Exists(field => Covers(field, path, value)))
            {
                Cry($"{what} {path} became {value}, which no approved change says", change);
            }
        }
    }

    private static bool Covers(JsonNode field, string path, string? value)
    {
        var approved = Plain($".{Text(field, "path")}").TrimEnd('/');
        return $"{Plain(path)}/".StartsWith($"{approved}/", StringComparison.Ordinal)
            && (value is null || Scalars(Text(field, "after")).Contains(value, StringComparer.Ordinal));
    }

    private static IEnumerable<string> Scalars(string? json) =>
        json is null ? [] : Leaves.Of(new JsonObject { ["value"] = JsonNode.Parse(json) }).Values;

    /// <summary>A path as nothing but names between slashes, however it was written.</summary>
    private static string Plain(string path) => path
        .Replace("~1", "/", StringComparison.Ordinal)
        .Replace("[name=", "/", StringComparison.Ordinal)
        .Replace("\"", "", StringComparison.Ordinal)
        .Replace("]", "", StringComparison.Ordinal)
        .Replace('[', '/')
        .Replace('.', '/');

    /// <summary>Rollouts, the inventory and namespaces are Fairway's own ways and means.</summary>
    private static bool IsFairways(Change change) => change.Resource is Rollouts or "namespaces"
        || change.Key.Namespace == "fairway-system";

    /// <summary>The Release that is at work in the cluster, if it goes forward.</summary>
    private JsonObject? Release(Change change)
    {
        var item = Mirror.All(Meta, ClusterReleases).FirstOrDefault(one =>
            Text(one, "metadata", "namespace") == change.Cluster && Text(one, "status", "phase") == "Configure");
        return item is not null && Text(item, "status", "direction") == "Forward"
            ? Mirror.Find(Meta, Releases, null, Text(item, "spec", "release")!)
            : null;
    }

    private List<JsonNode> Approved(Change change, JsonObject release)
    {
        var digest = Text(release, "status", "plan", "document") ?? "";
        var document = Content(digest) is { } bytes ? JsonNode.Parse(bytes.Span) : null;
        var groups = (document?["groups"] as JsonArray ?? []).OfType<JsonObject>().ToList();
        var own = groups.FindAll(one => ((JsonArray)one["clusters"]!).Any(id => id!.ToString() == change.Cluster));

        // A cluster that joined later has what was approved for any of the others.
        return
        [
            .. from one in own.Count > 0 ? own : groups
               from approved in (JsonArray)one["changes"]!
               from field in (JsonArray)approved!["fields"]!
               select field,
        ];
    }
}
