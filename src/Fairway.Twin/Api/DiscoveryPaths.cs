using Fairway.Kube;
using Fairway.Schema.Documents;
using Fairway.Schema.Resources;
using Fairway.Twin.Api.Definitions;
using Fairway.Twin.Api.Errors;
using Fairway.Twin.Api.Requests;

namespace Fairway.Twin.Api;

/// <summary>Discovery and OpenAPI, derived from the table of resources.</summary>
internal sealed class DiscoveryPaths(ResourceCatalog catalog, string serverAddress)
{
    private const string DiscoveryGroup = "apidiscovery.k8s.io";
    private const string DiscoveryList = "APIGroupDiscoveryList";

    /// <exception cref="ApiFailure">404 where there is no such path, 406 where the document is not to be had in an
    /// accepted form.</exception>
    public KubeResponse Answer(KubeRequest request, string[] parts)
    {
        var table = catalog.Table;
        var documents = ApiDocuments.Of(table);
        return parts switch
        {
            ["api"] => Aggregated(request, documents, core: true)
                ?? Json(request, DiscoveryDocuments.ApiVersions(table, serverAddress)),
            ["apis"] => Aggregated(request, documents, core: false) ?? Json(request, documents.GroupList()),
            ["apis", var group] => Json(request, documents.Group(group) ?? throw ApiFailure.NoSuchPath()),
            ["api", var version] => Resources(request, table, new GroupVersion("", version)),
            ["apis", var group, var version] => Resources(request, table, new GroupVersion(group, version)),
            ["openapi", "v3"] =>
                Json(request, documents.OpenApiIndex()) with { ContentType = "text/plain; charset=utf-8" },
            ["openapi", "v3", "version"] => Json(request, documents.OpenApiVersion()),
            ["openapi", "v3", "api", var version] => OpenApi(request, documents, new GroupVersion("", version)),
            ["openapi", "v3", "apis", var group, var version] =>
                OpenApi(request, documents, new GroupVersion(group, version)),
            ["openapi", "v2"] => OpenApiV2(request, documents),
            [""] => Json(request, documents.RootPaths()),
            _ => throw ApiFailure.NoSuchPath(),
        };
    }

    private static KubeResponse Resources(KubeRequest request, ResourceTable table, GroupVersion groupVersion)
    {
        if (ApiDocuments.Of(table).Resources(groupVersion) is { } found)
        {
            return Json(request, found);
        }

        var known = groupVersion.Group.Length == 0 || ResourcePath.IsBuiltIn(table, groupVersion.Group);
        throw known ? ApiFailure.NoSuchResource() : ApiFailure.NoSuchPath();
    }

    private static KubeResponse OpenApi(KubeRequest request, ApiDocuments documents, GroupVersion groupVersion) =>
        documents.OpenApi(groupVersion) is { } found ? Json(request, found) : new KubeResponse { Status = 404 };

    /// <summary>The one document that has a protobuf form; clients write its media type in two ways.</summary>
    private static KubeResponse OpenApiV2(KubeRequest request, ApiDocuments documents)
    {
        foreach (var clause in Representation.Clauses(request.Accept ?? ""))
        {
            if (clause.MediaType.Replace('@', '.') == ApiDocument.OpenApiV2Binary)
            {
                return Document(request, documents.OpenApiV2Binary(), ApiDocument.OpenApiV2Binary);
            }

            if (clause.MediaType is MediaTypes.Json or "*/*")
            {
                break;
            }
        }

        return Json(request, documents.OpenApiV2());
    }

    /// <summary>Aggregated discovery, where the first form that the client accepts and we have is an aggregated
    /// one.</summary>
    private static KubeResponse? Aggregated(KubeRequest request, ApiDocuments documents, bool core)
    {
        foreach (var clause in Representation.Clauses(request.Accept ?? ""))
        {
            if (clause.MediaType is not (MediaTypes.Json or "*/*"))
            {
                continue;
            }

            var version = clause.Parameters.GetValueOrDefault("v");
            if (clause.Parameters.GetValueOrDefault("as") != DiscoveryList)
            {
                return null;
            }

            if (clause.Parameters.GetValueOrDefault("g") == DiscoveryGroup && version is "v2" or "v2beta1")
            {
                var type = $"application/json;g={DiscoveryGroup};v={version};as={DiscoveryList}";
                return Document(request, documents.Aggregated(core, version), type);
            }
        }

        return null;
    }

    private static KubeResponse Json(KubeRequest request, ApiDocument document)
    {
        Representation.Negotiate(request.Accept, watch: false);
        return Document(request, document, MediaTypes.Json);
    }

    private static KubeResponse Json(KubeRequest request, byte[] document)
    {
        Representation.Negotiate(request.Accept, watch: false);
        return new KubeResponse { Status = 200, ContentType = MediaTypes.Json, Body = new(document) };
    }

    private static KubeResponse Document(KubeRequest request, ApiDocument document, string contentType)
    {
        var tag = $"\"{document.Hash}\"";
        return request.IfNoneMatch == tag
            ? new KubeResponse { Status = 304, ETag = tag }
            : new KubeResponse { Status = 200, ContentType = contentType, Body = new(document.Content), ETag = tag };
    }
}
