using System.Text.Json.Nodes;
using Fairway.Twin.Api.Errors;
using Fairway.Twin.Api.Objects;
using Fairway.Twin.Api.Requests;

namespace Fairway.Twin.Api.Access;

/// <summary>
/// Nobody gives away more than they have: who writes a role must hold all its rules, and who binds one all of the
/// role's, unless the verbs <c>escalate</c> and <c>bind</c> are theirs.
/// </summary>
internal static class Escalation
{
    /// <summary>Checks a write of a role or binding; of other resources nothing.</summary>
    /// <param name="access">Who may do what.</param>
    /// <param name="call">The write.</param>
    /// <param name="obj">The new state.</param>
    /// <param name="live">The state before; null for a creation.</param>
    /// <exception cref="ApiFailure">403, or 404 where the role that is bound is not there.</exception>
    public static void Check(Authorizer access, ResourceCall call, JsonObject obj, JsonObject? live)
    {
        if (call.Resource.Group != RbacObjects.Group || access.IsFree(call.User) || IsHousekeeping(obj, live))
        {
            return;
        }

        if (call.Resource.Plural.EndsWith("bindings", StringComparison.Ordinal))
        {
            CheckBinding(access, call, obj);
        }
        else
        {
            CheckRole(access, call, obj, live);
        }
    }

    private static void CheckRole(Authorizer access, ResourceCall call, JsonObject obj, JsonObject? live)
    {
        var escalate = new AccessRequest(call.User, "escalate")
        {
            Group = call.Resource.Group,
            Version = call.Resource.Version,
            Resource = call.Resource.Plural,
            Namespace = call.Path.Namespace ?? "",
            Name = call.Path.Name ?? "",
        };
        if (access.Decide(escalate).Allowed)
        {
            return;
        }

        Confirm(access, call, obj, PolicyRule.Read(obj["rules"]));
        if ((Collects(obj) || Collects(live)) && Shortfall(access, call, PolicyRule.Everything) is not null)
        {
            throw Forbidden(call, obj, "must have cluster-admin privileges to use the aggregationRule");
        }
    }

    private static void CheckBinding(Authorizer access, ResourceCall call, JsonObject obj)
    {
        var ns = call.Path.Namespace ?? "";
        var role = RoleReference.Of(obj);
        var bind = new AccessRequest(call.User, "bind")
        {
            Group = role.Group,
            Resource = role.Kind == "ClusterRole" ? "clusterroles" : "roles",
            Namespace = ns,
            Name = role.Name,
        };
        if (access.Decide(bind).Allowed)
        {
            return;
        }

        var rules = access.Rbac.RulesOf(role, ns) ?? throw ApiFailure.NotFound(call.Resource, role.Name);
        Confirm(access, call, obj, rules);
    }

    private static void Confirm(Authorizer access, ResourceCall call, JsonObject obj, PolicyRule[] rules)
    {
        if (Shortfall(access, call, rules) is { } why)
        {
            throw Forbidden(call, obj, why);
        }
    }

    /// <summary>What the user lacks of the rules; null where nothing.</summary>
    private static string? Shortfall(Authorizer access, ResourceCall call, IReadOnlyList<PolicyRule> rules)
    {
        var (held, missing) = access.Rbac.RulesFor(call.User, call.Path.Namespace ?? "");
        var lacking = PolicyCover.Missing(held, rules);
        if (lacking.Count == 0)
        {
            return null;
        }

        var shown = PolicyCover.Compacted(lacking)
            .Select(PolicyCover.Describe)
            .Distinct()
            .Order(StringComparer.Ordinal);
        var unresolved = missing
            .Select(r => $"{call.Resource.QualifiedName} {GoText.Quoted(r.Name)} not found")
            .ToArray();
        return $"user {GoText.Quoted(call.User.Name)} (groups={GoText.Quoted(call.User.Groups)}) is attempting to "
            + $"grant RBAC permissions not currently held:\n{string.Join("\n", shown)}"
            + (unresolved.Length == 0 ? "" : $"; resolution errors: [{Rbac.Aggregated(unresolved)}]");
    }

    private static ApiFailure Forbidden(ResourceCall call, JsonObject obj, string why) =>
        Refusal.Forbidden(call.Resource.Group, call.Resource.Plural, ObjectMeta.Name(obj), why);

    private static bool Collects(JsonObject? role) =>
        role?["aggregationRule"] is JsonObject rule && rule["clusterRoleSelectors"] is JsonArray { Count: > 0 };

    /// <summary>Whether only what the garbage collector changes is changed.</summary>
    private static bool IsHousekeeping(JsonObject obj, JsonObject? live)
    {
        if (live is null)
        {
            return false;
        }

        var same = (JsonObject)obj.DeepClone();
        foreach (var field in (ReadOnlySpan<string>)["ownerReferences", "finalizers", "managedFields"])
        {
            ObjectMeta.Keep(ObjectMeta.Of(same), ObjectMeta.Of(live), field);
        }

        return JsonNode.DeepEquals(same, live);
    }
}
