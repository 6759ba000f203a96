using System.Text;
using System.Text.Json.Nodes;
using Fairway.Merge.Values;

namespace Fairway.MetaDb.Auditing;

/// <summary>Audit entries as they are stored and hashed: canonical JSON.</summary>
internal static class AuditJson
{
    public static byte[] Write(AuditEntry entry) => Encoding.UTF8.GetBytes(CanonicalJson.Text(new JsonObject
    {
        ["at"] = RecordedTime.Text(entry.At),
        ["actor"] = entry.Actor,
        ["verb"] = entry.Verb,
        ["subject"] = entry.Subject,
        ["reason"] = entry.Reason,
        ["detail"] = entry.Detail?.DeepClone(),
    }));

    /// <exception cref="FormatException">It is not what <see cref="Write"/> writes.</exception>
    public static AuditEntry Read(ReadOnlySpan<byte> json)
    {
        var map = StoredJson.Object(json);
        return new AuditEntry
        {
            At = RecordedTime.Parse(StoredJson.Text(map, "at")),
            Actor = StoredJson.Text(map, "actor"),
            Verb = StoredJson.Text(map, "verb"),
            Subject = StoredJson.Text(map, "subject"),
            Reason = StoredJson.Text(map, "reason"),
            Detail = StoredJson.TakeObject(map, "detail"),
        };
    }
}
