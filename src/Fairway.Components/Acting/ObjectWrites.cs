using System.Text.Json.Nodes;
using Fairway.Api.Meta;
using Fairway.Components.Planning;
using Fairway.Components.Tenants;
using Fairway.Delivery.Changes;
using Fairway.Kube;
using Fairway.Kube.Requests;
using Fairway.Merge.Diffing;

namespace Fairway.Components.Acting;

/// <summary>Brings planned objects to a tenant cluster, each write after its fence, and guarded by the version that was
/// looked at.</summary>
internal sealed class ObjectWrites(Tenant tenant, IActFence fence)
{
    private static readonly WriteOptions AsFairway = new() { FieldManager = Labels.ConfigurationManager, Force = true };
    private static readonly WriteOptions AsKept = new() { FieldManager = FieldManagers.Kept, Force = true };

    /// <summary>Makes or changes an object; returns it as it is then. One without a change is not written.</summary>
    public async Task<JsonObject> WriteAsync(PlannedObject item, CancellationToken cancel)
    {
        if (item.Diff.IsEmpty)
        {
            return item.Live!;
        }

        var resource = tenant.Kinds.Get(item.Reference);
        var key = Tenant.Key(item.Reference);
        var notOurs = RolloutFields.Of(item.Reference.Kind);
        var patch = ObjectPatch.Of(
            item.Diff, item.Target!, item.Live, item.Kept, (item.Schema, notOurs));
        var version = Version(item.Live);
        if (patch.HandOver is { } held)
        {
            version = Version(await ApplyAsync(resource, key, (held, version), AsKept, cancel));
        }

        if (patch.Ahead is { } ahead)
        {
            version = Version(await PatchAsync(resource, key, ahead, cancel));
        }

        var applied = await ApplyAsync(resource, key, (patch.Body, version), AsFairway, cancel);
        return patch.Rest(applied) is { } rest ? await PatchAsync(resource, key, rest, cancel) : applied;
    }

    /// <summary>Deletes an object, if it is still the one that was looked at.</summary>
    public async Task DeleteAsync(PlannedObject item, CancellationToken cancel)
    {
        if (item.Live is not { } live || item.Diff.IsEmpty)
        {
            return;
        }

        await fence.EnsureAsync(cancel);
        await tenant.Api.DeleteIfPresentAsync(
            tenant.Kinds.Get(item.Reference),
            Tenant.Key(item.Reference),
            new DeleteOptions
            {
                Uid = live["metadata"]?["uid"]?.GetValue<string>(),
                ResourceVersion = Version(live),
                PropagationPolicy = "Background",
            },
            cancel);
    }

    private async Task<JsonObject> ApplyAsync(
        KubeResource resource,
        ObjectKey key,
        (JsonObject Body, string? Version) what,
        WriteOptions options,
        CancellationToken cancel)
    {
        if (what.Version is not null)
        {
            ((JsonObject)what.Body["metadata"]!)["resourceVersion"] = what.Version;
        }

        await fence.EnsureAsync(cancel);
        return (JsonObject)(await tenant.Api.ApplyAsync(resource, key, what.Body, options, cancel)).ReadNode();
    }

    private async Task<JsonObject> PatchAsync(
        KubeResource resource, ObjectKey key, JsonArray operations, CancellationToken cancel)
    {
        await fence.EnsureAsync(cancel);
        var options = new WriteOptions { FieldManager = Labels.ConfigurationManager };
        var answer = await tenant.Api.JsonPatchAsync(resource, key, operations, options, cancel);
        return (JsonObject)answer.ReadNode();
    }

    private static string? Version(JsonObject? item) => item?["metadata"]?["resourceVersion"]?.GetValue<string>();
}
