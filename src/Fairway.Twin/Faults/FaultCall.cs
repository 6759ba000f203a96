using Fairway.Kube;
using Fairway.Kube.Hooks;
using Fairway.Kube.Requests;

namespace Fairway.Twin.Faults;

/// <summary>What of a call decides its fate.</summary>
/// <param name="Callers">All names that its caller goes by.</param>
/// <param name="Cluster">Where it goes.</param>
/// <param name="Verb">As roles name it; of what is no resource, get.</param>
/// <param name="Target">What its path names; empty where that is no resource.</param>
internal sealed record FaultCall(IReadOnlyList<string> Callers, string Cluster, string Verb, RequestTarget Target)
{
    public string? Namespace => Target.Namespace;

    public string? Name => Target.Name;

    public bool IsWrite => Verb is not ("get" or "list" or "watch");

    public static FaultCall Of(KubeRequest request, string cluster, params IEnumerable<string?> names)
    {
        var known = RequestTarget.Parse(request.Path);
        var callers = names
            .Append(request.UserAgent.Split('/')[0])
            .Append(request.QueryValue("fieldManager"))
            .Append(HookedReconcile.Current?.Controller);
        return new FaultCall([.. callers.OfType<string>()], cluster, VerbOf(request, known), known ?? default);
    }

    /// <summary>Whether a resource of a rule is the one that is called.</summary>
    public bool IsOf(string pattern)
    {
        var plural = Target.Plural ?? "";
        var name = Target.Group is { Length: > 0 } group ? $"{plural}.{group}" : plural;
        return Target.Subresource is { } part
            ? FaultRule.Fits(pattern, $"{plural}/{part}") || FaultRule.Fits(pattern, $"{name}/{part}")
            : FaultRule.Fits(pattern, plural) || FaultRule.Fits(pattern, name);
    }

    public override string ToString() =>
        $"{Callers[0]} {Verb} {Target.Plural}{(Target.Subresource is { } part ? $"/{part}" : "")} "
        + $"{Namespace}/{Name} of {Cluster}";

    private static string VerbOf(KubeRequest request, RequestTarget? target) => request.Method switch
    {
        "POST" => "create",
        "PUT" => "update",
        "PATCH" => "patch",
        "DELETE" => target?.Name is null ? "deletecollection" : "delete",
        _ when request.QueryValue("watch") is "true" or "1" => "watch",
        _ => target is { Name: null } ? "list" : "get",
    };
}
