using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Fairway.Schema.Custom;
using Fairway.Twin.Api.Objects;
using Fairway.Twin.Api.Requests;
using Fairway.Twin.Api.Verbs;
using Fairway.Twin.Storage;

namespace Fairway.Twin.Api.Definitions;

/// <summary>
/// Brings definitions to where they belong, and the table of resources with them, whenever a write may have changed
/// either. It runs with the request that wrote, so that what the request changed is there when its answer is read; it
/// does not run by itself.
/// </summary>
internal sealed class DefinitionSettler(ApiContext context)
{
    private readonly Deletion deletion = new(context);

    /// <summary>
    /// Settles all definitions. Others may do the same at the same time: each step is a compare-and-swap.
    /// </summary>
    /// <exception cref="StoreUnavailableException">The store takes no writes now; the next call goes on.</exception>
    public async Task SettleAsync()
    {
        while (true)
        {
            context.Catalog.Refresh();
            if (context.Catalog.Known.Count == 0 || DefinitionPlanner.Next(Observe()) is not { } action)
            {
                return;
            }

            await ActAsync(action);
        }
    }

    private DefinitionObservation Observe() => new(
        [.. context.Catalog.Known.Select(Observe).OfType<ObservedDefinition>()],
        ObjectMeta.Time(context.Time.GetUtcNow()));

    private ObservedDefinition? Observe(CustomDefinition definition)
    {
        var key = new Kube.ObjectKey(null, definition.Name);
        if (context.Store.Find(ResourceCatalog.Definitions.StorageName, key) is not { } stored)
        {
            return null;
        }

        var tree = StoredTree.Read(stored, ResourceCatalog.Definitions);
        var (count, untouched) = definition.IsTerminating ? CountObjects(definition) : default;
        return new ObservedDefinition(
            definition,
            tree["status"] as JsonObject ?? [],
            [.. ObjectMeta.Finalizers(ObjectMeta.Of(tree))],
            count,
            untouched);
    }

    private (int Count, int Untouched) CountObjects(CustomDefinition definition)
    {
        var view = context.Store.View(definition.StorageName);
        var untouched = 0;
        for (var i = 0; i < view.Count; i++)
        {
            untouched += IsGoing(view[i]) ? 0 : 1;
        }

        return (view.Count, untouched);
    }

    private static bool IsGoing(StoredObject stored) =>
        StoredTree.Metadata(stored)["deletionTimestamp"] is not null;

    private Task ActAsync(DefinitionAction action) => action switch
    {
        DefinitionAction.WriteStatus write => ChangeAsync(write.Name, live =>
        {
            live["status"] = write.Status.DeepClone();
            return live;
        }),
        DefinitionAction.DeleteObjects delete => DeleteObjectsAsync(delete.Name),
        _ => ChangeAsync(action.Name, Released),
    };

    private static JsonObject Released(JsonObject live)
    {
        var metadata = ObjectMeta.Of(live);
        var left = ObjectMeta.Finalizers(metadata).Where(f => f != DefinitionPlanner.CleanUpFinalizer).ToArray();
        ObjectMeta.Set(
            metadata, "finalizers", left.Length == 0 ? null : new JsonArray([.. left.Select(f => (JsonNode)f)]));
        return live;
    }

    /// <summary>Where somebody wrote in between nothing is done: all is looked at again.</summary>
    private async Task ChangeAsync(string name, Func<JsonObject, JsonObject> change)
    {
        var row = ResourceCatalog.Definitions;
        var key = new Kube.ObjectKey(null, name);
        if (context.Store.Head(row.StorageName, key) is not { } head)
        {
            return;
        }

        var changed = change(StoredTree.Read(head, row));
        var metadata = ObjectMeta.Of(changed);
        var draft = StoredTree.Draft(row, changed);
        var isLast = ObjectMeta.Has(metadata, "deletionTimestamp") && ObjectMeta.Finalizers(metadata).Count == 0;
        await context.Store.CommitAsync(
            isLast
                ? new StoreWrite.Delete(row.StorageName, draft, head.Revision)
                : new StoreWrite.Replace(row.StorageName, draft, head.Revision),
            CancellationToken.None);
    }

    private async Task DeleteObjectsAsync(string name)
    {
        var definition = context.Catalog.Known.FirstOrDefault(known => known.Name == name);
        var row = context.Table.All.FirstOrDefault(row => row.StorageName == definition?.StorageName);
        if (row is null)
        {
            return;
        }

        var view = context.Store.View(row.StorageName);
        for (var i = 0; i < view.Count; i++)
        {
            if (!IsGoing(view[i]))
            {
                await DeleteAsync(row, view[i].Key);
            }
        }
    }

    private async Task DeleteAsync(Schema.Resources.ResourceType row, Kube.ObjectKey key)
    {
        var request = new Kube.KubeRequest { Method = "DELETE", Path = "" };
        var path = new ResourcePath(row, key.Namespace, key.Name, null, false);
        var call = new ResourceCall(request, path, Representation.Json, context.Time);
        try
        {
            await deletion.DeleteAsync(call, key, DeleteOptions.Read(request), CancellationToken.None);
        }
        catch (Errors.ApiFailure gone) when (gone.Reason == "NotFound")
        {
            // Somebody else was faster, which is what was wanted.
        }
    }
}
