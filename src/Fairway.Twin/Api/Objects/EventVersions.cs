using System.Text.Json.Nodes;
using Fairway.Schema.Resources;

namespace Fairway.Twin.Api.Objects;

/// <summary>
/// Events are one storage with two faces, core/v1 and events.k8s.io/v1, whose fields have different names. They are
/// stored as core/v1.
/// </summary>
internal static class EventVersions
{
    private const string Group = "events.k8s.io";

    // core/v1 name, events.k8s.io/v1 name.
    private static readonly (string Core, string Events)[] Renamed =
    [
        ("involvedObject", "regarding"),
        ("message", "note"),
        ("reportingComponent", "reportingController"),
        ("source", "deprecatedSource"),
        ("firstTimestamp", "deprecatedFirstTimestamp"),
        ("lastTimestamp", "deprecatedLastTimestamp"),
        ("count", "deprecatedCount"),
    ];

    /// <summary>Whether the resource shows objects that are stored in another version.</summary>
    public static bool IsStoredOtherwise(ResourceType resource) => resource.Group == Group;

    /// <summary>The row in whose version the resource is stored.</summary>
    public static ResourceType Stored(ResourceType resource) =>
        IsStoredOtherwise(resource) ? ResourceTable.BuiltIn.Find("", "v1", "events")! : resource;

    /// <summary>The path of a field in the stored version.</summary>
    public static string StoredPath(ResourceType resource, string path)
    {
        if (!IsStoredOtherwise(resource))
        {
            return path;
        }

        var dot = path.IndexOf('.', StringComparison.Ordinal);
        var (head, tail) = dot < 0 ? (path, "") : (path[..dot], path[dot..]);
        return Array.Find(Renamed, r => r.Events == head) is { Core: { } core } ? core + tail : path;
    }

    /// <summary>core/v1 to events.k8s.io/v1, in place.</summary>
    public static JsonObject FromStored(JsonObject core)
    {
        core["apiVersion"] = $"{Group}/v1";
        foreach (var (from, to) in Renamed)
        {
            Rename(core, from, to);
        }

        return core;
    }

    /// <summary>events.k8s.io/v1 to core/v1, as a copy.</summary>
    public static JsonObject ToStored(JsonObject shown)
    {
        var core = (JsonObject)shown.DeepClone();
        core["apiVersion"] = "v1";
        foreach (var (to, from) in Renamed)
        {
            Rename(core, from, to);
        }

        return core;
    }

    private static void Rename(JsonObject obj, string from, string to)
    {
        if (obj.TryGetPropertyValue(from, out var value))
        {
            obj.Remove(from);
            obj[to] = value;
        }
    }
}
