using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Fairway.Kube;
using Fairway.Kube.Objects;
using Fairway.Kube.Requests;
using Fairway.Kube.Selectors;

namespace Fairway.Tests.Kube.Fakes;

/// <summary>
/// A small API server in memory, deterministic, whose failures a test injects: enough of lists, watches and writes for
/// the runtime's own tests. The twin is the real one.
/// </summary>
internal sealed class FakeKubeApi : IKubeApi
{
    private readonly SortedDictionary<string, JsonObject> _objects = new(StringComparer.Ordinal);
    private readonly List<FakeEvent> _history = [];
    private readonly List<FakeWatch> _watches = [];
    private readonly List<FakeFault> _faults = [];
    private long _revision = 100;
    private long _compacted;
    private int _uids;

    /// <summary>Every request in order, as <c>GET /path?query</c>.</summary>
    public List<string> Requests { get; } = [];

    /// <summary>Told of each request.</summary>
    public Action<KubeRequest>? Sent { get; set; }

    /// <summary>False for a server that refuses <c>sendInitialEvents</c>.</summary>
    public bool StreamsLists { get; set; } = true;

    /// <summary>True while written events are kept from the watches: caches grow stale.</summary>
    public bool HoldsEvents { get; set; }

    /// <summary>How a revision is written; a server may write what is no number.</summary>
    public Func<long, string> Version { get; set; } = revision => revision.ToString(CultureInfo.InvariantCulture);

    public int OpenWatches => _watches.Count;

    public string Revision => Version(_revision);

    /// <summary>The next <paramref name="times"/> requests that <paramref name="when"/> picks meet
    /// <paramref name="fault"/>.</summary>
    public void Fail(Func<KubeRequest, bool> when, Func<KubeResponse?, KubeResponse> fault, int times = 1) =>
        _faults.Add(new FakeFault(when, fault, times));

    public void Put(string collection, JsonObject item) => Store(collection, (JsonObject)item.DeepClone());

    public void Remove(string collection, string name) => Erase($"{collection}/{name}");

    public JsonObject? Peek(string path) => _objects.GetValueOrDefault(path);

    /// <summary>Forgets the history: older versions are Expired.</summary>
    public void Compact()
    {
        _history.Clear();
        _compacted = _revision;
    }

    /// <summary>The store comes back from an older backup: the counter goes back.</summary>
    public void TurnBackTo(long revision)
    {
        _revision = revision;
        Compact();
        BreakWatches();
    }

    public void BreakWatches() => EndWatches(new KubeApiException(0, "Unreachable", "connection reset"));

    public void EndWatches(KubeApiException? failure = null)
    {
        foreach (var watch in _watches.ToArray())
        {
            watch.End(failure);
        }
    }

    public void SendError(int code, string reason)
    {
        var status = FakeAnswers.Status(code, reason, reason);
        foreach (var watch in _watches.ToArray())
        {
            watch.Send(WatchEventType.Error, status);
            watch.End(null);
        }
    }

    public void SendBookmark()
    {
        foreach (var watch in _watches.ToArray())
        {
            watch.Send(WatchEventType.Bookmark, Bookmark(false));
        }
    }

    /// <summary>Delivers what was held back.</summary>
    public void ReleaseEvents()
    {
        HoldsEvents = false;
        foreach (var watch in _watches.ToArray())
        {
            Deliver(watch);
        }
    }

    public async Task<KubeResponse> SendAsync(KubeRequest request, CancellationToken cancel)
    {
        Note(request);
        await Task.Yield();
        cancel.ThrowIfCancellationRequested();
        var fault = _faults.Find(fault => fault.Left > 0 && fault.When(request));
        if (fault is null)
        {
            return Answer(request);
        }

        fault.Left--;
        return fault.Meet(() => Answer(request));
    }

    public async Task<IKubeWatch> WatchAsync(KubeRequest request, CancellationToken cancel)
    {
        Note(request);
        await Task.Yield();
        cancel.ThrowIfCancellationRequested();
        if (_faults.Find(fault => fault.Left > 0 && fault.When(request)) is { } fault)
        {
            fault.Left--;
            fault.Meet(() => new KubeResponse { Status = 200 }).EnsureSuccess();
        }

        var streamed = request.QueryValue("sendInitialEvents") == "true";
        if (streamed && !StreamsLists)
        {
            FakeAnswers.Refusal(422, "Invalid", "sendInitialEvents is forbidden").EnsureSuccess();
        }

        var from = request.QueryValue("resourceVersion") is { } version ? Number(version) : _revision;
        if (from < _compacted)
        {
            FakeAnswers.Refusal(410, "Expired", "too old resource version").EnsureSuccess();
        }

        var watch = new FakeWatch(this, request, from);
        _watches.Add(watch);
        if (streamed)
        {
            SendInitial(watch);
        }

        Deliver(watch);
        return watch;
    }

    internal void Forget(FakeWatch watch) => _watches.Remove(watch);

    private void SendInitial(FakeWatch watch)
    {
        foreach (var item in Select(watch.Request))
        {
            watch.Send(WatchEventType.Added, item);
        }

        watch.Send(WatchEventType.Bookmark, Bookmark(true));
    }

    private void Deliver(FakeWatch watch)
    {
        foreach (var happened in _history.Where(happened => happened.Revision > watch.Reached).ToArray())
        {
            watch.Reached = happened.Revision;
            if (!IsUnder(happened.Path, watch.Request.Path))
            {
                continue;
            }

            var was = happened.Old is not null && Matches(happened.Old, watch.Request);
            var now = happened.New is not null && Matches(happened.New, watch.Request);
            if (now)
            {
                watch.Send(was ? WatchEventType.Modified : WatchEventType.Added, happened.New!);
            }
            else if (was)
            {
                var last = (JsonObject)happened.Old!.DeepClone();
                last["metadata"]!["resourceVersion"] = Version(happened.Revision);
                watch.Send(WatchEventType.Deleted, last);
            }
        }
    }

    private void Note(KubeRequest request)
    {
        Sent?.Invoke(request);
        var query = string.Join('&', request.Query.Select(p => $"{p.Key}={p.Value}"));
        Requests.Add($"{request.Method} {request.Path}{(query.Length == 0 ? "" : $"?{query}")}");
    }

    private KubeResponse Answer(KubeRequest request)
    {
        var path = request.Path;
        var item = _objects.GetValueOrDefault(path);
        return request.Method switch
        {
            "GET" when item is not null => FakeAnswers.Ok(item),
            "GET" when IsCollection(path) => List(request),
            "POST" when path.EndsWith("/eviction", StringComparison.Ordinal) => Evict(path),
            "POST" => Create(request),
            "PATCH" => Patch(request),
            "DELETE" when item is not null => Delete(path, item, request),
            _ => FakeAnswers.NotFound(path),
        };
    }

    private KubeResponse List(KubeRequest request)
    {
        var after = request.QueryValue("continue") ?? "";
        var limit = int.Parse(request.QueryValue("limit") ?? "1000000", CultureInfo.InvariantCulture);
        var rest = Select(request).Where(item => string.CompareOrdinal(PathOf(request, item), after) > 0).ToList();
        var metadata = new JsonObject { ["resourceVersion"] = Version(_revision) };
        if (rest.Count > limit)
        {
            metadata["continue"] = PathOf(request, rest[limit - 1]);
        }

        var items = new JsonArray([.. rest.Take(limit).Select(item => item.DeepClone())]);
        return FakeAnswers.Ok(new JsonObject { ["kind"] = "List", ["metadata"] = metadata, ["items"] = items });
    }

    private KubeResponse Create(KubeRequest request)
    {
        var item = JsonNode.Parse(request.Body.Span)!.AsObject();
        item["metadata"]!["namespace"] ??= RequestTarget.Parse(request.Path)!.Value.Namespace;
        var path = $"{request.Path}/{item["metadata"]!["name"]}";
        if (_objects.ContainsKey(path))
        {
            return FakeAnswers.Refusal(409, "AlreadyExists", $"{path} already exists");
        }

        return FakeAnswers.Ok(Store(request.Path, item), 201);
    }

    private KubeResponse Patch(KubeRequest request)
    {
        var path = request.Path.EndsWith("/status", StringComparison.Ordinal) ? request.Path[..^7] : request.Path;
        if (_objects.GetValueOrDefault(path) is not { } item)
        {
            return FakeAnswers.NotFound(path);
        }

        var patch = JsonNode.Parse(request.Body.Span)!.AsObject();
        if (patch["metadata"]?["resourceVersion"] is { } version
            && (string?)version != (string?)item["metadata"]!["resourceVersion"])
        {
            return FakeAnswers.Refusal(
                409, "Conflict", $"Operation cannot be fulfilled on {path}: the object has been modified");
        }

        var merged = (JsonObject)item.DeepClone();
        Merge(merged, patch);
        return JsonNode.DeepEquals(merged, item)
            ? FakeAnswers.Ok(item)
            : FakeAnswers.Ok(Store(path[..path.LastIndexOf('/')], merged));
    }

    private KubeResponse Delete(string path, JsonObject item, KubeRequest request)
    {
        var uid = (string)item["metadata"]!["uid"]!;
        var wanted = request.Body.IsEmpty ? null : JsonNode.Parse(request.Body.Span)!["preconditions"];
        if ((wanted?["uid"] is { } wantedUid && (string?)wantedUid != uid)
            || (wanted?["resourceVersion"] is { } version
                && (string?)version != (string?)item["metadata"]!["resourceVersion"]))
        {
            return FakeAnswers.Refusal(409, "Conflict", "the precondition does not match");
        }

        Erase(path);
        return FakeAnswers.Ok(new JsonObject
        {
            ["kind"] = "Status",
            ["status"] = "Success",
            ["details"] = new JsonObject { ["uid"] = uid },
        });
    }

    private KubeResponse Evict(string path)
    {
        Erase(path[..path.LastIndexOf('/')]);
        return FakeAnswers.Ok(new JsonObject { ["kind"] = "Status", ["status"] = "Success" }, 201);
    }

    private JsonObject Store(string collection, JsonObject item)
    {
        var metadata = item["metadata"]!.AsObject();
        var path = $"{collection}/{metadata["name"]}";
        var old = _objects.GetValueOrDefault(path);
        metadata["uid"] = old?["metadata"]!["uid"]!.DeepClone() ?? $"u{++_uids}";
        _revision++;
        metadata["resourceVersion"] = Version(_revision);
        _objects[path] = item;
        Happened(path, old, item);
        return item;
    }

    private void Erase(string path)
    {
        if (_objects.Remove(path, out var old))
        {
            _revision++;
            Happened(path, old, null);
        }
    }

    private void Happened(string path, JsonObject? old, JsonObject? now)
    {
        _history.Add(new FakeEvent(_revision, path, old, (JsonObject?)now?.DeepClone()));
        foreach (var watch in HoldsEvents ? [] : _watches.ToArray())
        {
            Deliver(watch);
        }
    }

    private IEnumerable<JsonObject> Select(KubeRequest request) =>
        _objects.Where(entry => IsUnder(entry.Key, request.Path) && Matches(entry.Value, request))
            .Select(entry => entry.Value);

    private static bool Matches(JsonObject item, KubeRequest request)
    {
        var element = System.Text.Json.JsonDocument.Parse(item.ToJsonString()).RootElement;
        return LabelSelector.Parse(request.QueryValue("labelSelector"))
                .Matches(name => (string?)item["metadata"]!["labels"]?[name])
            && FieldSelector.Parse(request.QueryValue("fieldSelector")).Matches(element);
    }

    private static bool IsUnder(string path, string collection)
    {
        var of = RequestTarget.Parse(path)!.Value;
        var wanted = RequestTarget.Parse(collection)!.Value;
        return of.Group == wanted.Group && of.Plural == wanted.Plural
            && (wanted.Namespace is null || wanted.Namespace == of.Namespace);
    }

    private static string PathOf(KubeRequest request, JsonObject item) =>
        $"{request.Path}/{item["metadata"]!["namespace"]}/{item["metadata"]!["name"]}";

    private static bool IsCollection(string path) => RequestTarget.Parse(path) is { Name: null };

    private static void Merge(JsonObject into, JsonObject patch)
    {
        foreach (var (name, value) in patch)
        {
            if (value is null)
            {
                into.Remove(name);
            }
            else if (value is JsonObject inner && into[name] is JsonObject known)
            {
                Merge(known, inner);
            }
            else
            {
                into[name] = value.DeepClone();
            }
        }
    }

    private long Number(string version)
    {
        for (var revision = _revision; revision >= 0; revision--)
        {
            if (Version(revision) == version)
            {
                return revision;
            }
        }

        return 0;
    }

    private JsonObject Bookmark(bool initialEnd)
    {
        var metadata = new JsonObject { ["resourceVersion"] = Version(_revision) };
        if (initialEnd)
        {
            metadata["annotations"] = new JsonObject { ["k8s.io/initial-events-end"] = "true" };
        }

        return new JsonObject { ["metadata"] = metadata };
    }

    private sealed record FakeEvent(long Revision, string Path, JsonObject? Old, JsonObject? New);
}
