using Fairway.Kube;
using Fairway.Twin.Api.Errors;
using Fairway.Twin.Api.Objects;

namespace Fairway.Twin.Api.Access;

/// <summary>
/// Lets a caller act as somebody else, if every part of that somebody may be impersonated: first by the constrained
/// ways, which also ask whether the request itself may be made in another's name, then by the verb
/// <c>impersonate</c> alone.
/// </summary>
internal static class Impersonation
{
    private const string NodePrefix = "system:node:";
    private const string NodeName = "authentication.kubernetes.io/node-name";
    private const string Authenticated = "system:authenticated";
    private const string Unauthenticated = "system:unauthenticated";
    private const string Anonymous = "system:anonymous";
    private const string Legacy = "";

    private static readonly string[] Modes =
        ["associated-node", "arbitrary-node", "serviceaccount", "user-info", Legacy];

    /// <summary>The user to act as.</summary>
    /// <exception cref="ApiFailure">400 where no user is named, 403 where the caller may not.</exception>
    public static ApiUser Act(Authorizer access, ApiCall call, string[] parts)
    {
        var wanted = call.Impersonate!;
        if (wanted.Name.Length == 0)
        {
            throw ApiFailure.BadRequest($"requested {wanted.Shown()} without impersonating a user name");
        }

        if (access.IsFree(call.User))
        {
            return Made(wanted, "");
        }

        var asked = RequestAttributes.Of(call.Request, parts, call.User);
        ApiFailure? first = null;
        foreach (var mode in Modes)
        {
            if (!Fits(mode, wanted, call.User))
            {
                continue;
            }

            if (Refused(access, mode, asked, wanted) is not { } refusal)
            {
                return Made(wanted, mode);
            }

            first ??= refusal;
        }

        throw first!;
    }

    private static bool Fits(string mode, ImpersonatedUser wanted, ApiUser caller) => mode switch
    {
        "associated-node" => wanted.IsNameOnly && Node(wanted.Name) is { } node && node == NodeOf(caller),
        "arbitrary-node" => wanted.IsNameOnly && Node(wanted.Name) is not null,
        "serviceaccount" => wanted.IsNameOnly && ServiceAccountName.TrySplit(wanted.Name, out _, out _),
        "user-info" => Node(wanted.Name) is null && !ServiceAccountName.TrySplit(wanted.Name, out _, out _),
        _ => true,
    };

    /// <summary>The first part that may not be impersonated; null where all may.</summary>
    private static ApiFailure? Refused(Authorizer access, string mode, AccessRequest asked, ImpersonatedUser wanted)
    {
        var isLegacy = mode.Length == 0;
        var groups = isLegacy ? "" : "authentication.k8s.io";
        var verb = isLegacy ? "impersonate" : $"impersonate:{mode}";
        var start = new AccessRequest(asked.User, verb) { Group = "authentication.k8s.io", Version = "v1" };
        var checks = new List<AccessRequest>();
        if (!isLegacy)
        {
            checks.Add(asked with { Verb = $"impersonate-on:{mode}:{asked.Verb}" });
        }

        checks.Add(User(start with { Group = groups }, mode, wanted.Name));
        if (wanted.Uid.Length > 0)
        {
            checks.Add(start with { Resource = "uids", Name = wanted.Uid });
        }

        checks.AddRange(wanted.Groups.Select(g => start with { Group = groups, Resource = "groups", Name = g }));
        checks.AddRange(
            from extra in wanted.Extra
            from value in extra.Value
            select start with { Resource = "userextras", Subresource = extra.Key, Name = value });
        foreach (var check in checks)
        {
            if (!isLegacy && ImpersonationLimits.Check(check, wanted) is { } forbidden)
            {
                return Refusal.Of(check with { Name = forbidden.Name }, forbidden.Why);
            }

            var decision = access.Decide(check);
            if (!decision.Allowed)
            {
                return Refusal.Of(check, decision.Reason);
            }
        }

        return null;
    }

    private static AccessRequest User(AccessRequest start, string mode, string name)
    {
        if (mode.Length > 0 && Node(name) is { } node)
        {
            return start with { Resource = "nodes", Name = mode == "associated-node" ? "*" : node };
        }

        return ServiceAccountName.TrySplit(name, out var ns, out var account)
            ? start with { Resource = "serviceaccounts", Namespace = ns, Name = account }
            : start with { Resource = "users", Name = name };
    }

    private static ApiUser Made(ImpersonatedUser wanted, string mode)
    {
        var groups = wanted.Groups.ToList();
        if (mode.Length > 0 && Node(wanted.Name) is not null)
        {
            groups = ["system:nodes"];
        }
        else if (groups.Count == 0 && ServiceAccountName.TrySplit(wanted.Name, out var ns, out _))
        {
            groups.AddRange(ServiceAccountName.Groups(ns));
        }

        var implied = wanted.Name == Anonymous ? Unauthenticated : Authenticated;
        if (!groups.Contains(implied) && (implied == Unauthenticated || !groups.Contains(Unauthenticated)))
        {
            groups.Add(implied);
        }

        return new ApiUser(wanted.Name, groups, wanted.Uid.Length == 0 ? null : wanted.Uid) { Extra = wanted.Extra };
    }

    /// <summary>The node that a user's name is of; null where it is none's.</summary>
    private static string? Node(string user) =>
        user.StartsWith(NodePrefix, StringComparison.Ordinal) && NameRules.Subdomain(user[NodePrefix.Length..]) is null
            ? user[NodePrefix.Length..]
            : null;

    /// <summary>The node on which a service account's pod runs.</summary>
    private static string? NodeOf(ApiUser caller) =>
        ServiceAccountName.TrySplit(caller.Name, out _, out _)
            && caller.Extra.FirstOrDefault(e => e.Key == NodeName).Value is [var node]
            ? node
            : null;
}
