using System.Text.Json.Nodes;
using Fairway.Twin.Api.Errors;
using Fairway.Twin.Api.Requests;

namespace Fairway.Twin.Api.Tables;

/// <summary>Tables (meta.k8s.io), as kubectl prints them.</summary>
internal sealed class TableWriter(TimeProvider time)
{
    /// <param name="call">Says the version and how much of each object goes along (<c>includeObject</c>).</param>
    /// <param name="objects">The rows' objects.</param>
    /// <param name="metadata">metadata of the list.</param>
    /// <exception cref="ApiFailure">400 where includeObject has a value that is not known.</exception>
    public JsonObject Table(ResourceCall call, IEnumerable<JsonObject> objects, JsonObject metadata)
    {
        var columns = TableColumns.Of(call.Resource);
        var include = Include(call);
        var now = time.GetUtcNow();
        var rows = objects.Select(o => (JsonNode)new JsonObject
        {
            ["cells"] = new JsonArray([.. columns.Select(c => Cell(c, o, now))]),
            ["object"] = Object(call, o, include),
        });
        return new JsonObject
        {
            ["kind"] = "Table",
            ["apiVersion"] = $"meta.k8s.io/{call.Representation.MetaVersion}",
            ["metadata"] = metadata,
            ["columnDefinitions"] = new JsonArray([.. columns.Select(c => (JsonNode)c.Definition())]),
            ["rows"] = new JsonArray([.. rows]),
        };
    }

    private static JsonNode? Cell(TableColumn column, JsonObject obj, DateTimeOffset now) =>
        column.Path is null ? Cells.Read(column.Cell, obj, now) : CustomColumns.Read(column, obj, now);

    private static JsonNode? Object(ResourceCall call, JsonObject obj, string include) => include switch
    {
        "None" => null,
        "Object" => obj,
        _ => PartialMetadata.Of(obj, call.Representation.MetaVersion),
    };

    private static string Include(ResourceCall call)
    {
        var include = call.Request.QueryValue("includeObject") ?? "";
        return include is "" or "Metadata" or "Object" or "None"
            ? include
            : throw ApiFailure.BadRequest(
                $"Unable to convert to Table as requested: includeObject: Invalid value: \"{include}\": " +
                "must be 'Metadata', 'Object', 'None', or empty");
    }
}
