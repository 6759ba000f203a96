namespace Fairway.Conformance.Upstream;

/// <summary>Bodies that several files have in common.</summary>
internal static class Samples
{
    private const string AnyObject = """{"type":"object"}""";

    /// <summary>A definition of one version, v1.</summary>
    public static string Definition(string group, string plural, string kind, string schema = AnyObject) =>
        Definition(group, plural, kind, Version("v1", schema, storage: true));

    /// <summary>A definition of these versions.</summary>
    public static string Definition(string group, string plural, string kind, params ReadOnlySpan<VersionText> versions)
        =>
        $$"""
        {"apiVersion":"apiextensions.k8s.io/v1","kind":"CustomResourceDefinition",
         "metadata":{"name":"{{plural}}.{{group}}"},
         "spec":{"group":"{{group}}","scope":"Namespaced","names":{"plural":"{{plural}}","kind":"{{kind}}"},
          "versions":[{{string.Join(',', versions.ToArray().Select(v => v.Json))}}]} }
        """;

    /// <summary>One version of a definition.</summary>
    public static VersionText Version(string name, string schema, bool storage = false, bool served = true) => new(
        $$"""
        {"name":"{{name}}","served":{{(served ? "true" : "false")}},"storage":{{(storage ? "true" : "false")}},
         "schema":{"openAPIV3Schema":{{schema}} } }
        """);
}

/// <summary>A version of a definition, as JSON.</summary>
internal sealed record VersionText(string Json);
