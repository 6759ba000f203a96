using System.Text.Json.Nodes;
using Fairway.Twin.Api.Access;
using Fairway.Twin.Api.Objects;

namespace Fairway.Twin.Api.Admission;

/// <summary>
/// <c>CertificateApproval</c>, <c>CertificateSigning</c> and <c>CertificateSubjectRestriction</c>: who approves or
/// issues must be allowed to for the signer, and nobody becomes one of system:masters by a certificate.
/// </summary>
internal sealed class CertificateAdmission : BuiltInAdmission
{
    private const string ClientSigner = "kubernetes.io/kube-apiserver-client";

    public override void Validate(AdmissionRequest request)
    {
        switch (request.Subresource, request.Operation)
        {
            case ("approval", AdmissionOperation.Update):
                Require(request, "approve");
                break;
            case ("status", AdmissionOperation.Update) when IsIssued(request):
                Require(request, "sign");
                break;
            case ("", AdmissionOperation.Create):
                CheckSubject(request);
                break;
        }
    }

    private static bool IsIssued(AdmissionRequest request) =>
        !JsonNode.DeepEquals(request.Object?["status"], request.Old?["status"]);

    private static void Require(AdmissionRequest request, string verb)
    {
        var signer = Signer(request.Old);
        var slash = signer.IndexOf('/', StringComparison.Ordinal);
        var asked = new AccessRequest(request.User, verb)
        {
            Group = request.Resource.Group,
            Version = "*",
            Resource = "signers",
            Name = signer,
        };
        var any = asked with { Name = $"{(slash < 0 ? signer : signer[..slash])}/*" };
        if (!request.Context.Access.Decide(asked).Allowed && !request.Context.Access.Decide(any).Allowed)
        {
            throw request.Forbidden($"user not permitted to {verb} requests with signerName {GoText.Quoted(signer)}");
        }
    }

    private static void CheckSubject(AdmissionRequest request)
    {
        if (Signer(request.Object) == ClientSigner
            && CertificatePem.Read(ObjectMeta.Text(Spec(request.Object), "request"), out _) is { } organizations
            && organizations.Contains(Authorizer.Masters))
        {
            throw request.Forbidden($"use of {ClientSigner} signer with system:masters group is not allowed");
        }
    }

    private static string Signer(JsonObject? obj) => ObjectMeta.Text(Spec(obj), "signerName");

    private static JsonObject Spec(JsonObject? obj) => obj?["spec"] as JsonObject ?? [];
}
