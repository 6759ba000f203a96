using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;
using Fairway.Schema.Digests;
using Fairway.Schema.Json;

namespace Fairway.Schema.Custom;

/// <summary>
/// Schemas that are equal are one, so that a fleet of clusters with the same definitions pays for them once. They are
/// kept while somebody uses them.
/// </summary>
internal static class SharedSchemas
{
    private static readonly ConcurrentDictionary<string, WeakReference<JsonObject>> Known =
        new(StringComparer.Ordinal);

    private static readonly ConditionalWeakTable<JsonObject, ConcurrentDictionary<string, SchemaNode>> Kinds = [];

    /// <summary>The shared copy of a schema; not to be changed.</summary>
    public static JsonObject Share(JsonObject schema)
    {
        var digest = Digest.Of(JsonText.Write(schema)).ToString();
        if (Known.TryGetValue(digest, out var reference) && reference.TryGetTarget(out var shared))
        {
            return shared;
        }

        Forget();
        var copy = (JsonObject)schema.DeepClone();
        Known[digest] = new WeakReference<JsonObject>(copy);
        return copy;
    }

    /// <summary>The schema of a kind by a shared schema: the same gives the same.</summary>
    public static SchemaNode KindOf(JsonObject shared, string name, GroupVersionKind kind) =>
        Kinds.GetOrCreateValue(shared).GetOrAdd(
            name, static (known, of) => CustomSchemaReader.ReadKind(of.shared, known, of.kind), (shared, kind));

    /// <summary>Drops what nobody uses any more.</summary>
    private static void Forget()
    {
        // In any order: each is dropped or kept for itself.
        foreach (var (digest, reference) in Known)
        {
            if (!reference.TryGetTarget(out _))
            {
                Known.TryRemove(KeyValuePair.Create(digest, reference));
            }
        }
    }
}
