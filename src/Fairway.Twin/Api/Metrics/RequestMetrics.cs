using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Fairway.Schema.Resources;
using Fairway.Twin.Api.Requests;

namespace Fairway.Twin.Api.Metrics;

/// <summary>Counts the requests of one cluster. An idle cluster has nothing of it.</summary>
internal sealed class RequestMetrics
{
    private readonly ConcurrentDictionary<RequestKey, RequestSeries> durations = new(1, 0);
    private readonly ConcurrentDictionary<(RequestKey Key, int Code), StrongBox<long>> totals = new(1, 0);
    private readonly ConcurrentDictionary<ResourceType, StrongBox<long>> watchers = new(1, 0);

    /// <summary>How many requests there were, by what they were and how they ended; in order.</summary>
    public IReadOnlyList<(RequestKey Key, int Code, long Count)> Totals =>
    [
        .. totals.ToArray().Select(t => (t.Key.Key, t.Key.Code, Volatile.Read(ref t.Value.Value)))
            .OrderBy(t => Text(t.Key), StringComparer.Ordinal).ThenBy(t => t.Code),
    ];

    /// <summary>How long they took; in order.</summary>
    public IReadOnlyList<(RequestKey Key, RequestSeries Series)> Durations =>
        [.. durations.ToArray().Select(d => (d.Key, d.Value)).OrderBy(d => Text(d.Key), StringComparer.Ordinal)];

    /// <summary>How many watches are open; in order.</summary>
    public IReadOnlyList<(ResourceType Resource, long Count)> Watchers =>
    [
        .. watchers.ToArray().Select(w => (w.Key, Volatile.Read(ref w.Value.Value)))
            .Where(w => w.Item2 > 0)
            .OrderBy(w => w.Key.QualifiedName, StringComparer.Ordinal).ThenBy(w => w.Key.Version),
    ];

    /// <summary>Counts a request that has its answer.</summary>
    public void Count(ResourceCall call, int code, TimeSpan took)
    {
        var key = KeyOf(call);
        Interlocked.Increment(ref totals.GetOrAdd((key, code), static _ => new StrongBox<long>()).Value);
        if (key.Verb != "WATCH")
        {
            durations.GetOrAdd(key, static _ => new RequestSeries()).Add(took.TotalSeconds);
        }
    }

    /// <summary>A watch was opened, or has ended.</summary>
    public void CountWatch(ResourceType resource, int change) =>
        Interlocked.Add(ref watchers.GetOrAdd(resource, static _ => new StrongBox<long>()).Value, change);

    private static RequestKey KeyOf(ResourceCall call)
    {
        var (path, request) = (call.Path, call.Request);
        var isOne = path.Name is not null || request.Method == "POST";
        var verb = request.Method switch
        {
            "GET" when path.OldWatch || (path.Name is null && QueryBool.Read(request, "watch")) => "WATCH",
            "GET" when path.Name is null => "LIST",
            "DELETE" when path.Name is null => "DELETECOLLECTION",
            "PATCH" when Verbs.PatchTypes.IsApply(request) => "APPLY",
            var method => method,
        };
        return new RequestKey(
            path.Resource,
            verb,
            path.Subresource?.Name ?? "",
            isOne ? "resource" : path.Namespace is null ? "cluster" : "namespace",
            request.Method != "GET" && request.QueryValue("dryRun") is not null);
    }

    private static string Text(RequestKey key) =>
        $"{key.Resource.QualifiedName}/{key.Resource.Version}/{key.Subresource}/{key.Verb}/{key.Scope}/{key.DryRun}";
}
