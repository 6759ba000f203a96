using System.Text.Json.Nodes;
using Fairway.Schema.Json;
using Fairway.Schema.Resources;
using Fairway.Twin.Api.Bootstrap;
using Fairway.Twin.Api.Objects;
using Fairway.Twin.Storage;

namespace Fairway.Twin.Api;

/// <summary>Opens stores as an <see cref="ApiServer"/> needs them.</summary>
public static class ApiStore
{
    // The first revisions of a real cluster are those of its own making, and long compacted: revision 1 is too old
    // anywhere.
    private const long FirstRevision = 200;

    // So much history of a resource is kept even when it is old; a fleet has many clusters, and most of them are idle.
    private const int EventFloor = 1_000;

    /// <summary>
    /// Opens a store, with what its journal holds; a new one with what all clusters have from their start.
    /// </summary>
    /// <param name="time">The cluster's clock.</param>
    /// <param name="journal">Where writes are made durable; null for memory only.</param>
    /// <exception cref="StoreException">The journal cannot be opened.</exception>
    public static ClusterStore Open(TimeProvider time, IStoreJournal? journal = null) => new(new StoreOptions
    {
        Time = time,
        Journal = journal,
        FirstRevision = FirstRevision,
        EventFloor = EventFloor,
        FieldsOf = FieldsOf,
        Seed = BootstrapState.At(time.GetUtcNow()),
    });

    private static IReadOnlyList<string> FieldsOf(string storage, ReadOnlyMemory<byte> json)
    {
        var resource = ResourceTable.BuiltIn.All.FirstOrDefault(r => r.StorageName == storage);
        return resource is { SelectableFields.Length: > 0 }
            ? ObjectWriter.Fields(resource, (JsonObject)JsonReader.Read(json.Span).Node!)
            : [];
    }
}
