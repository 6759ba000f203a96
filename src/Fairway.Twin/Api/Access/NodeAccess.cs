using Fairway.Kube;
using Fairway.Twin.Api.Objects;
using Fairway.Twin.Storage;

namespace Fairway.Twin.Api.Access;

/// <summary>
/// What nodes may do: what the role <c>system:node</c> says, but secrets, config maps, claims and tokens only those of
/// the pods that run on them, and leases and CSI nodes only their own.
/// </summary>
internal sealed class NodeAccess(ClusterStore store, Rbac rbac)
{
    private const string Prefix = "system:node:";
    private const string Group = "system:nodes";
    private const string Leases = "kube-node-lease";
    private static readonly RoleReference Role = new(RbacObjects.Group, "ClusterRole", "system:node");

    /// <summary>The name of the node that a user is; null where it is none.</summary>
    public static string? NodeOf(ApiUser user) =>
        user.Name.StartsWith(Prefix, StringComparison.Ordinal) && user.Groups.Contains(Group)
            ? user.Name[Prefix.Length..]
            : null;

    /// <summary>Decides a node's request.</summary>
    public AccessDecision Decide(AccessRequest request, string node)
    {
        if (!request.IsResource || rbac.RulesOf(Role, "") is not { } rules || !rules.Any(r => r.Allows(request)))
        {
            return new AccessDecision(false);
        }

        return (request.Group, request.Combined) switch
        {
            ("", "secrets") => OfPods(request, node, "Secret"),
            ("", "configmaps") => OfPods(request, node, "ConfigMap"),
            ("", "persistentvolumeclaims" or "persistentvolumeclaims/status") =>
                OfPods(request, node, "PersistentVolumeClaim"),
            ("", "serviceaccounts/token") => OfPods(request, node, "ServiceAccount"),
            ("coordination.k8s.io", "leases") => Own(request, node, Leases),
            ("storage.k8s.io", "csinodes") => Own(request, node, ""),
            _ => new AccessDecision(true),
        };
    }

    private AccessDecision OfPods(AccessRequest request, string node, string kind)
    {
        if (request.Name.Length == 0 || request.Namespace.Length == 0)
        {
            return new AccessDecision(false, "No Object name found");
        }

        var view = store.View("pods");
        var (first, last) = (view.RangeOf(request.Namespace).Start.Value, view.RangeOf(request.Namespace).End.Value);
        for (var i = first; i < last; i++)
        {
            var spec = RbacObjects.Tree(view[i])["spec"] as System.Text.Json.Nodes.JsonObject ?? [];
            if (ObjectMeta.Text(spec, "nodeName") == node && NodeReferences.Has(spec, kind, request.Name))
            {
                return new AccessDecision(true);
            }
        }

        return new AccessDecision(false, $"no relationship found between node '{node}' and this object");
    }

    private static AccessDecision Own(AccessRequest request, string node, string ns)
    {
        if (request.Namespace != ns)
        {
            return new AccessDecision(false, $"can only access leases in the \"{Leases}\" system namespace");
        }

        return request.Verb == "create" || request.Name == node
            ? new AccessDecision(true)
            : new AccessDecision(false, "can only access node lease with the same name as the requesting node");
    }
}
