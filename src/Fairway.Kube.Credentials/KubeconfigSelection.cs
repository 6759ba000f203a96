using k8s.KubeConfigModels;

namespace Fairway.Kube.Credentials;

/// <summary>A context with its cluster and user, each from the first file that has it, as kubectl chooses.</summary>
internal sealed record KubeconfigSelection(
    string Context,
    KubeconfigFile ClusterFile,
    Cluster Cluster,
    KubeconfigFile? UserFile,
    User? User)
{
    /// <summary>Chooses a context; null takes the current one.</summary>
    /// <exception cref="KubeconfigException">There is no such context, or it names what is not there.</exception>
    public static KubeconfigSelection Choose(IReadOnlyList<KubeconfigFile> files, string? context)
    {
        var names = string.Join(", ", files.Select(file => file.Name));
        var wanted = context ?? files.Select(file => file.Config.CurrentContext)
            .FirstOrDefault(name => !string.IsNullOrEmpty(name))
            ?? throw new KubeconfigException(
                $"{names} has no current context. Name one of: {Contexts(files)}; or set one with 'kubectl config "
                + $"use-context'.");
        var (contextFile, chosen) =
            Find(files, file => file.Config.Contexts?.FirstOrDefault(item => item.Name == wanted));
        if (chosen?.ContextDetails is not { } details)
        {
            throw new KubeconfigException($"{names} has no context '{wanted}'. Name one of: {Contexts(files)}.");
        }

        var (clusterFile, cluster) = Find(
            files, file => file.Config.Clusters?.FirstOrDefault(item => item.Name == details.Cluster));
        if (clusterFile is null || string.IsNullOrEmpty(cluster?.ClusterEndpoint?.Server))
        {
            throw new KubeconfigException(
                $"Context '{wanted}' of {contextFile!.Name} names the cluster '{details.Cluster}', of which {names} "
                + $"gives no server.");
        }

        var (userFile, user) =
            Find(files, file => file.Config.Users?.FirstOrDefault(item => item.Name == details.User));
        return string.IsNullOrEmpty(details.User) || userFile is not null
            ? new KubeconfigSelection(wanted, clusterFile, cluster, userFile, user)
            : throw new KubeconfigException(
                $"Context '{wanted}' of {contextFile!.Name} names the user '{details.User}', who is not in {names}.");
    }

    private static string Contexts(IReadOnlyList<KubeconfigFile> files) =>
        string.Join(", ", files.SelectMany(file => file.Config.Contexts ?? []).Select(item => item.Name).Distinct());

    private static (KubeconfigFile? File, T? Item) Find<T>(
        IReadOnlyList<KubeconfigFile> files, Func<KubeconfigFile, T?> find)
        where T : class
    {
        foreach (var file in files)
        {
            if (find(file) is { } item)
            {
                return (file, item);
            }
        }

        return (null, null);
    }
}
