using Fairway.Twin.Api.Objects;

namespace Fairway.Twin.Api.Validation.Flow;

/// <summary>The rules of flow schemas: whose requests, and which.</summary>
internal static class FlowRuleValidation
{
    private static readonly string[] Verbs =
        ["create", "delete", "deletecollection", "get", "list", "patch", "proxy", "update", "watch"];

    public static void Check(Field rule)
    {
        foreach (var subject in rule["subjects"].Items())
        {
            CheckSubject(subject);
        }

        if (rule["subjects"].Count == 0)
        {
            rule["subjects"].Required("subjects must contain at least one value");
        }

        if (rule["resourceRules"].Count == 0 && rule["nonResourceRules"].Count == 0)
        {
            rule.Required("at least one of resourceRules and nonResourceRules has to be non-empty");
        }

        foreach (var resources in rule["resourceRules"].Items())
        {
            CheckResources(resources);
        }

        foreach (var paths in rule["nonResourceRules"].Items())
        {
            CheckPaths(paths);
        }
    }

    private static void CheckSubject(Field subject)
    {
        var kind = subject.TextOf("kind");
        if (kind is not ("User" or "Group" or "ServiceAccount"))
        {
            subject["kind"].Unsupported(kind, "Group", "ServiceAccount", "User");
            return;
        }

        CheckNamed(subject, kind);
        foreach (var (other, word) in ((string, string)[])
            [("User", "user"), ("ServiceAccount", "serviceAccount"), ("Group", "group")])
        {
            if (other != kind && subject.Has(word))
            {
                subject[word].Forbidden($"{word} is forbidden when subject kind is not '{other}'");
            }
        }
    }

    private static void CheckNamed(Field subject, string kind)
    {
        var word = char.ToLowerInvariant(kind[0]) + kind[1..];
        var named = subject[word];
        if (!named.IsSet)
        {
            named.Required($"{word} is required when subject kind is '{kind}'");
            return;
        }

        var name = named["name"];
        if (name.Text.Length == 0)
        {
            name.Required();
        }

        if (kind != "ServiceAccount")
        {
            return;
        }

        if (name.Text is not ("" or "*"))
        {
            name.Check(NameRules.Subdomain(name.Text));
        }

        if (named.TextOf("namespace").Length == 0)
        {
            named["namespace"].Required("must specify namespace for service account");
        }
        else
        {
            named["namespace"].Check(NameRules.Label(named.TextOf("namespace")));
        }
    }

    private static void CheckVerbs(Field verbs)
    {
        if (CheckAmount(verbs, "verbs must contain at least one value", "verbs")
            && verbs.Items().Any(v => !Verbs.Contains(v.Text)))
        {
            verbs.Unsupported(verbs.Value, Verbs);
        }
    }

    private static void CheckResources(Field rule)
    {
        CheckVerbs(rule["verbs"]);
        CheckAmount(rule["apiGroups"], "resource rules must supply at least one api group", "api groups");
        CheckAmount(rule["resources"], "resource rules must supply at least one resource", "resources");
        var spaces = rule["namespaces"];
        if (spaces.Count == 0)
        {
            if (!rule["clusterScope"].IsTrue)
            {
                spaces.Required(
                    "resource rules that are not cluster scoped must supply at least one namespace");
            }
        }
        else if (CheckAmount(spaces, "", "namespaces"))
        {
            foreach (var space in spaces.Items())
            {
                if (NameRules.Label(space.Text) is { } problem)
                {
                    space.Invalid("each member of this list must be '*' or a DNS-1123 label; " + problem);
                }
            }
        }
    }

    private static void CheckPaths(Field rule)
    {
        CheckVerbs(rule["verbs"]);
        var paths = rule["nonResourceURLs"];
        if (CheckAmount(paths, "nonResourceURLs must contain at least one value", "non-resource URLs"))
        {
            foreach (var path in paths.Items())
            {
                path.Check(PathProblem(path.Text));
            }
        }
    }

    /// <summary>There must be some, and a star stands alone. Whether each is to be looked at.</summary>
    private static bool CheckAmount(Field list, string missing, string others)
    {
        if (list.Count == 0)
        {
            list.Required(missing);
            return false;
        }

        if (list.Items().All(i => i.Text != "*"))
        {
            return true;
        }

        if (list.Count > 1)
        {
            list.Invalid($"if '*' is present, must not specify other {others}");
        }

        return false;
    }

    private static string? PathProblem(string path) => path switch
    {
        "" => "must not be empty",
        "/" => null,
        _ when path[0] != '/' => "must start with slash",
        _ when path.Contains(' ', StringComparison.Ordinal) => "must not contain white-space",
        _ when path.Contains("//", StringComparison.Ordinal) => "must not contain double slash",
        _ when path.Count(c => c == '*') is var stars
            && (stars > 1 || (stars == 1 && !path.EndsWith("/*", StringComparison.Ordinal))) =>
            "wildcard can only do suffix matching",
        _ => null,
    };
}
