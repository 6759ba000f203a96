using System.Text.Json.Nodes;
using Fairway.Schema.Resources;
using Fairway.Twin.Api.Access;
using Fairway.Twin.Api.Objects;
using Fairway.Twin.Storage;

namespace Fairway.Twin.Api.Flow;

/// <summary>
/// Finds the flow schema of requests, for the headers that tell of it: nothing is queued or turned away. The schemas
/// are read when they have changed, not for each request.
/// </summary>
internal sealed class FlowSchemas(ClusterStore store)
{
    private const string Group = "flowcontrol.apiserver.k8s.io";
    private static readonly ResourceType Schemas = ResourceTable.BuiltIn.Find(Group, "v1", "flowschemas")!;
    private static readonly ResourceType Levels =
        ResourceTable.BuiltIn.Find(Group, "v1", "prioritylevelconfigurations")!;

    private volatile Index? index;

    /// <summary>The first schema that the request matches, in the order of their precedence; null where there is
    /// none.</summary>
    public FlowMatch? Find(AccessRequest request)
    {
        var (schemas, levels) = (store.Objects(Schemas.StorageName), store.Objects(Levels.StorageName));
        var known = index;
        if (known is null || !ReferenceEquals(known.Schemas, schemas) || !ReferenceEquals(known.Levels, levels))
        {
            known = new Index(schemas, levels, Read());
            index = known;
        }

        return Array.Find(known.Entries, e => e.Rules.Any(r => r.Matches(request)))?.Match;
    }

    private Entry[] Read()
    {
        var levels = store.View(Levels.StorageName).ToDictionary(l => l.Key.Name, l => l.Uid, StringComparer.Ordinal);
        return
        [
            .. store.View(Schemas.StorageName).Select(s => Read(s, levels))
                .OrderBy(e => e.Precedence).ThenBy(e => e.Name, StringComparer.Ordinal),
        ];
    }

    private static Entry Read(StoredObject stored, Dictionary<string, string> levels)
    {
        var spec = StoredTree.Read(stored, Schemas)["spec"] as JsonObject ?? [];
        var level = ObjectMeta.Text(spec["priorityLevelConfiguration"] as JsonObject ?? [], "name");
        return new Entry(
            stored.Key.Name,
            ObjectMeta.Number(spec, "matchingPrecedence"),
            new FlowMatch(stored.Uid, levels.GetValueOrDefault(level, "")),
            [.. (spec["rules"] as JsonArray ?? []).OfType<JsonObject>().Select(r => new FlowRule(r))]);
    }

    private sealed record Index(ObjectSet Schemas, ObjectSet Levels, Entry[] Entries);

    private sealed record Entry(string Name, long Precedence, FlowMatch Match, FlowRule[] Rules);
}
