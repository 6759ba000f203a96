using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Fairway.Merge.Values;
using Fairway.Schema.Digests;

namespace Fairway.Rollouts.Workloads;

/// <summary>Keeps only the digest of a value, whatever the order of its members.</summary>
internal sealed class DigestConverter : JsonConverter<string>
{
    public override string Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        Digest.Of(Encoding.UTF8.GetBytes(CanonicalJson.Text(JsonNode.Parse(ref reader)))).ToString();

    public override void Write(Utf8JsonWriter writer, string value, JsonSerializerOptions options) =>
        throw new NotSupportedException("a digest is read, never written");
}
