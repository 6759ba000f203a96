using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Fairway.Api.Meta;
using Fairway.Kube;
using Fairway.Merge.Plans;

namespace Fairway.Cli.Managers;

/// <summary>
/// The key by which values of Secrets are hashed in plans and records. It is the same for all managers of a meta
/// cluster, or they would disagree on what a plan has approved; so it is kept there.
/// </summary>
internal static class MaskKey
{
    private const int Bytes = 32;
    private const string Entry = "key";

    /// <summary>Where it is kept.</summary>
    public static ObjectKey Secret { get; } = new(Labels.SystemNamespace, "fairway-mask");

    /// <summary>Reads the key, or makes it where there is none.</summary>
    /// <exception cref="CliFailure">The Secret is there, and holds no key.</exception>
    public static Task<SecretMask> EnsureAsync(IKubeApi meta, CancellationToken cancel) =>
        KeptSecret.EnsureAsync(meta, Secret, Make, Read, cancel);

    private static SecretMask Read(SecretSight secret) =>
        secret.Data?.GetValueOrDefault(Entry) is { Length: >= Bytes } key
            ? new SecretMask(key)
            : throw new CliFailure(
                $"Secret {Secret} holds no key of {Bytes} bytes under {Entry}; delete it, and the manager makes "
                + "another (plans that hold values of Secrets have to be made anew)");

    private static JsonObject Make() => new()
    {
        ["immutable"] = true,
        ["data"] = new JsonObject { [Entry] = Convert.ToBase64String(RandomNumberGenerator.GetBytes(Bytes)) },
    };
}
