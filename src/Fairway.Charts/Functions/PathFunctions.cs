using Fairway.Charts.Values;

namespace Fairway.Charts.Functions;

/// <summary>Sprig's functions of paths with slashes. Those of the operating system are the same, as they are on
/// Linux.</summary>
internal static class PathFunctions
{
    public static void Define(FunctionTable.Add add)
    {
        Both(add, "base", Base);
        Both(add, "dir", Directory);
        Both(add, "clean", Clean);
        Both(add, "ext", Extension);
        add("isAbs", "string", (in call) => GoValue.Of(call.Text(0).StartsWith('/')));
        add("osIsAbs", "string", (in call) => GoValue.Of(call.Text(0).StartsWith('/')));
    }

    /// <summary>The shortest path to the same place: no empty parts, no <c>.</c>, and no <c>..</c> but at the
    /// beginning of a relative one.</summary>
    public static string Clean(string path)
    {
        var isRooted = path.StartsWith('/');
        var parts = new List<string>();
        foreach (var part in path.Split('/'))
        {
            if (part is "" or ".")
            {
                continue;
            }

            if (part != ".." || (!isRooted && (parts.Count == 0 || parts[^1] == "..")))
            {
                parts.Add(part);
            }
            else if (parts.Count > 0)
            {
                parts.RemoveAt(parts.Count - 1);
            }
        }

        var cleaned = (isRooted ? "/" : "") + string.Join('/', parts);
        return cleaned.Length == 0 ? "." : cleaned;
    }

    private static void Both(FunctionTable.Add add, string name, Func<string, string> body)
    {
        add(name, "string", (in call) => GoValue.Of(body(call.Text(0))));
        add($"os{char.ToUpperInvariant(name[0])}{name[1..]}", "string", (in call) =>
            GoValue.Of(body(call.Text(0))));
    }

    private static string Base(string path)
    {
        var trimmed = path.TrimEnd('/');
        return path.Length == 0 ? "." : trimmed.Length == 0 ? "/" : trimmed[(trimmed.LastIndexOf('/') + 1)..];
    }

    private static string Directory(string path) => Clean(path[..(path.LastIndexOf('/') + 1)]);

    private static string Extension(string path)
    {
        var dot = path.LastIndexOf('.');
        return dot > path.LastIndexOf('/') ? path[dot..] : "";
    }
}
