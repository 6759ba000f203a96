using System.Text.Json.Nodes;
using Fairway.Kube;
using Fairway.Kube.Hooks;

namespace Fairway.Simulation.Plans;

/// <summary>Notes what one controller is told and what it writes, in order.</summary>
internal sealed class Recorder(World world)
{
    private readonly Dictionary<(string Resource, ObjectKey Key), SortedDictionary<string, string>> known = [];
    private int order;

    /// <summary>The resources whose events the controller reads.</summary>
    public HashSet<string> Reads { get; } = [];

    /// <summary>Until the end of the story.</summary>
    public bool IsOn { get; set; } = true;

    public List<Notice> Notices { get; } = [];

    /// <summary>Its writes, with the reconciles in which they were made.</summary>
    public List<(int Order, HookedReconcile Reconcile, string What)> Writes { get; } = [];

    public void Wrote(KubeRequest request)
    {
        if (IsOn && HookedReconcile.Current is { } reconcile)
        {
            Writes.Add((order++, reconcile, $"{request.Method} {request.Path}"));
        }
    }

    public void Delivered(string resource, WatchFrame frame)
    {
        if (!IsOn || !Reads.Contains(resource) || frame.Type is WatchEventType.Bookmark or WatchEventType.Error)
        {
            return;
        }

        var item = (JsonObject)JsonNode.Parse(frame.Object.Span)!;
        var key = new ObjectKey((string?)item["metadata"]!["namespace"], (string)item["metadata"]!["name"]!);
        var before = known.GetValueOrDefault((resource, key)) ?? [];
        var isDeletion = frame.Type == WatchEventType.Deleted;
        var now = isDeletion ? [] : EndView.LeavesOf(item);
        known[(resource, key)] = now;
        var changed = Between(before, now);
        if (changed.Count > 0)
        {
            var revision = long.Parse((string)item["metadata"]!["resourceVersion"]!, null);
            Notices.Add(new Notice(
                order++, world.Loop.Time.GetUtcNow(), resource, key, revision, isDeletion, changed));
        }
    }

    public static SortedDictionary<string, string?> Between(
        SortedDictionary<string, string> before, SortedDictionary<string, string> now)
    {
        var changed = new SortedDictionary<string, string?>(StringComparer.Ordinal);
        foreach (var path in before.Keys.Union(now.Keys))
        {
            var value = now.GetValueOrDefault(path);
            if (before.GetValueOrDefault(path) != value)
            {
                changed[path] = value;
            }
        }

        return changed;
    }
}
