using System.Text.Json.Nodes;
using Fairway.Twin.Api.Objects;
using Fairway.Twin.Api.Requests;

namespace Fairway.Twin.Api.Admission;

/// <summary>Webhooks and policies may spoil managedFields; then they stay as they were, and the caller is
/// told.</summary>
internal static class ManagedFieldsGuard
{
    private const string Warning =
        ".metadata.managedFields was in an invalid state after admission; this could be caused by an outdated mutating "
        + "admission controller; please fix your requests: ";

    /// <summary>Puts managedFields back where they make no sense.</summary>
    public static void Check(ResourceCall call, JsonObject obj, JsonNode? before)
    {
        var metadata = ObjectMeta.Of(obj);
        var entries = metadata["managedFields"] as JsonArray ?? [];
        for (var i = 0; i < entries.Count; i++)
        {
            if (Problem(entries[i] as JsonObject ?? [], i) is { } problem)
            {
                ObjectMeta.Set(metadata, "managedFields", before?.DeepClone());
                call.Warn(Warning + problem);
                return;
            }
        }
    }

    private static string? Problem(JsonObject entry, int index)
    {
        if (ObjectMeta.Text(entry, "operation") is not ("Apply" or "Update"))
        {
            return "operation must be `Apply` or `Update`";
        }

        if (ObjectMeta.Text(entry, "apiVersion").Length == 0)
        {
            return "apiVersion must not be empty";
        }

        return ObjectMeta.Text(entry, "fieldsType") switch
        {
            "FieldsV1" => null,
            "" => $"missing fieldsType in managed fields entry {index}",
            var other => $"invalid fieldsType \"{other}\" in managed fields entry {index}",
        };
    }
}
