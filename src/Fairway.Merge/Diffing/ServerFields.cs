using System.Text.Json.Nodes;
using Fairway.Merge.Fields;
using Fairway.Merge.Typed;
using Fairway.Schema;
using Fairway.Schema.Defaults;
using Fairway.Schema.Resources;

namespace Fairway.Merge.Diffing;

/// <summary>What of an object is never configuration: it names the object, or the server alone writes it.</summary>
internal static class ServerFields
{
    private static readonly FieldSet Never = FieldSet.OfPaths(
        "status",
        "metadata.managedFields",
        "metadata.resourceVersion",
        "metadata.uid",
        "metadata.generation",
        "metadata.creationTimestamp",
        "metadata.deletionTimestamp",
        "metadata.deletionGracePeriodSeconds",
        "metadata.selfLink");

    /// <summary>
    /// A copy that says only what is to be: without server fields and without what others own, text of Secrets as data.
    /// </summary>
    public static JsonObject Configuration(JsonObject item, SchemaNode? schema, FieldSet? notOurs)
    {
        var copy = TypedRemoval.Remove(item, notOurs is null ? Never : Never.Union(notOurs), schema);
        FoldText(copy);
        return copy;
    }

    /// <summary>Texts of a Secret become data, as the server makes of them; it never shows them again.</summary>
    private static void FoldText(JsonObject item)
    {
        if (item["stringData"] is JsonObject texts
            && texts.All(pair => pair.Value is JsonValue value && value.TryGetValue<string>(out _))
            && item["data"] is null or JsonObject
            && ObjectRef.Of(item).Kind == new GroupVersionKind("", "v1", "Secret")
            && ResourceTable.BuiltIn.ByKind("", "v1", "Secret") is { } secrets)
        {
            KindDefaults.Apply(secrets, item);
        }
    }
}
