using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Fairway.Merge.Diffing;
using Fairway.Merge.Fields;
using Fairway.Merge.Values;

namespace Fairway.Merge.Plans;

/// <summary>
/// Stands keyed hashes in the place of what Secrets hold, so that plans can be compared and shown and nobody learns a
/// value, nor can guess it without the key. Everything of a Secret is hidden but its metadata and type; annotations,
/// in which clients keep copies of it, are hidden too.
/// </summary>
public sealed class SecretMask
{
    private readonly byte[] key;

    /// <param name="key">The key of the hashes, at least 16 bytes.</param>
    /// <exception cref="ArgumentException">The key is too short.</exception>
    public SecretMask(ReadOnlySpan<byte> key)
    {
        if (key.Length < 16)
        {
            throw new ArgumentException($"A key of {key.Length} bytes is too short: give at least 16.", nameof(key));
        }

        this.key = key.ToArray();
    }

    /// <summary>A key of its own for a purpose, from which neither this key nor that of another purpose can be
    /// told.</summary>
    public byte[] Derive(string purpose) => HMACSHA256.HashData(key, Encoding.UTF8.GetBytes($"purpose {purpose}"));

    /// <summary>The value as it may be hashed and stored: hidden where it is a Secret's, itself where it is
    /// not.</summary>
    public JsonNode? Hide(ObjectRef item, FieldPath path, JsonNode? value) => Mask(item, path, value, whole: true);

    /// <summary>The same for people: the hashes are cut short.</summary>
    public JsonNode? Show(ObjectRef item, FieldPath path, JsonNode? value) => Mask(item, path, value, whole: false);

    private JsonNode? Mask(ObjectRef item, FieldPath path, JsonNode? value, bool whole)
    {
        if (item.Kind is not { Group: "", Kind: "Secret" } || value is null)
        {
            return value;
        }

        var names = path.Elements.Take(2).Select(e => e.Kind == PathKind.Field ? e.Text : "").ToArray();
        return names switch
        {
            [] => Members(value, name => name switch
            {
                "apiVersion" or "kind" or "type" or "immutable" => Depth.Open,
                "metadata" => Depth.Metadata,
                _ => Depth.Hidden,
            }, whole),
            ["metadata"] => Members(value, InMetadata, whole),
            ["metadata", var name] when InMetadata(name) == Depth.Open => value,
            ["apiVersion" or "kind" or "type" or "immutable"] => value,
            _ => Hidden(value, whole),
        };
    }

    private JsonNode? Members(JsonNode value, Func<string, Depth> depth, bool whole)
    {
        if (value is not JsonObject map)
        {
            return Hidden(value, whole);
        }

        var copy = new JsonObject();
        foreach (var (name, member) in map)
        {
            copy[name] = depth(name) switch
            {
                Depth.Open => member?.DeepClone(),
                Depth.Metadata when member is not null => Members(member, InMetadata, whole),
                _ => Hidden(member, whole),
            };
        }

        return copy;
    }

    /// <summary>Names of keys stay, as people must see which of them change.</summary>
    private JsonNode? Hidden(JsonNode? value, bool whole)
    {
        if (value is JsonObject map)
        {
            var copy = new JsonObject();
            foreach (var (name, member) in map)
            {
                copy[name] = Hidden(member, whole);
            }

            return copy;
        }

        return value is null ? null : JsonValue.Create(Text(value, whole));
    }

    private string Text(JsonNode value, bool whole)
    {
        var bytes = Bytes(value);
        var hash = Convert.ToHexStringLower(HMACSHA256.HashData(key, bytes));
        var size = bytes.Length.ToString(CultureInfo.InvariantCulture);
        return $"(secret, {size} bytes, keyed hash {(whole ? hash : hash[..8] + "..")})";
    }

    /// <summary>What the pod will see, so that text and data of one content are the same.</summary>
    private static byte[] Bytes(JsonNode value)
    {
        if (value is not JsonValue scalar || !scalar.TryGetValue<string>(out var text))
        {
            return Encoding.UTF8.GetBytes(CanonicalJson.Text(value));
        }

        var decoded = new byte[text.Length];
        return Convert.TryFromBase64String(text, decoded, out var count)
            ? decoded[..count]
            : Encoding.UTF8.GetBytes(text);
    }

    private static Depth InMetadata(string name) => name == "annotations" ? Depth.Hidden : Depth.Open;

    private enum Depth
    {
        Open,
        Metadata,
        Hidden,
    }
}
