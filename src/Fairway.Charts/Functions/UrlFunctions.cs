using Fairway.Charts.Values;

namespace Fairway.Charts.Functions;

/// <summary>Sprig's functions of URLs.</summary>
internal static class UrlFunctions
{
    public static void Define(FunctionTable.Add add)
    {
        add("urlParse", "string", (in call) => GoValue.Of(Parsed(call.Text(0))));
        add("urlJoin", "map", (in call) => GoValue.Of(Joined(call[0].IsNil ? new GoMap() : call.Map(0)).ToString()));

        // Nothing is asked of a network: Helm, too, answers nothing unless it is told to ask.
        add("getHostByName", "string", (in _) => GoValue.Of(""));
    }

    private static GoMap Parsed(string text)
    {
        GoUrl url;
        try
        {
            url = GoUrl.Parse(text);
        }
        catch (GoError fault)
        {
            throw new GoError($"unable to parse url: {fault.Message}");
        }

        var map = new GoMap();
        map["scheme"] = GoValue.Of(url.Scheme);
        map["host"] = GoValue.Of(url.Host);
        map["hostname"] = GoValue.Of(url.HostName);
        map["path"] = GoValue.Of(url.Path);
        map["query"] = GoValue.Of(url.Query);
        map["opaque"] = GoValue.Of(url.Opaque);
        map["fragment"] = GoValue.Of(url.Fragment);
        map["userinfo"] = GoValue.Of(url.User ?? "");
        return map;
    }

    private static GoUrl Joined(GoMap parts)
    {
        var user = Text(parts, "userinfo");
        return new GoUrl
        {
            Scheme = Text(parts, "scheme"),
            Host = Text(parts, "host"),
            Path = Text(parts, "path"),
            Query = Text(parts, "query"),
            Opaque = Text(parts, "opaque"),
            Fragment = Text(parts, "fragment"),
            User = user.Length == 0 ? null : user,
        };
    }

    private static string Text(GoMap parts, string key) =>
        !parts.TryGet(key, out var value) ? ""
            : value.Kind == GoKind.String ? value.Text
            : value.IsNil ? throw new GoError("runtime error: invalid memory address or nil pointer dereference")
            : throw new GoError($"unable to parse {key} key, must be of type string, but {value.KindName} found");
}
