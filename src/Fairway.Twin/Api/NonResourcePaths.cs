using System.Text.Json.Nodes;
using Fairway.Kube;
using Fairway.Schema.Json;
using Fairway.Twin.Api.Errors;
using Fairway.Twin.Api.Health;
using Fairway.Twin.Api.Metrics;
using Fairway.Twin.Api.Requests;

namespace Fairway.Twin.Api;

/// <summary>What is not a resource: version, health, discovery and OpenAPI.</summary>
internal sealed class NonResourcePaths(ApiContext context, string serverAddress)
{
    private readonly DiscoveryPaths discovery = new(context.Catalog, serverAddress);
    private readonly HealthPaths health = new(context.Store);

    public KubeResponse Answer(KubeRequest request, string[] parts)
    {
        if (parts is ["healthz" or "livez" or "readyz", .. var check])
        {
            return health.Answer(request, parts[0], check);
        }

        if (request.Method != "GET")
        {
            throw parts is [""] or ["api", ..] or ["apis", ..] or ["version"]
                ? ApiFailure.MethodNotAllowed()
                : ApiFailure.NoSuchPath();
        }

        return parts switch
        {
            ["version"] => Json(request, Version()),
            ["metrics"] => MetricsText.Answer(context.Metrics, context.Table, context.Store),
            _ => discovery.Answer(request, parts),
        };
    }

    private static JsonObject Version() => new()
    {
        ["major"] = "1",
        ["minor"] = "36",
        ["emulationMajor"] = "1",
        ["emulationMinor"] = "36",
        ["minCompatibilityMajor"] = "1",
        ["minCompatibilityMinor"] = "35",
        ["gitVersion"] = "v1.36.0+fairway",
        ["gitCommit"] = "",
        ["gitTreeState"] = "clean",
        ["buildDate"] = "1970-01-01T00:00:00Z",
        ["goVersion"] = "",
        ["compiler"] = "gc",
        ["platform"] = "linux/amd64",
    };

    private static KubeResponse Json(KubeRequest request, JsonObject body)
    {
        Representation.Negotiate(request.Accept, watch: false);
        return new KubeResponse { Status = 200, ContentType = MediaTypes.Json, Body = new(JsonText.Write(body)) };
    }
}
