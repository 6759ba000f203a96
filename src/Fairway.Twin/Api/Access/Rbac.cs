using System.Runtime.CompilerServices;
using Fairway.Kube;
using Fairway.Twin.Storage;

namespace Fairway.Twin.Api.Access;

/// <summary>
/// Role-based access control over the roles and bindings that a cluster stores. Roles and bindings are read once for
/// each of their states. Safe for any number of threads.
/// </summary>
internal sealed class Rbac(ClusterStore store)
{
    private readonly ConditionalWeakTable<StoredObject, PolicyRule[]> roles = [];
    private volatile RbacIndex? index;

    /// <summary>Decides a request.</summary>
    public AccessDecision Decide(AccessRequest request)
    {
        List<string>? missing = null;
        foreach (var grant in Index().Of(request.User, request.Namespace))
        {
            if (RulesOf(grant.Role, grant.Namespace) is not { } rules)
            {
                (missing ??= []).Add(MissingRole(grant.Role));
                continue;
            }

            foreach (var rule in rules)
            {
                if (rule.Allows(request))
                {
                    return new AccessDecision(true, $"RBAC: allowed by {grant.Describe(request.User)}");
                }
            }
        }

        return new AccessDecision(false, missing is null ? "" : $"RBAC: {Aggregated(missing)}");
    }

    /// <summary>All rules that hold for a user in a namespace, and the roles that are bound and not there.</summary>
    public (List<PolicyRule> Rules, List<RoleReference> Missing) RulesFor(ApiUser user, string ns)
    {
        var (found, missing) = (new List<PolicyRule>(), new List<RoleReference>());
        foreach (var grant in Index().Of(user, ns))
        {
            if (RulesOf(grant.Role, grant.Namespace) is { } rules)
            {
                found.AddRange(rules);
            }
            else
            {
                missing.Add(grant.Role);
            }
        }

        return (found, missing);
    }

    /// <summary>The rules of a role that a binding in a namespace names; null where there is no such role.</summary>
    public PolicyRule[]? RulesOf(RoleReference role, string ns)
    {
        var stored = role.Kind == "Role"
            ? store.Objects(RbacObjects.Roles).Find(new ObjectKey(ns, role.Name))
            : store.Objects(RbacObjects.ClusterRoles).Find(new ObjectKey(null, role.Name));
        return stored is null
            ? null
            : roles.GetValue(stored, static s => PolicyRule.Read(RbacObjects.Tree(s)["rules"]));
    }

    /// <summary>Several errors as one.</summary>
    public static string Aggregated(IReadOnlyCollection<string> errors) =>
        errors.Distinct().ToArray() is [var only] ? only : $"[{string.Join(", ", errors.Distinct())}]";

    /// <summary>The error of a binding whose role is not there.</summary>
    public static string MissingRole(RoleReference role) =>
        $"{role.Kind.ToLowerInvariant()}.{RbacObjects.Group} \"{role.Name}\" not found";

    private RbacIndex Index()
    {
        var clusterWide = store.Objects(RbacObjects.ClusterBindings);
        var others = store.Objects(RbacObjects.Bindings);
        if (index is { } known && known.IsOf(clusterWide, others))
        {
            return known;
        }

        return index = new RbacIndex(clusterWide, others, index);
    }
}
