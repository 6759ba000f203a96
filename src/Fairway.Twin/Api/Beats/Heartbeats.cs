using System.Text.Json.Nodes;
using Fairway.Kube;
using Fairway.Schema.Resources;
using Fairway.Twin.Api.Objects;
using Fairway.Twin.Storage;

namespace Fairway.Twin.Api.Beats;

/// <summary>
/// Shows simulated nodes and their Leases with the heartbeats that they have at the time of the reading. Nothing is
/// written for them: what is stored are the edges, when a node comes and when it falls silent.
/// </summary>
internal sealed class Heartbeats(ClusterStore store, TimeProvider time)
{
    private const string Nodes = "nodes";
    private const string Leases = "leases.coordination.k8s.io";

    private static ReadOnlySpan<byte> Mark => "\"twin.fairway.dev/simulated\":\"true\""u8;

    private static ReadOnlySpan<byte> Dark => "\"twin.fairway.dev/dark-since\":\""u8;

    /// <summary>Whether objects of the resource may have heartbeats.</summary>
    public static bool Concern(ResourceType resource) => resource.StorageName is Nodes or Leases;

    /// <summary>The object as it is to be shown now; the same where nothing beats.</summary>
    public StoredObject Show(ResourceType resource, StoredObject stored)
    {
        if (!Concern(resource) || LivesUntil(resource, stored.Key, stored) is not { } until)
        {
            return stored;
        }

        var json = stored.Json.Span;
        var shown = resource.StorageName == Nodes
            ? BeatText.Advance(json, BeatText.Heartbeat, HeartbeatOf(stored.Key.Name, until))
            : BeatText.Advance(json, BeatText.Renewal, RenewalOf(stored.Key.Name, until));
        return shown is null ? stored : stored.Showing(new StoredBytes(shown, 0, shown.Length));
    }

    /// <summary>Brings a tree that is about to be answered to what it shows now.</summary>
    public void Show(ResourceType resource, ObjectKey key, JsonObject tree)
    {
        if (!Concern(resource) || store.Find(resource.StorageName, key) is not { } stored
            || LivesUntil(resource, key, stored) is not { } until)
        {
            return;
        }

        if (resource.StorageName == Nodes)
        {
            var text = HeartbeatOf(key.Name, until);
            foreach (var condition in Conditions(tree))
            {
                Advance(condition, "lastHeartbeatTime", text);
            }
        }
        else if (tree["spec"] is JsonObject spec)
        {
            Advance(spec, "renewTime", RenewalOf(key.Name, until));
        }
    }

    /// <summary>Takes back heartbeats that nothing else goes with: who read one and writes it back changes
    /// nothing.</summary>
    public void Keep(ResourceType resource, StoredObject head, JsonObject live, JsonObject updated)
    {
        if (!Concern(resource) || LivesUntil(resource, head.Key, head) is null)
        {
            return;
        }

        if (resource.StorageName == Nodes)
        {
            foreach (var condition in Conditions(updated))
            {
                var before = Conditions(live).FirstOrDefault(c => IsSameState(c, condition));
                ObjectMeta.Keep(condition, before ?? condition, "lastHeartbeatTime");
            }
        }
        else if (updated["spec"] is JsonObject spec && live["spec"] is JsonObject was
            && JsonNode.DeepEquals(spec["holderIdentity"], was["holderIdentity"]))
        {
            ObjectMeta.Keep(spec, was, "renewTime");
        }
    }

    // Until when the kubelet has beaten; null for nodes that beat by themselves or not at all.
    private DateTimeOffset? LivesUntil(ResourceType resource, ObjectKey key, StoredObject stored)
    {
        var node = resource.StorageName == Nodes
            ? stored
            : key.Namespace == "kube-node-lease" ? store.Find(Nodes, new ObjectKey(null, key.Name)) : null;
        if (node is null || node.Json.Span.IndexOf(Mark) < 0)
        {
            return null;
        }

        var now = time.GetUtcNow();
        return BeatText.Find(node.Json.Span, Dark) is { } dark && dark < now ? dark : now;
    }

    private static string HeartbeatOf(string node, DateTimeOffset until) =>
        BeatText.OfHeartbeat(BeatClock.Last(node, BeatClock.StatusPeriod, until));

    private static string RenewalOf(string node, DateTimeOffset until) =>
        BeatText.OfRenewal(BeatClock.Last(node, BeatClock.LeasePeriod, until));

    private static IEnumerable<JsonObject> Conditions(JsonObject node) =>
        (node["status"]?["conditions"] as JsonArray ?? []).OfType<JsonObject>();

    private static bool IsSameState(JsonObject left, JsonObject right) =>
        JsonNode.DeepEquals(left["type"], right["type"])
        && JsonNode.DeepEquals(left["status"], right["status"])
        && JsonNode.DeepEquals(left["reason"], right["reason"])
        && JsonNode.DeepEquals(left["message"], right["message"])
        && JsonNode.DeepEquals(left["lastTransitionTime"], right["lastTransitionTime"]);

    private static void Advance(JsonObject holder, string field, string text)
    {
        var shown = ObjectMeta.Text(holder, field);
        if (shown.Length == text.Length && string.CompareOrdinal(shown, text) < 0)
        {
            holder[field] = text;
        }
    }
}
