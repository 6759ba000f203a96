namespace Fairway.Twin.Behaviour.Access;

/// <summary>A way in which a kubelet may ask for its certificate, and the right that whoever asks needs.</summary>
/// <param name="Right">The subresource of requests of certificates that must be theirs to create.</param>
/// <param name="Message">What the approval says.</param>
internal sealed record KubeletWay(string Right, string Message);

/// <summary>Recognizes the requests of kubelets, which nobody needs to approve by hand.</summary>
internal static class ApprovingPlanner
{
    private const string NodePrefix = "system:node:";
    private static readonly string[] Usages = ["client auth", "digital signature", "key encipherment"];

    private static readonly KubeletWay Self = new(
        "selfnodeclient", "Auto approving self kubelet client certificate after SubjectAccessReview.");

    private static readonly KubeletWay Any =
        new("nodeclient", "Auto approving kubelet client certificate after SubjectAccessReview.");

    /// <summary>Whether the request has no answer yet.</summary>
    public static bool Waits(RequestView request) =>
        request is { IsIssued: false, Signer: "kubernetes.io/kube-apiserver-client-kubelet" }
        && request.Of("Approved") is null
        && request.Of("Denied") is null;

    /// <summary>The ways in which it may be approved, in order; none where it is not a kubelet's.</summary>
    public static IReadOnlyList<KubeletWay> Plan(RequestView request, CertificateSubject subject)
    {
        var isKubelet = subject is { HasOtherNames: false, Organizations: ["system:nodes"] }
            && subject.CommonName.StartsWith(NodePrefix, StringComparison.Ordinal)
            && request.Usages.All(Usages.Contains)
            && request.Usages.Contains(Usages[0])
            && request.Usages.Contains(Usages[1]);
        return !isKubelet ? [] : request.Username == subject.CommonName ? [Self, Any] : [Any];
    }
}
