using Fairway.Twin.Storage;

namespace Fairway.Twin.Api.Access;

/// <summary>How a cluster decides who may do what.</summary>
public enum AuthorizationMode
{
    /// <summary>By the roles and bindings that it stores.</summary>
    Rbac,

    /// <summary>Everybody may do everything.</summary>
    AlwaysAllow,
}

/// <summary>Decides who may do what in one cluster. Safe for any number of threads.</summary>
public sealed class Authorizer
{
    /// <summary>The group whose members may do everything, whatever roles say.</summary>
    public const string Masters = "system:masters";

    private readonly AuthorizationMode mode;
    private readonly NodeAccess nodes;

    internal Authorizer(ClusterStore store, AuthorizationMode mode)
    {
        this.mode = mode;
        Rbac = new Rbac(store);
        nodes = new NodeAccess(store, Rbac);
    }

    internal Rbac Rbac { get; }

    /// <summary>Whether the user may do everything, so that nobody needs to be asked.</summary>
    public bool IsFree(ApiUser user) =>
        mode == AuthorizationMode.AlwaysAllow || ReferenceEquals(user, ApiUser.Admin) || user.Groups.Contains(Masters);

    /// <summary>All rules that hold for a user in a namespace, and the roles that are bound and not there.</summary>
    internal (List<PolicyRule> Rules, List<RoleReference> Missing) RulesFor(ApiUser user, string ns) =>
        mode == AuthorizationMode.AlwaysAllow ? ([.. PolicyRule.Everything], []) : Rbac.RulesFor(user, ns);

    /// <summary>Decides a request.</summary>
    public AccessDecision Decide(AccessRequest request) =>
        IsFree(request.User) ? new AccessDecision(true)
            : NodeAccess.NodeOf(request.User) is { } node ? DecideNode(request, node)
            : Rbac.Decide(request);

    /// <summary>What a node may not as a node, roles may allow it all the same.</summary>
    private AccessDecision DecideNode(AccessRequest request, string node)
    {
        var asNode = nodes.Decide(request, node);
        if (asNode.Allowed)
        {
            return asNode;
        }

        var byRole = Rbac.Decide(request);
        return byRole.Allowed || asNode.Reason.Length == 0 ? byRole : asNode;
    }
}
