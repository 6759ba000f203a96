using System.Text.Json;
using System.Text.Json.Nodes;
using Fairway.Kube;
using Fairway.Kube.Pods.Objects;

using Xunit;

namespace Fairway.Tests.Twin.Behaviour;

/// <summary>
/// Objects of one cluster without an API server: takes the requests that planners ask for, and nothing more than they
/// need.
/// </summary>
internal sealed class World
{
    private readonly SortedDictionary<string, JsonObject> objects = new(StringComparer.Ordinal);
    private readonly Dictionary<(JsonObject Object, Type View), object> views = [];
    private int counter;

    public DateTimeOffset Now { get; set; } = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>How many requests changed something.</summary>
    public int Writes { get; private set; }

    public void Send(KubeRequest request)
    {
        var body = request.Body.IsEmpty ? null : (JsonObject?)JsonNode.Parse(request.Body.Span);
        switch (request.Method)
        {
            case "POST":
                Create(request.Path, body!);
                break;
            case "PATCH" when request.Path.EndsWith("/status", StringComparison.Ordinal):
                Patch(request.Path[..^"/status".Length], body!);
                break;
            case "PATCH":
                Patch(request.Path, body!);
                break;
            case "DELETE":
                Delete(request.Path);
                break;
            default:
                throw new InvalidOperationException($"the world does not take {request.Method} {request.Path}");
        }
    }

    public T[] All<T>(KubeResource resource, Func<JsonElement, T> read) =>
    [
        .. objects.Where(o => o.Value["kind"]!.GetValue<string>() == resource.Kind).Select(o => Read(o.Value, read)),
    ];

    public T Get<T>(KubeResource resource, ObjectKey key, Func<JsonElement, T> read) =>
        Read(objects[resource.ObjectPath(key)], read);

    public JsonObject Raw(KubeResource resource, ObjectKey key) => objects[resource.ObjectPath(key)];

    public void Create(string collection, JsonObject obj)
    {
        var meta = (JsonObject)obj["metadata"]!;
        counter++;
        var name = meta["name"]?.GetValue<string>() ?? $"{meta["generateName"]}{counter}";
        meta["name"] = name;
        meta["uid"] = $"uid-{counter}";
        meta["generation"] = 1;
        meta["resourceVersion"] = $"{counter}";
        meta["creationTimestamp"] = ApiTime.Text(Now);
        Assert.True(objects.TryAdd($"{collection}/{name}", obj), $"{name} exists already");
        Writes++;
    }

    /// <summary>Applies a merge patch; what changes nothing is no write.</summary>
    public void Patch(string path, JsonObject patch)
    {
        var before = objects[path];
        var expected = patch["metadata"]?["resourceVersion"]?.GetValue<string>();
        Assert.True(
            expected is null || expected == before["metadata"]!["resourceVersion"]!.GetValue<string>(),
            $"a stale patch of {path}");
        var after = (JsonObject)Merged(before, patch);
        if (JsonNode.DeepEquals(before, after))
        {
            return;
        }

        counter++;
        after["metadata"]!["resourceVersion"] = $"{counter}";
        if (!JsonNode.DeepEquals(before["spec"], after["spec"]))
        {
            after["metadata"]!["generation"] = before["metadata"]!["generation"]!.GetValue<int>() + 1;
        }

        objects[path] = after;
        Writes++;
    }

    /// <summary>Deletes; a pod on a node is only marked, and goes when <see cref="Remove"/> is called.</summary>
    public void Delete(string path)
    {
        var obj = objects[path];
        if (obj["spec"]?["nodeName"] is not null)
        {
            Patch(path, new JsonObject { ["metadata"] = new JsonObject { ["deletionTimestamp"] = ApiTime.Text(Now) } });
        }
        else
        {
            Remove(path);
        }
    }

    public void Remove(string path)
    {
        objects.Remove(path);
        Writes++;
    }

    // A stored object is replaced, never changed: what was read of it once holds.
    private T Read<T>(JsonObject obj, Func<JsonElement, T> read)
    {
        if (!views.TryGetValue((obj, typeof(T)), out var view))
        {
            views[(obj, typeof(T))] = view = Parse(obj, read)!;
        }

        return (T)view;
    }

    private static T Parse<T>(JsonObject obj, Func<JsonElement, T> read)
    {
        using var document = JsonDocument.Parse(obj.ToJsonString());
        return read(document.RootElement);
    }

    private static JsonNode Merged(JsonNode? target, JsonObject patch)
    {
        var result = target is JsonObject old ? (JsonObject)old.DeepClone() : [];
        foreach (var (key, value) in patch)
        {
            if (value is null)
            {
                result.Remove(key);
            }
            else
            {
                result[key] = value is JsonObject nested ? Merged(result[key], nested) : value.DeepClone();
            }
        }

        return result;
    }
}
