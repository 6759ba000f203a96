using Fairway.Kube.Http;
using k8s;
using k8s.KubeConfigModels;

namespace Fairway.Kube.Credentials;

/// <summary>Makes an endpoint of a chosen context. Certificates and auth providers are the official client's
/// business.</summary>
internal static class EndpointBuilder
{
    /// <exception cref="KubeconfigException">The context cannot be used.</exception>
    public static async Task<KubeEndpoint> BuildAsync(KubeconfigSelection selection, TimeProvider time)
    {
        var where = $"context '{selection.Context}' of {selection.ClusterFile.Name}";
        try
        {
            return await BuildAsync(selection, where, time);
        }
        catch (KubeApiException e)
        {
            throw new KubeconfigException(e.Message, e);
        }
        catch (Exception e) when (e is not KubeconfigException)
        {
            throw new KubeconfigException($"The kubeconfig's {where} cannot be used: {e.Message}", e);
        }
    }

    private static async Task<KubeEndpoint> BuildAsync(KubeconfigSelection selection, string where, TimeProvider time)
    {
        var server = ServerOf(selection);
        var user = UserOf(selection, where);
        var plugin = user.ExternalExecution is { } exec
            ? new ExecToken(Absolute(exec, selection.UserFile!), where, time)
            : null;
        if (plugin is not null)
        {
            // Run here, so that the official client does not: it would run it a second time for the token.
            var credential = await plugin.CredentialAsync(renew: false);
            user.ExternalExecution = null;
            user.ClientCertificateData = credential.ClientCertificateData is { } pem
                ? Base64(pem)
                : user.ClientCertificateData;
            user.ClientKeyData = credential.ClientKeyData is { } key ? Base64(key) : user.ClientKeyData;
            plugin = credential.Token is null ? null : plugin;
        }

        var tokenFile = selection.UserFile?.FullPath(selection.UserFile.Extras.TokenFileOf(selection.User?.Name));
        RequireKey(user, where);
        var config = Interpret(selection, user);
        return new KubeEndpoint
        {
            Server = server,
            Name = selection.Context,
            Authorities = config.SslCaCerts,
            ClientCertificate = ClientCertificate.Of(config, where),
            TlsServerName = config.TlsServerName,
            SkipTlsVerification = config.SkipTlsVerify,
            Proxy = ProxyOf(selection),
            Basic = string.IsNullOrEmpty(config.Username) ? null : (config.Username, config.Password ?? ""),
            Token = plugin
                ?? (tokenFile is not null ? new FileToken(tokenFile, time) : null)
                ?? (config.TokenProvider is { } provider ? new ProviderToken(provider, where) : null)
                ?? (string.IsNullOrEmpty(config.AccessToken) ? null : new FixedToken(
                    config.AccessToken) as ITokenSource),
        };
    }

    /// <summary>A copy, with every path absolute: cluster and user may come from different files.</summary>
    private static UserCredentials UserOf(KubeconfigSelection selection, string where)
    {
        var file = selection.UserFile;
        var user = selection.User?.UserCredentials ?? new UserCredentials();
        if (!string.IsNullOrEmpty(user.Impersonate))
        {
            throw new KubeconfigException(
                $"The kubeconfig's {where} impersonates '{user.Impersonate}', which is not supported. Use a user of "
                + $"its own.");
        }

        return new UserCredentials
        {
            ClientCertificateData = user.ClientCertificateData,
            ClientCertificate = file?.FullPath(user.ClientCertificate),
            ClientKeyData = user.ClientKeyData,
            ClientKey = file?.FullPath(user.ClientKey),
            Token = user.Token,
            UserName = user.UserName,
            Password = user.Password,
            AuthProvider = user.AuthProvider,
            ExternalExecution = user.ExternalExecution,
        };
    }

    private static void RequireKey(UserCredentials user, string where)
    {
        var hasCertificate = !string.IsNullOrEmpty(user.ClientCertificateData ?? user.ClientCertificate);
        if (hasCertificate && string.IsNullOrEmpty(user.ClientKeyData ?? user.ClientKey))
        {
            throw new KubeconfigException(
                $"The kubeconfig's {where} has a client certificate without its key. Give client-key or "
                + $"client-key-data.");
        }
    }

    private static KubernetesClientConfiguration Interpret(KubeconfigSelection selection, UserCredentials user)
    {
        const string Only = "only";
        var endpoint = selection.Cluster.ClusterEndpoint;
        var anonymous = user is
            { Token: null, UserName: null, ClientCertificate: null, ClientCertificateData: null, AuthProvider: null };
        var config = new K8SConfiguration
        {
            CurrentContext = Only,
            Contexts = [new Context
                { Name = Only, ContextDetails = new ContextDetails
                    { Cluster = Only, User = anonymous ? null : Only } }],
            Users = anonymous ? [] : [new User { Name = Only, UserCredentials = user }],
            Clusters =
            [
                new Cluster
                {
                    Name = Only,
                    ClusterEndpoint = new ClusterEndpoint
                    {
                        Server = endpoint.Server,
                        TlsServerName = endpoint.TlsServerName,
                        SkipTlsVerify = endpoint.SkipTlsVerify,
                        CertificateAuthority = selection.ClusterFile.FullPath(endpoint.CertificateAuthority),
                        CertificateAuthorityData = endpoint.CertificateAuthorityData,
                    },
                },
            ],
        };
        return KubernetesClientConfiguration.BuildConfigFromConfigObject(config, Only);
    }

    private static ExternalExecution Absolute(ExternalExecution plugin, KubeconfigFile file)
    {
        // As kubectl has it: a command with a slash is a path beside the file, one without is looked for in PATH.
        var command = plugin.Command.Contains('/', StringComparison.Ordinal)
            ? file.FullPath(plugin.Command)!
            : plugin.Command;
        return new ExternalExecution
        {
            ApiVersion = plugin.ApiVersion,
            Command = command,
            Arguments = plugin.Arguments,
            EnvironmentVariables = plugin.EnvironmentVariables,
            InstallHint = plugin.InstallHint,
            ProvideClusterInfo = plugin.ProvideClusterInfo,
        };
    }

    private static Uri ServerOf(KubeconfigSelection selection)
    {
        var server = selection.Cluster.ClusterEndpoint.Server;
        return Uri.TryCreate(server, UriKind.Absolute, out var address) && address.Scheme is "https" or "http"
            ? address
            : throw new KubeconfigException(
                $"{selection.ClusterFile.Name}: '{server}' of cluster '{selection.Cluster.Name}' is no http or https "
                + $"address.");
    }

    private static Uri? ProxyOf(KubeconfigSelection selection) =>
        selection.ClusterFile.Extras.ProxyOf(selection.Cluster.Name) is { Length: > 0 } proxy ? new Uri(proxy) : null;

    private static string Base64(string pem) => Convert.ToBase64String(System.Text.Encoding.UTF8.GetBytes(pem));
}
