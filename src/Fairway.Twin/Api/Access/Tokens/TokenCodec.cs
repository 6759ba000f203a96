using System.Buffers;
using System.Buffers.Text;
using System.Text;
using System.Text.Json.Nodes;
using Fairway.Schema.Json;
using Fairway.Twin.Api.Objects;

namespace Fairway.Twin.Api.Access.Tokens;

/// <summary>
/// Tokens on the wire: JSON web tokens (RFC 7519) in the compact form, signed by ES256 and nothing else, whatever their
/// header says.
/// </summary>
internal static class TokenCodec
{
    private const string Algorithm = "ES256";
    private const int SignatureBytes = 64;

    // Tokens of ours are some 1,000 characters long.
    private const int Longest = 16 * 1024;

    public static string Write(TokenClaims claims, TokenKey key)
    {
        var header = new JsonObject { ["alg"] = Algorithm, ["kid"] = key.Id };
        var signed = $"{Part(header)}.{Part(claims.ToJson())}";
        return $"{signed}.{Base64Url.EncodeToString(key.Sign(Encoding.ASCII.GetBytes(signed)))}";
    }

    /// <summary>Whether a text has the form of such a token, so that it is worth looking at.</summary>
    public static bool IsToken(string text) => text.Length <= Longest && text.Count(c => c == '.') == 2;

    /// <summary>The claims of a token that the key has signed; null for all other texts. Whether they hold now is not
    /// asked.</summary>
    public static TokenClaims? Read(string text, TokenKey key)
    {
        if (!IsToken(text) || text.Split('.') is not [var head, var body, var tail]
            || !TryDecode(tail, out var signature) || signature.Length != SignatureBytes
            || Tree(head) is not { } header
            || ObjectMeta.Text(header, "alg") != Algorithm || ObjectMeta.Text(header, "kid") != key.Id
            || header.ContainsKey("crit"))
        {
            return null;
        }

        var signed = Encoding.UTF8.GetBytes(text[..(head.Length + 1 + body.Length)]);
        return key.Verifies(signed, signature) && Tree(body) is { } claims ? TokenClaims.Read(claims) : null;
    }

    private static string Part(JsonObject tree) => Base64Url.EncodeToString(JsonText.Write(tree));

    private static JsonObject? Tree(string part)
    {
        try
        {
            return TryDecode(part, out var json) && JsonReader.Read(json) is { Duplicates.Length: 0 } read
                ? read.Node as JsonObject
                : null;
        }
        catch (JsonFormatException)
        {
            return null;
        }
    }

    private static bool TryDecode(string part, out byte[] bytes)
    {
        bytes = [];
        if (part.Any(c => !char.IsAsciiLetterOrDigit(c) && c is not ('-' or '_')))
        {
            return false;
        }

        var room = new byte[Base64Url.GetMaxDecodedLength(part.Length)];
        if (Base64Url.DecodeFromChars(part, room, out _, out var written) != OperationStatus.Done)
        {
            return false;
        }

        bytes = room[..written];
        return true;
    }
}
