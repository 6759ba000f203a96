using System.Text.Json.Nodes;
using Fairway.Twin.Api.Objects;

namespace Fairway.Twin.Api.Tables;

/// <summary>PartialObjectMetadata: an object without anything but its metadata.</summary>
internal static class PartialMetadata
{
    public static JsonObject Of(JsonObject obj, string metaVersion) => new()
    {
        ["kind"] = "PartialObjectMetadata",
        ["apiVersion"] = $"meta.k8s.io/{metaVersion}",
        ["metadata"] = ObjectMeta.Of(obj).DeepClone(),
    };
}
