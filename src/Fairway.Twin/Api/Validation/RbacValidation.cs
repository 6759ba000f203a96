using System.Text.Json.Nodes;
using Fairway.Twin.Api.Errors;
using Fairway.Twin.Api.Objects;

namespace Fairway.Twin.Api.Validation;

/// <summary>Roles and their bindings.</summary>
internal static class RbacValidation
{
    private const string Group = "rbac.authorization.k8s.io";

    /// <summary>A Role, which holds in a namespace, or a ClusterRole.</summary>
    public static void CheckRole(JsonObject obj, bool isOfNamespace, List<FieldError> errors)
    {
        foreach (var rule in new Field("rules", obj["rules"], errors).Items())
        {
            CheckRule(rule, isOfNamespace);
        }

        var aggregation = new Field("aggregationRule", obj["aggregationRule"], errors);
        if (!aggregation.IsSet)
        {
            return;
        }

        var selectors = aggregation["clusterRoleSelectors"];
        if (selectors.Count == 0)
        {
            selectors.Required("at least one clusterRoleSelector required if aggregationRule is non-nil");
        }

        foreach (var selector in selectors.Items())
        {
            if (!SelectorValidation.Check(selector))
            {
                selector.Invalid(null, "invalid label selector.");
            }
        }
    }

    public static void CheckBinding(JsonObject obj, bool isOfNamespace, List<FieldError> errors)
    {
        var role = new Field("roleRef", obj["roleRef"], errors);
        if (role.TextOf("apiGroup") != Group)
        {
            role["apiGroup"].Unsupported(role.TextOf("apiGroup"), Group);
        }

        var (kind, name) = (role.TextOf("kind"), role["name"]);
        if (kind != "ClusterRole" && !(isOfNamespace && kind == "Role"))
        {
            role["kind"].Unsupported(kind, isOfNamespace ? ["Role", "ClusterRole"] : ["ClusterRole"]);
        }

        if (name.Text.Length == 0)
        {
            name.Required();
        }
        else
        {
            name.Check(NameRules.PathSegment(name.Text));
        }

        foreach (var subject in new Field("subjects", obj["subjects"], errors).Items())
        {
            CheckSubject(subject, isOfNamespace);
        }
    }

    /// <summary>A binding gives other rights when it names another role; it must be made anew for that.</summary>
    public static void KeepRole(JsonObject updated, JsonObject live, List<FieldError> errors)
    {
        var role = new Field("roleRef", updated["roleRef"], errors);
        if (!JsonNode.DeepEquals(role.Value, live["roleRef"]))
        {
            role.Invalid(
                Shown.Inner(role.Value, ("apiGroup", true), ("kind", true), ("name", true)), "cannot change roleRef");
        }
    }

    private static void CheckRule(Field rule, bool isOfNamespace)
    {
        if (rule["verbs"].Count == 0)
        {
            rule["verbs"].Required("verbs must contain at least one value");
        }

        var (paths, groups, resources) = (rule["nonResourceURLs"], rule["apiGroups"], rule["resources"]);
        if (paths.Count > 0)
        {
            if (isOfNamespace)
            {
                paths.Invalid("namespaced rules cannot apply to non-resource URLs");
            }

            if (groups.Count + resources.Count + rule["resourceNames"].Count > 0)
            {
                paths.Invalid("rules cannot apply to both regular resources and non-resource URLs");
            }

            return;
        }

        if (groups.Count == 0)
        {
            groups.Required("resource rules must supply at least one api group");
        }

        if (resources.Count == 0)
        {
            resources.Required("resource rules must supply at least one resource");
        }
    }

    private static void CheckSubject(Field subject, bool isOfNamespace)
    {
        var (kind, name, group) = (subject.TextOf("kind"), subject["name"], subject.TextOf("apiGroup"));
        if (name.Text.Length == 0)
        {
            name.Required();
        }

        switch (kind)
        {
            case "ServiceAccount":
                CheckAccount(subject, isOfNamespace);
                break;
            case "User" or "Group" when group != Group:
                subject["apiGroup"].Unsupported(group, Group);
                break;
            case "User" or "Group":
                break;
            default:
                subject["kind"].Unsupported(kind, "ServiceAccount", "User", "Group");
                break;
        }
    }

    private static void CheckAccount(Field subject, bool isOfNamespace)
    {
        var (name, group) = (subject["name"], subject.TextOf("apiGroup"));
        if (name.Text.Length > 0)
        {
            name.Check(NameRules.Subdomain(name.Text));
        }

        if (group.Length > 0)
        {
            subject["apiGroup"].Unsupported(group, "");
        }

        if (!isOfNamespace && subject.TextOf("namespace").Length == 0)
        {
            subject["namespace"].Required();
        }
    }
}
