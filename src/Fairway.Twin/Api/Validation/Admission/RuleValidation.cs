using Fairway.Twin.Api.Objects;

namespace Fairway.Twin.Api.Validation.Admission;

/// <summary>Rules of webhooks and policies: which operations on which resources. Source of the rules:
/// kubernetes/pkg/apis/admissionregistration/validation.</summary>
internal static class RuleValidation
{
    private static readonly string[] Operations = ["*", "CONNECT", "CREATE", "DELETE", "UPDATE"];

    /// <summary>Checks <c>matchConstraints</c> or <c>matchResources</c>.</summary>
    public static void CheckMatchResources(Field match)
    {
        match["matchPolicy"].OneOf("Equivalent", "Exact");
        CheckSelector(match["namespaceSelector"]);
        CheckSelector(match["objectSelector"]);
        foreach (var rule in match["resourceRules"].Items().Concat(match["excludeResourceRules"].Items()))
        {
            CheckNamedRule(rule);
        }
    }

    /// <summary>Checks a rule with its operations.</summary>
    public static void Check(Field rule)
    {
        var operations = rule["operations"];
        if (operations.Count == 0)
        {
            operations.Required();
        }

        CheckWildcard(operations, "operations");
        foreach (var operation in operations.Items())
        {
            if (!Operations.Contains(operation.Text))
            {
                operation.Unsupported(operation.Text, Operations);
            }
        }

        CheckRule(rule);
    }

    private static void CheckSelector(Field selector)
    {
        if (selector.IsSet)
        {
            SelectorValidation.Check(selector);
        }
        else
        {
            selector.Required();
        }
    }

    private static void CheckNamedRule(Field rule)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (var name in rule["resourceNames"].Items())
        {
            name.Check(NameRules.PathSegment(name.Text));
            if (!names.Add(name.Text))
            {
                name.Duplicate(name.Text);
            }
        }

        Check(rule);
    }

    private static void CheckRule(Field rule)
    {
        var (groups, versions, scope) = (rule["apiGroups"], rule["apiVersions"], rule["scope"]);
        if (groups.Count == 0)
        {
            groups.Required();
        }

        CheckWildcard(groups, "API groups");
        if (versions.Count == 0)
        {
            versions.Required();
        }

        CheckWildcard(versions, "API versions");
        foreach (var version in versions.Items().Where(v => v.Text.Length == 0))
        {
            version.Required();
        }

        CheckResources(rule["resources"]);
        if (scope.IsSet && scope.Text is not ("*" or "Cluster" or "Namespaced"))
        {
            scope.Unsupported(scope.Text, "*", "Cluster", "Namespaced");
        }
    }

    private static void CheckWildcard(Field list, string what)
    {
        if (list.Count > 1 && list.Items().Any(v => v.Text == "*"))
        {
            list.Invalid($"if '*' is present, must not specify other {what}");
        }
    }

    private static void CheckResources(Field resources)
    {
        if (resources.Count == 0)
        {
            resources.Required();
        }

        var wholes = new HashSet<string>(StringComparer.Ordinal);
        var parts = new HashSet<string>(StringComparer.Ordinal);
        var isLastWhole = false;
        foreach (var entry in resources.Items())
        {
            var text = entry.Text;
            var slash = text.IndexOf('/', StringComparison.Ordinal);
            if (text.Length == 0)
            {
                entry.Required();
            }
            else if (slash < 0)
            {
                isLastWhole = text != "*";
            }
            else
            {
                CheckPart(entry, (text[..slash], text[(slash + 1)..]), wholes, parts);
            }
        }

        if (resources.Count > 1 && resources.Items().Any(r => r.Text == "*/*"))
        {
            resources.Invalid("if '*/*' is present, must not specify other resources");
        }

        if (isLastWhole && resources.Items().Any(r => r.Text == "*"))
        {
            resources.Invalid("if '*' is present, must not specify other resources without subresources");
        }
    }

    /// <summary>A subresource that another entry has named already by its wildcard.</summary>
    private static void CheckPart(
        Field entry, (string Resource, string Part) at, HashSet<string> wholes, HashSet<string> parts)
    {
        if (wholes.Contains(at.Resource))
        {
            entry.Invalid($"if '{at.Resource}/*' is present, must not specify {entry.Text}");
        }

        if (parts.Contains(at.Part))
        {
            entry.Invalid($"if '*/{at.Part}' is present, must not specify {entry.Text}");
        }

        if (at.Part == "*")
        {
            wholes.Add(at.Resource);
        }

        if (at.Resource == "*")
        {
            parts.Add(at.Part);
        }
    }
}
