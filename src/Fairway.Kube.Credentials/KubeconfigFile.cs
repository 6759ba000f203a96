using k8s;
using k8s.KubeConfigModels;

namespace Fairway.Kube.Credentials;

/// <summary>One kubeconfig file: as the official client reads it, and the few fields that it does not read.</summary>
internal sealed record KubeconfigFile(string Name, string Folder, K8SConfiguration Config, KubeconfigExtras Extras)
{
    /// <summary>Reads a file.</summary>
    /// <exception cref="KubeconfigException">It cannot be read, or is no kubeconfig.</exception>
    public static async Task<KubeconfigFile> ReadAsync(string path, CancellationToken cancel)
    {
        try
        {
            var full = Path.GetFullPath(path);
            return Parse(full, Path.GetDirectoryName(full)!, await File.ReadAllTextAsync(full, cancel));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new KubeconfigException($"The kubeconfig {path} cannot be read: {e.Message}", e);
        }
    }

    /// <summary>Parses text; <paramref name="folder"/> is what its relative paths are relative to.</summary>
    /// <exception cref="KubeconfigException">It is no kubeconfig.</exception>
    public static KubeconfigFile Parse(string name, string folder, string text)
    {
        try
        {
            var config = KubernetesYaml.Deserialize<K8SConfiguration?>(text);
            var extras = KubernetesYaml.Deserialize<KubeconfigExtras?>(text);
            return new KubeconfigFile(name, folder, config ?? new K8SConfiguration(), extras ?? new KubeconfigExtras());
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            throw new KubeconfigException($"{name} is no kubeconfig: {e.Message}", e);
        }
    }

    /// <summary>A path of the file, relative to its folder.</summary>
    public string? FullPath(string? path) => string.IsNullOrEmpty(path) ? null : Path.GetFullPath(path, Folder);
}
