using System.Text.Json.Nodes;

namespace Fairway.Merge.Guarding;

/// <summary>Rules of a Role or ClusterRole, and what they allow.</summary>
internal static class RoleRules
{
    /// <summary>
    /// Whether the rules after allow anything that no single rule before covered. A request that two rules covered only
    /// together counts as new.
    /// </summary>
    public static bool AllowMore(JsonNode? before, JsonNode? after)
    {
        var known = Rules(before).ToList();
        return Rules(after).Any(rule => Requests(rule).Any(one => !known.Any(old => Covers(old, one))));
    }

    private static IEnumerable<JsonObject> Rules(JsonNode? rules) => (rules as JsonArray ?? []).OfType<JsonObject>();

    private static IEnumerable<Request> Requests(JsonObject rule) =>
        from verb in Texts(rule, "verbs")
        from target in Targets(rule)
        select target with { Verb = verb };

    private static IEnumerable<Request> Targets(JsonObject rule)
    {
        foreach (var url in Texts(rule, "nonResourceURLs"))
        {
            yield return new Request("", null, null, null, url);
        }

        var names = Texts(rule, "resourceNames");
        foreach (var group in Texts(rule, "apiGroups"))
        {
            foreach (var resource in Texts(rule, "resources"))
            {
                foreach (var name in names.Count == 0 ? [null] : names)
                {
                    yield return new Request("", group, resource, name, null);
                }
            }
        }
    }

    private static bool Covers(JsonObject rule, Request request) =>
        Holds(Texts(rule, "verbs"), request.Verb!)
        && (request.Url is { } url
            ? Texts(rule, "nonResourceURLs").Any(known => known == url
                || (known!.EndsWith('*') && url.StartsWith(known[..^1], StringComparison.Ordinal)))
            : Holds(Texts(rule, "apiGroups"), request.Group!)
                && HoldsResource(Texts(rule, "resources"), request.Resource!)
                && Texts(rule, "resourceNames") is var names
                && (names.Count == 0 || names.Contains(request.Name)));

    private static bool Holds(IReadOnlyList<string?> known, string wanted) =>
        known.Contains("*") || known.Contains(wanted);

    /// <summary><c>*/scale</c> is the subresource of every resource.</summary>
    private static bool HoldsResource(IReadOnlyList<string?> known, string wanted) =>
        Holds(known, wanted)
        || (wanted.Split('/') is [_, var subresource] && known.Contains($"*/{subresource}"));

    private static IReadOnlyList<string?> Texts(JsonObject rule, string name) =>
        [.. (rule[name] as JsonArray ?? []).Select(item => item is JsonValue value
            && value.TryGetValue<string>(out var text) ? text : null).Where(text => text is not null)];

    private readonly record struct Request(string? Verb, string? Group, string? Resource, string? Name, string? Url);
}
