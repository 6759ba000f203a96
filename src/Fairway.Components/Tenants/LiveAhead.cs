using System.Text.Json.Nodes;
using Fairway.Api;
using Fairway.Api.Meta;
using Fairway.Kube;
using Fairway.Kube.Requests;
using Fairway.Schema.Custom;

namespace Fairway.Components.Tenants;

/// <summary>
/// What one cluster has of all components, read by one list for each kind that is asked for, instead of a request for
/// each object. An object without a component's label is asked for by name; namespaces have none. One call at a time.
/// </summary>
internal sealed class LiveAhead(IKubeApi api)
{
    private static readonly ListQuery All = new() { Limit = 500 };
    private static readonly ListQuery OfComponents = All with { LabelSelector = Labels.Component };
    private readonly Dictionary<KubeResource, Dictionary<ObjectKey, JsonObject>> lists = [];
    private readonly Dictionary<string, CustomDefinition?> definitions = new(StringComparer.Ordinal);

    /// <summary>The definition of that name, read once; null where there is none.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="read">Reads it.</param>
    public async Task<CustomDefinition?> DefinitionAsync(string name, Func<Task<CustomDefinition?>> read)
    {
        if (!definitions.TryGetValue(name, out var known))
        {
            definitions[name] = known = await read();
        }

        return known;
    }

    /// <summary>The object as it was when its kind was read; null where it is not there. It is handed out once, and not
    /// kept: who asks again gets what is there then.</summary>
    public async Task<JsonObject?> FindAsync(KubeResource resource, ObjectKey key, CancellationToken cancel)
    {
        if (!lists.TryGetValue(resource, out var list))
        {
            lists[resource] = list = await ReadAsync(resource, cancel);
        }

        return list.Remove(key, out var found)
            ? found
            : (await api.FindAsync(resource, key, cancel))?.ReadNode() as JsonObject;
    }

    private async Task<Dictionary<ObjectKey, JsonObject>> ReadAsync(KubeResource resource, CancellationToken cancel)
    {
        var found = new Dictionary<ObjectKey, JsonObject>();
        try
        {
            var query = resource == KubeResources.Namespaces ? All : OfComponents;
            foreach (var item in await api.ListAllAsync(resource, query, ApiJson.Default.JsonObject, cancel))
            {
                // Items of lists do not say what they are.
                (item["apiVersion"], item["kind"]) = (resource.ApiVersion, resource.Kind);
                found[KeyOf(item)] = item;
            }
        }
        catch (KubeApiException e) when (e.Status is 403 or 404 or 405 or 410)
        {
            // This kind may not be listed, or not at this moment: each object is asked for.
            found.Clear();
        }

        return found;
    }

    private static ObjectKey KeyOf(JsonObject item)
    {
        var metadata = item["metadata"] as JsonObject;
        return new ObjectKey((string?)metadata?["namespace"], (string?)metadata?["name"] ?? "");
    }
}
