using System.Text;
using System.Text.Json.Nodes;
using Fairway.Kube;
using Fairway.Schema.Json;
using Fairway.Twin.Api.Definitions;
using Fairway.Twin.Api.Errors;
using Fairway.Twin.Api.Requests;

namespace Fairway.Twin.Api;

/// <summary>What is not a resource: version, health, discovery and OpenAPI.</summary>
internal sealed class NonResourcePaths(ResourceCatalog catalog, string serverAddress)
{
    private readonly DiscoveryPaths discovery = new(catalog, serverAddress);
    private static readonly string[] Checks = ["ping", "store"];

    public KubeResponse Answer(KubeRequest request, string[] parts)
    {
        if (request.Method != "GET")
        {
            throw parts is [""] or ["api", ..] or ["apis", ..] or ["version"]
                ? ApiFailure.MethodNotAllowed()
                : ApiFailure.NoSuchPath();
        }

        return parts switch
        {
            ["version"] => Json(request, Version()),
            ["healthz" or "livez" or "readyz", .. var check] => Health(request, parts[0], check),
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

    private static KubeResponse Health(KubeRequest request, string endpoint, string[] check)
    {
        if (check.Length == 1 && !Checks.Contains(check[0]))
        {
            throw ApiFailure.NoSuchPath();
        }

        var verbose = request.QueryValue("verbose") is not null;
        var excluded =
            request.Query.Where(q => q.Key == "exclude").Select(q => q.Value).ToHashSet(StringComparer.Ordinal);
        var lines = Checks.Select(c => excluded.Contains(c) ? $"[+]{c} excluded: ok\n" : $"[+]{c} ok\n");
        return Text(verbose ? $"{string.Concat(lines)}{endpoint} check passed\n" : "ok");
    }

    private static KubeResponse Json(KubeRequest request, JsonObject body)
    {
        Representation.Negotiate(request.Accept, watch: false);
        return new KubeResponse { Status = 200, ContentType = MediaTypes.Json, Body = new(JsonText.Write(body)) };
    }

    private static KubeResponse Text(string text) => new()
    {
        Status = 200,
        ContentType = "text/plain; charset=utf-8",
        Body = new(Encoding.UTF8.GetBytes(text)),
    };
}
