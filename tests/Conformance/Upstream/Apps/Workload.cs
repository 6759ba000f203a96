namespace Fairway.Conformance.Upstream.Apps;

/// <summary>Bodies of workloads: a selector on one label, and a template with one container.</summary>
internal static class Workload
{
    public const string Old = "registry.example/httpd:1";
    public const string New = "registry.example/httpd:2";
    public const string Unready = "registry.example/unready:1";
    public const string Done = "registry.example/done:1";
    public const string Fail = "registry.example/fail:1";

    /// <summary>A workload whose label <c>app</c> is its name. <paramref name="spec"/> is more of its spec, and
    /// <paramref name="pod"/> more of its pods'.</summary>
    public static string Of(string name, string image = Old, string spec = "", string pod = "") =>
        $$"""
        {"metadata":{"name":"{{name}}","labels":{"app":"{{name}}"} },
         "spec":{ {{More(spec)}} "selector":{"matchLabels":{"app":"{{name}}"} },
          "template":{{Template(name, image, pod)}} } }
        """;

    public static string Template(string name, string image = Old, string pod = "") =>
        $$"""
        {"metadata":{"labels":{"app":"{{name}}"} },
         "spec":{ {{More(pod)}} "containers":[{"name":"main","image":"{{image}}"}]} }
        """;

    public static string Pod(string name, string app, string image = Old, string pod = "") =>
        $$"""
        {"metadata":{"name":"{{name}}","labels":{"app":"{{app}}"} },
         "spec":{ {{More(pod)}} "containers":[{"name":"main","image":"{{image}}"}]} }
        """;

    /// <summary>A patch that brings another image.</summary>
    public static string ImagePatch(string image) =>
        $$"""{"spec":{"template":{"spec":{"containers":[{"name":"main","image":"{{image}}"}]} } } }""";

    private static string More(string members) => members.Length == 0 ? "" : members + ",";
}
