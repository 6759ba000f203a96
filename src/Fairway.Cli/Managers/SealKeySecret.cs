using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Fairway.Api.Meta;
using Fairway.Components.Sealing;
using Fairway.Kube;

namespace Fairway.Cli.Managers;

/// <summary>
/// The keys that seal Secrets in the records, where no file is given: a Secret of the meta cluster, an entry for each
/// key under its id. The records say nothing without it. A key is rotated by adding an entry with a later id.
/// </summary>
internal static class SealKeySecret
{
    private const string First = "k1-";
    private const int Digits = 8;

    /// <summary>Where they are kept.</summary>
    public static ObjectKey Secret { get; } = new(Labels.SystemNamespace, "fairway-seal");

    /// <summary>Reads the keys, or makes one where there is no such Secret.</summary>
    /// <exception cref="CliFailure">The Secret is there, and holds no keys.</exception>
    public static Task<SealKeys> EnsureAsync(IKubeApi meta, CancellationToken cancel) => KeptSecret.EnsureAsync(
        meta, Secret, Make, secret => Checked(secret.Data ?? [], $"Secret {Secret}"), cancel);

    /// <summary>The keys.</summary>
    /// <param name="keys">By their ids.</param>
    /// <param name="place">Where they come from.</param>
    /// <exception cref="CliFailure">One is none.</exception>
    public static SealKeys Checked(IEnumerable<KeyValuePair<string, byte[]>> keys, string place)
    {
        try
        {
            return new SealKeys(keys);
        }
        catch (FormatException e)
        {
            throw new CliFailure($"{place}: {e.Message}", e);
        }
    }

    /// <summary>The id is of this key alone: where the Secret is lost and made anew, what was sealed before is not
    /// taken for sealed by the new key.</summary>
    private static JsonObject Make()
    {
        var key = RandomNumberGenerator.GetBytes(SealKeys.KeySize);
        var id = First + Convert.ToHexStringLower(SHA256.HashData(key))[..Digits];
        return new JsonObject
        {
            ["data"] = new JsonObject { [id] = Convert.ToBase64String(key) },
        };
    }
}
