using System.Text.Json.Nodes;

namespace Fairway.Twin.Api.Access;

/// <summary>One rule of a role.</summary>
internal sealed record PolicyRule(
    string[] Verbs, string[] Groups, string[] Resources, string[] Names, string[] Paths)
{
    private const string All = "*";

    /// <summary>Every right there is.</summary>
    public static IReadOnlyList<PolicyRule> Everything { get; } =
        [new([All], [All], [All], [], []), new([All], [], [], [], [All])];

    /// <summary>The rules of a role, which is stored and so well formed.</summary>
    public static PolicyRule[] Read(JsonNode? rules) =>
        rules is JsonArray list ? [.. list.Select(Of)] : [];

    /// <summary>Whether the rule allows the request.</summary>
    public bool Allows(AccessRequest request)
    {
        if (!Holds(Verbs, request.Verb))
        {
            return false;
        }

        return request.IsResource
            ? Holds(Groups, request.Group)
                && HasResource(request)
                && (Names.Length == 0 || Names.AsSpan().Contains(request.Name))
            : HasPath(request.Path);
    }

    /// <summary>Whether a rule's path, which may end in a star, has another one in it.</summary>
    public static bool PathCovers(string rule, string path) =>
        rule == path || (rule.EndsWith('*') && path.StartsWith(rule.TrimEnd('*'), StringComparison.Ordinal));

    private static PolicyRule Of(JsonNode? rule) => new(
        Texts(rule, "verbs"),
        Texts(rule, "apiGroups"),
        Texts(rule, "resources"),
        Texts(rule, "resourceNames"),
        Texts(rule, "nonResourceURLs"));

    private static string[] Texts(JsonNode? rule, string field) =>
        (rule as JsonObject)?[field] is JsonArray list ? [.. list.Select(t => t?.GetValue<string>() ?? "")] : [];

    private static bool Holds(string[] allowed, string asked)
    {
        foreach (var one in allowed)
        {
            if (one == All || one == asked)
            {
                return true;
            }
        }

        return false;
    }

    private bool HasResource(AccessRequest request)
    {
        var combined = request.Combined;
        foreach (var one in Resources)
        {
            if (one == All || one == combined || IsAnyWith(one, request.Subresource))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary><c>*/scale</c>: the subresource of every resource.</summary>
    private static bool IsAnyWith(string rule, string subresource) =>
        subresource.Length > 0
        && rule.Length == subresource.Length + 2
        && rule.StartsWith("*/", StringComparison.Ordinal)
        && rule.EndsWith(subresource, StringComparison.Ordinal);

    private bool HasPath(string path)
    {
        foreach (var one in Paths)
        {
            if (one == All || PathCovers(one, path))
            {
                return true;
            }
        }

        return false;
    }
}
