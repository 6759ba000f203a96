using System.Text.Json.Nodes;
using Fairway.Schema.Yaml;
using Fairway.Twin.Api.Errors;
using Fairway.Twin.Api.Objects;
using Fairway.Twin.Api.Requests;

namespace Fairway.Twin.Api.Verbs;

/// <summary>The configuration that a server-side apply brings: YAML or JSON, with a name and a type, without
/// managedFields.</summary>
internal static class ApplyBody
{
    /// <exception cref="ApiFailure">400: what is missing or too much.</exception>
    public static JsonObject Read(ResourceCall call)
    {
        var config = Parse(call);
        var metadata = config["metadata"] as JsonObject ?? [];
        var (apiVersion, kind) = (ObjectMeta.Text(config, "apiVersion"), ObjectMeta.Text(config, "kind"));
        if (apiVersion.Length == 0 || kind.Length == 0)
        {
            var shown = apiVersion.Contains('/', StringComparison.Ordinal) ? apiVersion : $"/{apiVersion}";
            throw ApiFailure.BadRequest($"invalid object type: {shown}, Kind={kind}");
        }

        var name = ObjectMeta.Text(metadata, "name");
        if (name.Length == 0)
        {
            throw ApiFailure.BadRequest(
                $"the name of the object ({call.Path.Name} based on URL) was undeterminable: name must be provided");
        }

        if (name != call.Path.Name)
        {
            throw ApiFailure.BadRequest(
                $"the name of the object ({name}) does not match the name on the URL ({call.Path.Name})");
        }

        if (metadata.ContainsKey("managedFields") && metadata["managedFields"] is not null)
        {
            throw ApiFailure.BadRequest("metadata.managedFields must be nil");
        }

        Identity.CheckNamespace(call, metadata);
        return config;
    }

    private static JsonObject Parse(ResourceCall call)
    {
        try
        {
            return YamlReader.ReadObject(call.Request.Body.Span);
        }
        catch (YamlFormatException fault)
        {
            throw ApiFailure.BadRequest($"error decoding YAML: error converting YAML to JSON: {fault.Message}");
        }
    }
}
