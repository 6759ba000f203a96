using System.Text.Json.Nodes;
using Fairway.Kube;
using Fairway.Kube.Requests;

namespace Fairway.Tests.Cli.Installing;

/// <summary>A right, as rules of access name it.</summary>
/// <param name="Group">The API group; empty for the core group.</param>
/// <param name="Resource">Plural, with its subresource: <c>releases/status</c>.</param>
/// <param name="Verb">get, list, watch and so on.</param>
internal sealed record AskedRight(string Group, string Resource, string Verb)
{
    public override string ToString() => $"{Group}/{Resource} {Verb}";

    /// <summary>What a request asks for; null where it names no resource.</summary>
    public static AskedRight? Of(KubeRequest request, bool isWatch)
    {
        if (RequestTarget.Parse(request.Path) is not { } target)
        {
            return null;
        }

        var verb = (request.Method, isWatch, target.Name) switch
        {
            ("GET", true, _) => "watch",
            ("GET", _, null) => "list",
            ("GET", _, _) => "get",
            ("POST", _, _) => "create",
            ("PUT", _, _) => "update",
            ("PATCH", _, _) => "patch",
            _ => "delete",
        };
        var resource = target.Subresource is { } part ? $"{target.Plural}/{part}" : target.Plural;
        return new AskedRight(target.Group, resource, verb);
    }

    /// <summary>Every right that the rules of a role give.</summary>
    public static IEnumerable<AskedRight> OfRole(JsonObject role) =>
        from rule in role["rules"]!.AsArray()
        from api in Texts(rule!["apiGroups"])
        from resource in Texts(rule["resources"])
        from verb in Texts(rule["verbs"])
        select new AskedRight(api, resource, verb);

    private static IEnumerable<string> Texts(JsonNode? list) =>
        list!.AsArray().Select(item => item!.GetValue<string>());
}
