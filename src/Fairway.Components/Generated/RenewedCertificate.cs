using System.Text.Json.Nodes;

namespace Fairway.Components.Generated;

/// <summary>A certificate that was made anew.</summary>
/// <param name="Digest">Digest of it: see <see cref="CertificateText.Digests"/>.</param>
/// <param name="Says">Why, for whoever reads a plan.</param>
internal sealed record RenewedCertificate(string Digest, string Says)
{
    /// <summary>What is said of the certificates in a value; null where none of them is made anew.</summary>
    public static string? In(JsonNode? value, IReadOnlyList<RenewedCertificate> renewed)
    {
        if (renewed.Count == 0 || value is null)
        {
            return null;
        }

        var digests = CertificateText.DigestsIn(value).ToHashSet(StringComparer.Ordinal);
        return renewed.FirstOrDefault(one => digests.Contains(one.Digest))?.Says;
    }
}
