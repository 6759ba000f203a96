using System.Text.Json.Nodes;
using Fairway.Kube;

namespace Fairway.Cli.Connections;

/// <summary>Who asks, as the API server knows them.</summary>
/// <param name="Name">The user's name.</param>
/// <param name="Groups">The user's groups.</param>
internal sealed record Whoami(string Name, IReadOnlyList<string> Groups)
{
    private static readonly KubeResource Reviews =
        new("authentication.k8s.io", "v1", "selfsubjectreviews", "SelfSubjectReview", false);

    /// <summary>Asks the server; null where it does not know the question (before 1.28), or does not answer
    /// it.</summary>
    public static async Task<Whoami?> FindAsync(MetaSession session)
    {
        var body = new JsonObject { ["apiVersion"] = Reviews.ApiVersion, ["kind"] = Reviews.Kind };
        try
        {
            var answer = await session.Api.CreateAsync(Reviews, null, body, null, session.Stopped);
            var user = answer.ReadNode()["status"]?["userInfo"];
            var groups = user?["groups"] as JsonArray ?? [];
            return (string?)user?["username"] is { } name
                ? new Whoami(name, [.. groups.Select(group => (string)group!)])
                : null;
        }
        catch (KubeApiException e) when (e.Status is 403 or 404 or 405)
        {
            return null;
        }
    }
}
