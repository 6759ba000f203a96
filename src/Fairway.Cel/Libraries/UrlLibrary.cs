using Fairway.Cel.Functions;
using Fairway.Cel.Values;

namespace Fairway.Cel.Libraries;

/// <summary>URLs and their parts: <c>url('https://example.com/')</c>.</summary>
internal static class UrlLibrary
{
    public static void AddTo(FunctionBodies bodies)
    {
        bodies["url"] = arguments => UrlReader.Read(((CelString)arguments[0]).Value) switch
        {
            ({ } parts, _) => new UrlValue(parts),
            (_, var fault) => new CelError("URL parse error during conversion from string: " + fault),
        };
        bodies["isURL"] = arguments => CelBool.Of(UrlReader.Read(((CelString)arguments[0]).Value).Parts is not null);
        Part(bodies, "getScheme", parts => parts.Scheme);
        Part(bodies, "getHost", parts => parts.Host);
        Part(bodies, "getHostname", parts => parts.HostName);
        Part(bodies, "getPort", parts => parts.Port);
        Part(bodies, "getEscapedPath", parts => parts.Path);
        bodies["getQuery"] = arguments => Query(((UrlValue)arguments[0]).Parts.Query);
    }

    private static void Part(FunctionBodies bodies, string function, Func<UrlParts, string> part) =>
        bodies[function] = arguments => new CelString(part(((UrlValue)arguments[0]).Parts));

    private static TableMap Query(string query)
    {
        var values = new TableMap();
        foreach (var pair in query.Split('&'))
        {
            if (pair.Length == 0 || pair.Contains(';', StringComparison.Ordinal))
            {
                continue;
            }

            var equals = pair.IndexOf('=', StringComparison.Ordinal);
            var key = new CelString(Unescape(equals < 0 ? pair : pair[..equals]));
            var value = new CelString(equals < 0 ? "" : Unescape(pair[(equals + 1)..]));
            var before = values.Find(key) as CelList ?? CelList.Empty;
            values.Set(key, before.Add(CelList.Of(value)));
        }

        return values;
    }

    private static string Unescape(string text) => Uri.UnescapeDataString(text.Replace('+', ' '));
}
