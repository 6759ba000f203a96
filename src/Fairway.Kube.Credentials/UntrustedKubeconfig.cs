namespace Fairway.Kube.Credentials;

/// <summary>What a kubeconfig from somebody else must not hold.</summary>
internal static class UntrustedKubeconfig
{
    /// <summary>The first thing to object to, or null.</summary>
    public static string? Objection(KubeconfigSelection selection)
    {
        var user = selection.User?.UserCredentials;
        var cluster = selection.Cluster.ClusterEndpoint;
        if (user?.ExternalExecution is not null)
        {
            return "a credential plugin (exec)";
        }

        if (user?.AuthProvider is not null)
        {
            return "an auth-provider";
        }

        if (cluster.SkipTlsVerify || !cluster.Server.StartsWith("https://", StringComparison.OrdinalIgnoreCase))
        {
            return "insecure TLS";
        }

        var paths = new[]
        {
            cluster.CertificateAuthority,
            user?.ClientCertificate,
            user?.ClientKey,
            selection.UserFile?.Extras.TokenFileOf(selection.User?.Name),
        };
        return paths.Any(path => !string.IsNullOrEmpty(path)) ? "the path of a file" : null;
    }
}
