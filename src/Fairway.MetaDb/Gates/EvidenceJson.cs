using System.Text;
using System.Text.Json.Nodes;
using Fairway.Delivery.Gates;
using Fairway.Merge.Values;

namespace Fairway.MetaDb.Gates;

/// <summary>Evidence as it is stored and named: canonical JSON.</summary>
internal static class EvidenceJson
{
    public static byte[] Write(Evidence evidence) => Encoding.UTF8.GetBytes(CanonicalJson.Text(new JsonObject
    {
        ["gate"] = evidence.Gate,
        ["release"] = evidence.Subject.Release,
        ["cluster"] = evidence.Subject.ClusterId,
        ["step"] = evidence.Subject.Step,
        ["decision"] = evidence.Decision.ToString(),
        ["observedAt"] = RecordedTime.Text(evidence.ObservedAt),
        ["facts"] = evidence.Facts.DeepClone(),
        ["says"] = evidence.Says,
    }));

    /// <exception cref="FormatException">It is not what <see cref="Write"/> writes.</exception>
    public static Evidence Read(ReadOnlySpan<byte> json)
    {
        var map = StoredJson.Object(json);
        return new Evidence
        {
            Gate = StoredJson.Text(map, "gate"),
            Subject = new EvidenceSubject(
                StoredJson.Text(map, "release"),
                StoredJson.TextOrNull(map, "cluster"),
                StoredJson.TextOrNull(map, "step")),
            Decision = Enum.TryParse<GateDecision>(StoredJson.Text(map, "decision"), out var decision)
                ? decision
                : throw new FormatException("decision is none that there is"),
            ObservedAt = RecordedTime.Parse(StoredJson.Text(map, "observedAt")),
            Facts = StoredJson.TakeObject(map, "facts") ?? [],
            Says = StoredJson.Text(map, "says"),
        };
    }
}
