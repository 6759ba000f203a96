using Fairway.Twin.Api.Access;
using Microsoft.AspNetCore.Http;

namespace Fairway.Twin.Http.Security;

/// <summary>
/// The headers Impersonate-User, -Group, -Uid and -Extra-*. Acting as the caller where it asked to act as somebody with
/// fewer rights would be worse than refusing, so they are read on every request.
/// </summary>
internal static class ImpersonationHeaders
{
    private const string Prefix = "Impersonate-";
    private const string ExtraPrefix = "Impersonate-Extra-";

    /// <summary>As whom the caller wants to act; null where no such header is there.</summary>
    public static ImpersonatedUser? Read(IHeaderDictionary headers)
    {
        var hasAny = false;
        foreach (var (name, _) in headers)
        {
            hasAny |= name.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase);
        }

        if (!hasAny)
        {
            return null;
        }

        var wanted = new ImpersonatedUser(
            First(headers, "Impersonate-User"),
            [.. headers["Impersonate-Group"].OfType<string>()],
            First(headers, "Impersonate-Uid"),
            Extra(headers));
        return wanted is { Name.Length: 0, Groups.Count: 0, Uid.Length: 0, Extra.Count: 0 } ? null : wanted;
    }

    private static string First(IHeaderDictionary headers, string name) =>
        headers[name] is [var first, ..] ? first ?? "" : "";

    private static List<KeyValuePair<string, IReadOnlyList<string>>> Extra(IHeaderDictionary headers) =>
    [
        .. headers
            .Where(h => h.Key.StartsWith(ExtraPrefix, StringComparison.OrdinalIgnoreCase))
            .Select(h => KeyValuePair.Create(
                Unescaped(h.Key[ExtraPrefix.Length..].ToLowerInvariant()),
                (IReadOnlyList<string>)[.. h.Value.OfType<string>()]))
            .OrderBy(e => e.Key, StringComparer.Ordinal),
    ];

    private static string Unescaped(string key) =>
        Requests.PercentEncoding.TryDecode(key, plusIsSpace: false, out var decoded) ? decoded : key;
}
