using System.Text;
using Fairway.Kube.Http;
using k8s;

namespace Fairway.Kube.Credentials;

/// <summary>Finds out how to reach a cluster, where kubectl would look: files, contexts, plugins, or the pod that we
/// run in.</summary>
public static class Kubeconfig
{
    private const string InClusterToken = "/var/run/secrets/kubernetes.io/serviceaccount/token";

    /// <summary>
    /// The endpoint of a context: of the file given, else of the files in <c>KUBECONFIG</c>, else of
    /// <c>~/.kube/config</c>, else of the cluster that we run in. A plugin is run once here.
    /// </summary>
    /// <exception cref="KubeconfigException">There is none, or it cannot be used.</exception>
    public static async Task<KubeEndpoint> LoadAsync(KubeconfigOptions options, CancellationToken cancel)
    {
        var files = await ReadAsync(options, cancel);
        if (files.Count > 0)
        {
            return await EndpointBuilder.BuildAsync(KubeconfigSelection.Choose(files, options.Context), options.Time);
        }

        return KubernetesClientConfiguration.IsInCluster() && options.Context is null
            ? InCluster(options.Time)
            : throw new KubeconfigException(
                $"There is no kubeconfig: neither KUBECONFIG nor {DefaultPath(options)} names a file that is there, "
                + $"and this process "
                + "runs in no cluster. Give one with --kubeconfig or KUBECONFIG.");
    }

    /// <summary>The names of all contexts in order, for help and completion.</summary>
    /// <exception cref="KubeconfigException">A file cannot be read.</exception>
    public static async Task<IReadOnlyList<string>> ContextsAsync(KubeconfigOptions options, CancellationToken cancel)
    {
        var files = await ReadAsync(options, cancel);
        return [.. files.SelectMany(file => file.Config.Contexts ?? []).Select(context => context.Name).Distinct()];
    }

    /// <summary>
    /// The endpoint of a kubeconfig that somebody else has written (a Secret's). Nothing in it may make this process
    /// run programs, read its own files or trust anybody: plugins, auth providers, file paths and insecure TLS are
    /// refused.
    /// </summary>
    /// <param name="name">What errors call it: the Secret's namespace and name.</param>
    /// <param name="yaml">The content.</param>
    /// <param name="options">Only the context and the clock count.</param>
    /// <exception cref="KubeconfigException">It is refused, or cannot be used.</exception>
    public static async Task<KubeEndpoint> FromSecretAsync(
        string name, ReadOnlyMemory<byte> yaml, KubeconfigOptions options)
    {
        var file = KubeconfigFile.Parse(name, "/", Encoding.UTF8.GetString(yaml.Span));
        var selection = KubeconfigSelection.Choose([file], options.Context);
        if (UntrustedKubeconfig.Objection(selection) is { } objection)
        {
            throw new KubeconfigException(
                $"The kubeconfig {name}, context '{selection.Context}', is refused: it holds {objection}, which only "
                + $"its owner's own "
                + "machine may use. Give certificates and tokens inline.");
        }

        return await EndpointBuilder.BuildAsync(selection, options.Time);
    }

    private static async Task<List<KubeconfigFile>> ReadAsync(KubeconfigOptions options, CancellationToken cancel)
    {
        var files = new List<KubeconfigFile>();
        foreach (var path in Paths(options))
        {
            files.Add(await KubeconfigFile.ReadAsync(path, cancel));
        }

        return files;
    }

    /// <summary>A file that was named must be there; those of KUBECONFIG and the default may be missing.</summary>
    private static IEnumerable<string> Paths(KubeconfigOptions options)
    {
        if (options.Path is { } path)
        {
            return [path];
        }

        var listed = options.Variable("KUBECONFIG");
        var paths = string.IsNullOrEmpty(listed)
            ? [DefaultPath(options)]
            : listed.Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries);
        return paths.Where(File.Exists);
    }

    private static string DefaultPath(KubeconfigOptions options) => Path.Combine(options.Home, ".kube", "config");

    private static KubeEndpoint InCluster(TimeProvider time)
    {
        var config = KubernetesClientConfiguration.InClusterConfig();
        return new KubeEndpoint
        {
            Server = new Uri(config.Host),
            Name = "in-cluster",
            Authorities = config.SslCaCerts,
            TlsServerName = config.TlsServerName,
            Token = new FileToken(InClusterToken, time),
        };
    }
}
