using System.Text.Json;
using Fairway.Schema.Resources;

namespace Fairway.Schema.Documents;

/// <summary>
/// OpenAPI of a server, derived from its table of resources: what kubectl explains kinds, builds patches and finds out
/// about field validation from. Pure; UTF-8 JSON. Making one takes tens of milliseconds: keep it
/// (<see cref="ApiDocuments"/>).
/// </summary>
public static class OpenApiDocuments
{
    /// <summary>The version that the documents name.</summary>
    public const string ServerVersion = "v1.36.0";

    /// <summary>OpenAPI 3 of one group version, or null if the server does not have it.</summary>
    public static byte[]? V3(ResourceTable table, GroupVersion groupVersion)
    {
        var rows = table.Of(groupVersion.Group, groupVersion.Version);
        return rows.IsEmpty ? null : JsonDocuments.Write(writer =>
        {
            WriteHead(writer, "openapi", "3.0.0");
            writer.WriteStartObject("paths");
            OpenApiPaths.Write(writer, rows, OpenApiDialect.V3);
            writer.WriteEndObject();
            writer.WriteStartObject("components");
            writer.WriteStartObject("schemas");
            OpenApiSchemas.WriteAll(writer, DefinitionCollector.Collect(rows), OpenApiDialect.V3);
            writer.WriteEndObject();
            writer.WriteEndObject();
        });
    }

    /// <summary>OpenAPI 3 of <c>/version</c>, the one path outside the groups that clients look for.</summary>
    public static byte[] Version() => JsonDocuments.Write(writer =>
    {
        WriteHead(writer, "openapi", "3.0.0");
        writer.WriteStartObject("paths");
        writer.WriteStartObject("/version/");
        writer.WriteStartObject("get");
        writer.WriteString("operationId", "getCodeVersion");
        writer.WriteStartObject("responses");
        OpenApiPaths.WriteResponse(writer, "200", null, OpenApiDialect.V3);
        writer.WriteEndObject();
        writer.WriteEndObject();
        writer.WriteEndObject();
        writer.WriteEndObject();
    });

    /// <summary>What <c>/openapi/v3</c> answers: where the documents are.</summary>
    /// <param name="hashes">
    /// Path of a document (<c>api/v1</c>, <c>apis/apps/v1</c>, <c>version</c>) and the hash of its content.
    /// </param>
    public static byte[] Index(IEnumerable<KeyValuePair<string, string>> hashes) => JsonDocuments.Write(writer =>
    {
        writer.WriteStartObject("paths");
        foreach (var (path, hash) in hashes.OrderBy(pair => pair.Key, StringComparer.Ordinal))
        {
            writer.WriteStartObject(path);
            writer.WriteString("serverRelativeURL", $"/openapi/v3/{path}?hash={hash}");
            writer.WriteEndObject();
        }

        writer.WriteEndObject();
    });

    /// <summary>OpenAPI 2 of everything.</summary>
    public static byte[] V2(ResourceTable table) => JsonDocuments.Write(writer =>
    {
        WriteHead(writer, "swagger", "2.0");
        writer.WriteStartObject("paths");
        foreach (var version in table.GroupVersions)
        {
            OpenApiPaths.Write(writer, table.Of(version.Group, version.Version), OpenApiDialect.V2);
        }

        writer.WriteEndObject();
        writer.WriteStartObject("definitions");
        OpenApiSchemas.WriteAll(writer, DefinitionCollector.Collect(table.All), OpenApiDialect.V2);
        writer.WriteEndObject();
    });

    private static void WriteHead(Utf8JsonWriter writer, string key, string version)
    {
        writer.WriteString(key, version);
        writer.WriteStartObject("info");
        writer.WriteString("title", "Kubernetes");
        writer.WriteString("version", ServerVersion);
        writer.WriteEndObject();
    }
}
