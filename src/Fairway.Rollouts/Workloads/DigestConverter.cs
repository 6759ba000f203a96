using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Fairway.Merge.Values;
using Fairway.Schema.Digests;

namespace Fairway.Rollouts.Workloads;

/// <summary>
/// Keeps only the digest of a pod template, whatever the order of its members, and wherever it stands: a replica set's
/// has the label of its hash besides, a ControllerRevision's a directive, and older servers write members that are
/// null.
/// </summary>
internal sealed class DigestConverter : JsonConverter<string>
{
    public override string Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        Of(JsonNode.Parse(ref reader) as JsonObject ?? []);

    public override void Write(Utf8JsonWriter writer, string value, JsonSerializerOptions options) =>
        throw new NotSupportedException("a digest is read, never written");

    /// <summary>The digest of a template, which is changed.</summary>
    public static string Of(JsonObject template)
    {
        template.Remove("$patch");
        if (template["metadata"]?["labels"] is JsonObject labels)
        {
            labels.Remove("pod-template-hash");
        }

        RemoveNulls(template);
        return Digest.Of(Encoding.UTF8.GetBytes(CanonicalJson.Text(template))).ToString();
    }

    private static void RemoveNulls(JsonNode node)
    {
        if (node is JsonObject map)
        {
            foreach (var (name, member) in map.ToArray())
            {
                if (member is null)
                {
                    map.Remove(name);
                }
                else
                {
                    RemoveNulls(member);
                }
            }
        }
        else if (node is JsonArray list)
        {
            foreach (var item in list.OfType<JsonNode>())
            {
                RemoveNulls(item);
            }
        }
    }
}
