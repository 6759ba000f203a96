using System.Text.Json.Nodes;
using Fairway.Kube;

namespace Fairway.Cli.Managers;

/// <summary>A Secret of the meta cluster that the manager makes once, and that all managers share.</summary>
internal static class KeptSecret
{
    /// <summary>Reads it, or makes it where it is missing. Where another manager is faster, that one's
    /// counts.</summary>
    /// <param name="meta">The meta cluster.</param>
    /// <param name="key">Where it is.</param>
    /// <param name="make">Its fields, beside what every Secret has.</param>
    /// <param name="read">What it holds.</param>
    /// <exception cref="CliFailure">It holds nothing that can be used, or was deleted just now.</exception>
    public static async Task<T> EnsureAsync<T>(
        IKubeApi meta, ObjectKey key, Func<JsonObject> make, Func<SecretSight, T> read, CancellationToken cancel)
    {
        if (await FindAsync(meta, key, cancel) is { } known)
        {
            return read(known);
        }

        var secret = make();
        secret["apiVersion"] = "v1";
        secret["kind"] = "Secret";
        secret["metadata"] = new JsonObject { ["name"] = key.Name };
        secret["type"] = "Opaque";
        try
        {
            await meta.CreateAsync(KubeResources.Secrets, key.Namespace, secret, null, cancel);
        }
        catch (KubeApiException e) when (e.IsAlreadyExists)
        {
            // Another manager was faster; its key counts.
        }

        return await FindAsync(meta, key, cancel) is { } made
            ? read(made)
            : throw new CliFailure($"Secret {key} was deleted just now; try again");
    }

    private static Task<SecretSight?> FindAsync(IKubeApi meta, ObjectKey key, CancellationToken cancel) =>
        meta.FindAsync(KubeResources.Secrets, key, ManagerJson.Default.SecretSight, cancel);
}
