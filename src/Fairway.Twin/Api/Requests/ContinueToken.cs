using System.Buffers.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Fairway.Kube;
using Fairway.Schema.Json;
using Fairway.Twin.Api.Errors;

namespace Fairway.Twin.Api.Requests;

/// <summary>
/// Where a list goes on: the revision of the first page and the key after which the next begins. The encoding is the
/// reference server's (base64url of <c>{"v":"meta.k8s.io/v1","rv":N,"start":"key\u0000"}</c>), as tests in the field
/// hand it in.
/// </summary>
/// <param name="Revision">Revision of all pages; -1 for a list that goes on at the newest state, as its first revision
/// is gone.</param>
/// <param name="After">The last key of the page before: <c>name</c>, or <c>namespace/name</c> in a list over all
/// namespaces.</param>
internal sealed record ContinueToken(long Revision, string After)
{
    private const string Version = "meta.k8s.io/v1";

    /// <summary>The token as clients carry it.</summary>
    public string Encode() => Base64Url.EncodeToString(JsonText.Write(new JsonObject
    {
        ["v"] = Version,
        ["rv"] = Revision,
        ["start"] = After + "\0",
    }));

    /// <exception cref="ApiFailure">400 where the text is no token.</exception>
    public static ContinueToken Decode(string text)
    {
        try
        {
            var json = JsonReader.Read(Base64Url.DecodeFromChars(text)).Node as JsonObject;
            var start = json?["start"]?.GetValue<string>() ?? "";
            var revision = json?["rv"]?.GetValue<long>() ?? 0;
            if (json?["v"]?.GetValue<string>() == Version && revision != 0 && start.Length > 0
                && !start.Contains("..", StringComparison.Ordinal))
            {
                return new ContinueToken(revision, start.TrimEnd('\0'));
            }
        }
        catch (Exception fault) when (fault is FormatException or JsonFormatException or InvalidOperationException)
        {
            // Falls through to the one answer that there is for what is no token.
        }

        throw ApiFailure.BadRequest(
            "continue key is not valid: it is not a token that a list of this server gave; start the list anew");
    }

    /// <summary>The key after which the list goes on, in the order of the store.</summary>
    public ObjectKey Key(string? ns)
    {
        if (ns is not null)
        {
            return new ObjectKey(ns, After);
        }

        var slash = After.IndexOf('/', StringComparison.Ordinal);
        return slash < 0 ? new ObjectKey(null, After) : new ObjectKey(After[..slash], After[(slash + 1)..]);
    }
}
