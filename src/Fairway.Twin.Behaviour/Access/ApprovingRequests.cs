using System.Text.Json;
using System.Text.Json.Nodes;
using Fairway.Kube;
using Fairway.Kube.Pods.Requests;

namespace Fairway.Twin.Behaviour.Access;

/// <summary>Asks who has which right, and writes approvals.</summary>
internal sealed class ApprovingRequests(IKubeApi api)
{
    private const string Agent = "kube-controller-manager";

    private static readonly KubeResource Reviews =
        new("authorization.k8s.io", "v1", "subjectaccessreviews", "SubjectAccessReview", false);

    /// <summary>The first way that whoever asked has the right to; null for none.</summary>
    public async Task<KubeletWay?> FirstAllowedAsync(
        RequestView request, IReadOnlyList<KubeletWay> ways, CancellationToken cancel)
    {
        foreach (var way in ways)
        {
            var response = await api.SendAsync(
                Request.Create(Agent, Reviews, null, Review(request, way)), cancel);
            response.EnsureSuccess();
            var reader = new Utf8JsonReader(response.Body);
            if (JsonNode.Parse(ref reader)?["status"]?["allowed"]?.GetValue<bool>() == true)
            {
                return way;
            }
        }

        return null;
    }

    public static IEnumerable<KubeRequest> Of(RequestView request, KubeletWay? way) => way is null
        ? []
        : [
            Request.Merge(
                Agent,
                AccessCaches.CertificateRequests,
                request.Meta.Key,
                new JsonObject { ["status"] = new JsonObject { ["conditions"] = new JsonArray(Approved(way)) } },
                "approval"),
        ];

    private static JsonNode Approved(KubeletWay way) => new JsonObject
    {
        ["type"] = "Approved",
        ["status"] = "True",
        ["reason"] = "AutoApproved",
        ["message"] = way.Message,
    };

    private static JsonObject Review(RequestView request, KubeletWay way) => new()
    {
        ["apiVersion"] = "authorization.k8s.io/v1",
        ["kind"] = "SubjectAccessReview",
        ["spec"] = new JsonObject
        {
            ["user"] = request.Username,
            ["groups"] = new JsonArray([.. request.Groups.Select(g => (JsonNode)g)]),
            ["resourceAttributes"] = new JsonObject
            {
                ["group"] = AccessCaches.CertificateRequests.Group,
                ["resource"] = AccessCaches.CertificateRequests.Plural,
                ["subresource"] = way.Right,
                ["verb"] = "create",
            },
        },
    };
}
