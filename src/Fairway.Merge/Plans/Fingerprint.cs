using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Fairway.Merge.Guarding;
using Fairway.Merge.Values;

namespace Fairway.Merge.Plans;

/// <summary>
/// What is approved: this place of this object goes from this value to that one, under this verdict. Two changes have
/// the same fingerprint where all of that is the same, in whatever cluster and for whatever cause. The live value of
/// what is kept does not count: an autoscaler changes it at any moment, and nothing is written.
/// </summary>
/// <param name="Digest"><c>sha256:</c> and 64 hexadecimal digits, over the canonical JSON of the change.</param>
public readonly record struct Fingerprint(string Digest) : IComparable<Fingerprint>
{
    /// <summary>The fingerprint of a change.</summary>
    /// <param name="change">The change and its verdict.</param>
    /// <param name="mask">Hides values of Secrets; equal values give equal fingerprints under one key only.</param>
    public static Fingerprint Of(JudgedChange change, SecretMask mask)
    {
        ArgumentNullException.ThrowIfNull(change);
        ArgumentNullException.ThrowIfNull(mask);
        var (item, path) = (change.Object, change.Change.Path);
        var content = new JsonObject
        {
            ["object"] = new JsonObject
            {
                ["group"] = item.Kind.Group,
                ["version"] = item.Kind.Version,
                ["kind"] = item.Kind.Kind,
                ["namespace"] = item.Namespace,
                ["name"] = item.Name,
            },
            ["path"] = path.Text,
            ["change"] = change.Change.Kind.ToString(),
            ["before"] = change.Verdict.Kind == VerdictKind.KeepLive
                ? null
                : mask.Hide(item, path, change.Change.Before)?.DeepClone(),
            ["after"] = mask.Hide(item, path, change.Change.After)?.DeepClone(),
            ["verdict"] = new JsonObject
            {
                ["kind"] = change.Verdict.Kind.ToString(),
                ["rule"] = change.Verdict.Rule,
                ["why"] = change.Verdict.Why,
            },
        };
        return new(Sha256(CanonicalJson.Text(content)));
    }

    /// <inheritdoc/>
    public int CompareTo(Fingerprint other) => string.CompareOrdinal(Digest, other.Digest);

    /// <inheritdoc/>
    public override string ToString() => Digest;

    internal static string Sha256(string text) =>
        "sha256:" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}
