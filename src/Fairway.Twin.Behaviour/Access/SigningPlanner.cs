namespace Fairway.Twin.Behaviour.Access;

/// <summary>A request, for whom it is, and the time.</summary>
/// <param name="Subject">Null where it was not needed to be read.</param>
internal sealed record SigningObservation(RequestView Request, CertificateSubject? Subject, DateTimeOffset Now);

/// <summary>What is done with an approved request.</summary>
internal abstract record SigningPlan
{
    private SigningPlan()
    {
    }

    /// <summary>Nothing: it is not for these signers, not approved, or done.</summary>
    public sealed record None : SigningPlan;

    /// <summary>It asks for what its signer does not give.</summary>
    public sealed record Fail(string Message) : SigningPlan;

    /// <summary>A certificate is issued.</summary>
    public sealed record Issue(DateTimeOffset NotBefore, DateTimeOffset NotAfter) : SigningPlan;
}

/// <summary>Decides what becomes of requests to the signers that every cluster has.</summary>
internal static class SigningPlanner
{
    private const string Clients = "kubernetes.io/kube-apiserver-client";
    private const string KubeletClients = "kubernetes.io/kube-apiserver-client-kubelet";
    private const string KubeletServing = "kubernetes.io/kubelet-serving";
    private const string ClientAuth = "client auth";
    private const string ServerAuth = "server auth";
    private const string NodesGroup = "system:nodes";
    private const string NodePrefix = "system:node:";
    private static readonly TimeSpan Longest = TimeSpan.FromDays(365);
    private static readonly TimeSpan Shortest = TimeSpan.FromMinutes(10);

    // Clocks differ; for what lives shorter than a working day the lost minutes would count.
    private static readonly TimeSpan Backdate = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan Short = TimeSpan.FromHours(8);

    /// <summary>Whether the request waits for one of these signers.</summary>
    public static bool Waits(RequestView request) =>
        request is { IsIssued: false, Signer: Clients or KubeletClients or KubeletServing }
        && request.Of("Approved") is not null
        && request.Of("Denied") is null
        && request.Of("Failed") is null;

    public static SigningPlan Plan(SigningObservation seen)
    {
        if (!Waits(seen.Request) || seen.Subject is not { } subject)
        {
            return new SigningPlan.None();
        }

        var problem = seen.Request.Signer switch
        {
            Clients => ClientUsages(seen.Request.Usages),
            KubeletClients => Kubelet(subject, seen.Request.Usages, ClientAuth),
            _ => Kubelet(subject, seen.Request.Usages, ServerAuth),
        };
        return problem is null ? Issue(seen) : new SigningPlan.Fail(problem);
    }

    private static SigningPlan.Issue Issue(SigningObservation seen)
    {
        var asked = seen.Request.Seconds is { } seconds ? TimeSpan.FromSeconds(seconds) : Longest;
        var lives = asked > Longest ? Longest : asked < Shortest ? Shortest : asked;
        return new SigningPlan.Issue(
            seen.Now - Backdate, lives < Short ? seen.Now + lives : seen.Now + lives - Backdate);
    }

    private static string? ClientUsages(IReadOnlyList<string> usages)
    {
        var odd = usages.FirstOrDefault(u => u is not ("digital signature" or "key encipherment" or ClientAuth));
        return odd is not null ? $"invalid usage for client certificate: {odd}"
            : usages.Contains(ClientAuth) ? null
            : $"missing required usage for client certificate: {ClientAuth}";
    }

    private static string? Kubelet(CertificateSubject subject, IReadOnlyList<string> usages, string purpose)
    {
        if (subject.Organizations is not [NodesGroup])
        {
            return "subject organization is not system:nodes";
        }

        if (!subject.CommonName.StartsWith(NodePrefix, StringComparison.Ordinal))
        {
            return "subject common name does not begin with system:node: ";
        }

        if (purpose == ClientAuth && subject.HasOtherNames)
        {
            return "DNS subjectAltNames are not allowed";
        }

        if (purpose == ServerAuth && !subject.HasOtherNames)
        {
            return "at least one DNS or IP subjectAltName is required";
        }

        var others = usages.Where(u => u != "key encipherment").Order(StringComparer.Ordinal);
        var wanted = new[] { purpose, "digital signature" }.Order(StringComparer.Ordinal);
        return others.SequenceEqual(wanted)
            ? null
            : $"usages did not match [{string.Join(' ', wanted)}]";
    }
}
