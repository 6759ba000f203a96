using System.Text;
using System.Text.Json.Nodes;
using Fairway.Kube;
using Fairway.Kube.Pods.Objects;
using Fairway.Kube.Pods.Requests;

namespace Fairway.Twin.Behaviour.Access;

/// <summary>The request that a plan comes to, with what is signed in it.</summary>
internal sealed class SigningRequests(IClusterSigner signer)
{
    private const string Agent = "kube-controller-manager";

    /// <summary>For whom a certificate is asked.</summary>
    public CertificateSubject SubjectOf(RequestView request) => signer.SubjectOf(Pem(request));

    public IEnumerable<KubeRequest> Of(SigningObservation seen, SigningPlan plan) =>
        Status(seen, plan) is { } status
            ? [
                Request.StrategicStatus(
                    Agent,
                    AccessCaches.CertificateRequests,
                    seen.Request.Meta.Key,
                    new JsonObject { ["status"] = status }),
            ]
            : [];

    private JsonObject? Status(SigningObservation seen, SigningPlan plan) => plan switch
    {
        SigningPlan.Issue issue => new JsonObject
        {
            ["certificate"] = Convert.ToBase64String(Encoding.ASCII.GetBytes(signer.Issue(
                Pem(seen.Request), seen.Request.Usages, issue.NotBefore, issue.NotAfter))),
        },
        SigningPlan.Fail fail => new JsonObject
        {
            ["conditions"] = new JsonArray(
                new Condition("Failed", "True", "SignerValidationFailure", fail.Message)
                {
                    UpdatedAt = seen.Now,
                    TransitionedAt = seen.Now,
                }.ToJson()),
        },
        _ => null,
    };

    private static byte[] Pem(RequestView request) => Convert.FromBase64String(request.Request);
}
