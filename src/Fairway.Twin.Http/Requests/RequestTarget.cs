namespace Fairway.Twin.Http.Requests;

/// <summary>
/// The target of a request, taken apart by ourselves from the bytes the client sent: the server's own idea of the path
/// has dot segments resolved and slashes half decoded, and could so walk from one cluster into another.
/// </summary>
internal readonly record struct RequestTarget(
    string ClusterId, string Path, IReadOnlyList<KeyValuePair<string, string>> Query)
{
    private const string Prefix = "/clusters/";

    /// <summary>
    /// Parses <c>/clusters/ID/PATH?QUERY</c>, or the same behind a scheme and host. The path is decoded as a whole, so
    /// that an encoded slash divides segments as it does for a real API server; dot segments stay and are names like
    /// any other.
    /// </summary>
    public static TargetParse Parse(string raw, out RequestTarget target)
    {
        var origin = OriginForm(raw);
        var path = PathOf(origin);
        if (!path.StartsWith(Prefix, StringComparison.Ordinal))
        {
            target = default;
            return TargetParse.NoCluster;
        }

        var rest = path[Prefix.Length..];
        var slash = rest.IndexOf('/');
        var id = (slash < 0 ? rest : rest[..slash]).ToString();
        return Decode(id, slash < 0 ? "/" : rest[slash..], QueryOf(origin), out target);
    }

    /// <summary>
    /// Parses a target without the prefix for a cluster that is known otherwise: <c>kubectl get --raw /version</c>
    /// leaves out the path of the server's URL.
    /// </summary>
    public static TargetParse ParseWithin(string clusterId, string raw, out RequestTarget target)
    {
        var origin = OriginForm(raw);
        var path = PathOf(origin);
        if (path.IsEmpty)
        {
            target = default;
            return TargetParse.NoCluster;
        }

        return Decode(clusterId, path, QueryOf(origin), out target);
    }

    /// <summary>
    /// Pairs in order. One that does not decode, or holds a semicolon, is left out, as a real API server does.
    /// </summary>
    public static IReadOnlyList<KeyValuePair<string, string>> ParseQuery(ReadOnlySpan<char> query)
    {
        var pairs = new List<KeyValuePair<string, string>>();
        foreach (var range in query.Split('&'))
        {
            var pair = query[range];
            if (pair.IsEmpty || pair.Contains(';'))
            {
                continue;
            }

            var equals = pair.IndexOf('=');
            var name = equals < 0 ? pair : pair[..equals];
            var value = equals < 0 ? [] : pair[(equals + 1)..];
            if (PercentEncoding.TryDecode(name, plusIsSpace: true, out var decodedName)
                && PercentEncoding.TryDecode(value, plusIsSpace: true, out var decodedValue))
            {
                pairs.Add(new(decodedName, decodedValue));
            }
        }

        return pairs;
    }

    private static TargetParse Decode(
        string id, ReadOnlySpan<char> path, ReadOnlySpan<char> query, out RequestTarget target)
    {
        target = default;
        if (!PercentEncoding.TryDecode(path, plusIsSpace: false, out var decoded))
        {
            return TargetParse.Malformed;
        }

        target = new RequestTarget(id, decoded, query.IsEmpty ? [] : ParseQuery(query));
        return TargetParse.Ok;
    }

    private static ReadOnlySpan<char> PathOf(ReadOnlySpan<char> origin)
    {
        var queryAt = origin.IndexOf('?');
        return queryAt < 0 ? origin : origin[..queryAt];
    }

    private static ReadOnlySpan<char> QueryOf(ReadOnlySpan<char> origin)
    {
        var queryAt = origin.IndexOf('?');
        return queryAt < 0 ? [] : origin[(queryAt + 1)..];
    }

    private static ReadOnlySpan<char> OriginForm(string raw)
    {
        if (raw.StartsWith('/'))
        {
            return raw;
        }

        var authority = raw.IndexOf("://", StringComparison.Ordinal);
        var path = authority < 0 ? -1 : raw.IndexOf('/', authority + 3);
        return path < 0 ? [] : raw.AsSpan(path);
    }
}

/// <summary>How reading a target went.</summary>
internal enum TargetParse
{
    /// <summary>The target names a cluster and a path in it.</summary>
    Ok,

    /// <summary>The path does not begin with <c>/clusters/ID</c>.</summary>
    NoCluster,

    /// <summary>A percent sign without two hexadecimal digits, or bytes that are no UTF-8.</summary>
    Malformed,
}
