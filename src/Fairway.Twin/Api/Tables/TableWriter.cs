using System.Text.Json.Nodes;
using Fairway.Twin.Api.Objects;
using Fairway.Twin.Api.Requests;

namespace Fairway.Twin.Api.Tables;

/// <summary>Tables, as kubectl prints them.</summary>
internal static class TableWriter
{
    public static JsonObject Table(ResourceCall call, IEnumerable<JsonObject> objects, JsonObject metadata)
    {
        return new JsonObject
        {
            ["kind"] = "Table",
            ["apiVersion"] = $"meta.k8s.io/{call.Representation.MetaVersion}",
            ["metadata"] = metadata,
            ["columnDefinitions"] = new JsonArray(new JsonObject { ["name"] = "Name", ["type"] = "string", ["format"] = "name", ["description"] = "", ["priority"] = 0 }),
            ["rows"] = new JsonArray([.. objects.Select(o => (JsonNode)new JsonObject { ["cells"] = new JsonArray(ObjectMeta.Name(o)), ["object"] = PartialMetadata.Of(o, "v1") })]),
        };
    }
}
