using System.Text;
using System.Text.Json.Nodes;
using Fairway.Kube;
using Fairway.Kube.Controllers;
using Fairway.Twin.Behaviour.Objects;
using Fairway.Twin.Behaviour.Requests;
using Fairway.Twin.Behaviour.Running;

namespace Fairway.Twin.Behaviour.Access;

/// <summary>Issues the certificate of an approved request.</summary>
internal sealed class SigningReconciler(AccessCaches caches, IKubeApi api, IClusterSigner signer, TimeProvider time)
    : IReconciler
{
    private const string Agent = "kube-controller-manager";

    public async Task<Outcome> ReconcileAsync(ObjectKey key, CancellationToken cancel)
    {
        if (caches.Requests.Find(key)?.Value is not { } request || !SigningPlanner.Waits(request))
        {
            return Outcome.Settled;
        }

        var pem = Convert.FromBase64String(request.Request);
        var now = time.GetUtcNow();
        var plan = SigningPlanner.Plan(new SigningObservation(request, signer.SubjectOf(pem), now));
        if (Status(plan, request, pem, now) is { } status)
        {
            var patch = new JsonObject { ["status"] = status };
            await api.SendAllAsync(
                [Request.StrategicStatus(Agent, AccessCaches.CertificateRequests, key, patch)], cancel);
        }

        return Outcome.Settled;
    }

    private JsonObject? Status(SigningPlan plan, RequestView request, byte[] pem, DateTimeOffset now) => plan switch
    {
        SigningPlan.Issue issue => new JsonObject
        {
            ["certificate"] = Convert.ToBase64String(
                Encoding.ASCII.GetBytes(signer.Issue(pem, request.Usages, issue.NotBefore, issue.NotAfter))),
        },
        SigningPlan.Fail fail => new JsonObject
        {
            ["conditions"] = new JsonArray(
                new Condition("Failed", "True", "SignerValidationFailure", fail.Message)
                {
                    UpdatedAt = now,
                    TransitionedAt = now,
                }.ToJson()),
        },
        _ => null,
    };
}
