using System.Text.Json.Nodes;
using Fairway.Kube;
using Fairway.Merge.Diffing;
using Fairway.Schema.Custom;

namespace Fairway.Components.Tenants;

/// <summary>A tenant cluster as a change sees it.</summary>
internal sealed record Tenant(IKubeApi Api, TenantKinds Kinds)
{
    /// <summary>What was read of it beforehand; null where nothing was.</summary>
    public LiveAhead? Ahead { get; init; }

    /// <summary>The object as it is; null where it is not there, or the cluster has no such kind.</summary>
    public async Task<JsonObject?> FindAsync(ObjectRef reference, CancellationToken cancel) =>
        Kinds.Find(reference) is not { } resource ? null
            : Ahead is not null ? await Ahead.FindAsync(resource, Key(reference), cancel)
            : (await Api.FindAsync(resource, Key(reference), cancel))?.ReadNode() as JsonObject;

    /// <summary>The definition of a kind; null where the cluster has none of that name.</summary>
    public Task<CustomDefinition?> FindDefinitionAsync(ObjectRef definition, CancellationToken cancel)
    {
        return Ahead is null ? ReadAsync() : Ahead.DefinitionAsync(definition.Name, ReadAsync);

        async Task<CustomDefinition?> ReadAsync() =>
            await FindAsync(definition, cancel) is { } found ? CustomDefinition.Read(found) : null;
    }

    /// <summary>Where an object is.</summary>
    public static ObjectKey Key(ObjectRef reference) =>
        new(reference.Namespace.Length == 0 ? null : reference.Namespace, reference.Name);
}
