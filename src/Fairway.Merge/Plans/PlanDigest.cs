using System.Text.Json.Nodes;
using Fairway.Merge.Values;

namespace Fairway.Merge.Plans;

/// <summary>What an approval is given to: the changes of a plan and the clusters that it is for.</summary>
public static class PlanDigest
{
    /// <summary>
    /// <c>sha256:</c> and 64 hexadecimal digits. Depends on neither order nor repetition, nor on time; any other change
    /// and any other cluster gives another digest.
    /// </summary>
    /// <param name="fingerprints">Every change of every cluster.</param>
    /// <param name="membership">The clusters, pinned; those without a change too.</param>
    public static string Of(IEnumerable<Fingerprint> fingerprints, IEnumerable<string> membership) =>
        Fingerprint.Sha256(CanonicalJson.Text(new JsonObject
        {
            ["fingerprints"] = List(fingerprints.Select(fingerprint => fingerprint.Digest)),
            ["membership"] = List(membership),
        }));

    private static JsonArray List(IEnumerable<string> texts) =>
        new([.. texts.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).Select(t => (JsonNode?)t)]);
}
