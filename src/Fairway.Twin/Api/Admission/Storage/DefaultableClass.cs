using System.Text.Json.Nodes;
using Fairway.Schema.Json;
using Fairway.Twin.Api.Objects;
using Fairway.Twin.Storage;

namespace Fairway.Twin.Api.Admission.Storage;

/// <summary>A class that others name, one of which may be the default: of storage, of ingresses.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Created">When it was made; of several defaults the newest counts.</param>
/// <param name="IsDefault">Whether who names none gets it.</param>
/// <param name="MayGrow">Whether volumes of the class can grow.</param>
internal sealed record DefaultableClass(string Name, string Created, bool IsDefault, bool MayGrow)
{
    public static DefaultableClass ReadStorage(StoredObject stored) => Read(
        stored, "storageclass.kubernetes.io/is-default-class", "storageclass.beta.kubernetes.io/is-default-class");

    public static DefaultableClass ReadIngress(StoredObject stored) =>
        Read(stored, "ingressclass.kubernetes.io/is-default-class");

    /// <summary>The default among classes; null where there is none.</summary>
    public static DefaultableClass? DefaultOf(IEnumerable<DefaultableClass> classes) => classes
        .Where(c => c.IsDefault)
        .OrderByDescending(c => c.Created, StringComparer.Ordinal)
        .ThenBy(c => c.Name, StringComparer.Ordinal)
        .FirstOrDefault();

    private static DefaultableClass Read(StoredObject stored, params ReadOnlySpan<string> marks)
    {
        var tree = (JsonObject)JsonReader.Read(stored.Json.Span).Node!;
        var metadata = ObjectMeta.Of(tree);
        var annotations = metadata["annotations"] as JsonObject ?? [];
        var isDefault = false;
        foreach (var mark in marks)
        {
            isDefault |= ObjectMeta.Text(annotations, mark) == "true";
        }

        return new DefaultableClass(
            stored.Key.Name,
            ObjectMeta.Text(metadata, "creationTimestamp"),
            isDefault,
            tree["allowVolumeExpansion"] is JsonValue flag && flag.TryGetValue<bool>(out var grows) && grows);
    }
}
