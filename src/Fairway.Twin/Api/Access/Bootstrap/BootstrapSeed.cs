using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Fairway.Schema.Resources;
using Fairway.Twin.Api.Objects;
using Fairway.Twin.Storage;

namespace Fairway.Twin.Api.Access.Bootstrap;

/// <summary>
/// The roles and bindings that every cluster has, as stored objects. Clusters that begin in the same minute share them,
/// so that those of a fleet cost what those of one cluster do.
/// </summary>
internal static class BootstrapSeed
{
    private static readonly Lazy<IReadOnlyList<BootstrapObject>> Table = new(BootstrapTable.Read);
    private static volatile Made? latest;

    /// <summary>The seed of a store that begins now.</summary>
    public static StoreSeed At(DateTimeOffset now)
    {
        var minute = new DateTimeOffset(now.Ticks - (now.Ticks % TimeSpan.TicksPerMinute), TimeSpan.Zero);
        if (latest is { } known && known.Minute == minute)
        {
            return known.Seed;
        }

        var made = new Made(minute, Make(minute));
        latest = made;
        return made.Seed;
    }

    /// <summary>The objects as a new cluster would have them, with their resources.</summary>
    public static IReadOnlyList<BootstrapObject> Objects => Table.Value;

    /// <summary>The row of a storage of RBAC.</summary>
    public static ResourceType Row(string storage) =>
        ResourceTable.BuiltIn.Find(RbacObjects.Group, "v1", storage[..storage.IndexOf('.', StringComparison.Ordinal)])!;

    /// <summary>A tree of one's own, with what a server sets.</summary>
    public static JsonObject Complete(BootstrapObject source, DateTimeOffset now)
    {
        var tree = (JsonObject)source.Tree.DeepClone();
        var metadata = ObjectMeta.Of(tree);
        metadata["uid"] = Uid(source);
        metadata["creationTimestamp"] = ObjectMeta.Time(now);
        return tree;
    }

    private static StoreSeed Make(DateTimeOffset now) => new(
    [
        .. Table.Value.Select((source, at) => (
            source.Storage,
            new StoredObject(ObjectWriter.ToDraft(Row(source.Storage), Complete(source, now)), at + 1))),
    ]);

    /// <summary>The same in every cluster: a name-based UUID (RFC 9562, version 8).</summary>
    private static string Uid(BootstrapObject source)
    {
        var name = $"{source.Storage}/{source.Key.Namespace}/{source.Key.Name}";
        var bytes = SHA256.HashData(Encoding.UTF8.GetBytes(name)).AsSpan(0, 16);
        bytes[6] = (byte)((bytes[6] & 0x0F) | 0x80);
        bytes[8] = (byte)((bytes[8] & 0x3F) | 0x80);
        return new Guid(bytes, bigEndian: true).ToString("D");
    }

    private sealed record Made(DateTimeOffset Minute, StoreSeed Seed);
}
