using System.Text.Json.Nodes;
using Fairway.Kube;

namespace Fairway.Twin.Api.Access.Bootstrap;

/// <summary>The roles and bindings that every cluster has, as trees without what only a server sets.</summary>
internal static class BootstrapTable
{
    private const string Labels = "rbac.authorization.k8s.io/aggregate-to-";

    /// <summary>Each role and binding with the resource it is of; roles first, in the order of the tables.</summary>
    public static IReadOnlyList<BootstrapObject> Read() =>
    [
        .. Aggregated([.. Rows("roles.tsv").GroupBy(c => c[0], StringComparer.Ordinal).Select(g => Role([.. g]))]),
        .. Rows("bindings.tsv").Select(Binding),
    ];

    private static IEnumerable<string[]> Rows(string table)
    {
        using var stream = typeof(BootstrapTable).Assembly.GetManifestResourceStream($"Fairway.Twin.{table}")
            ?? throw new InvalidOperationException($"The assembly lacks its embedded table {table}.");
        using var reader = new StreamReader(stream);
        while (reader.ReadLine() is { } line)
        {
            if (!line.StartsWith('#'))
            {
                yield return line.Split('\t');
            }
        }
    }

    private static BootstrapObject Role(string[][] rules)
    {
        var (named, to, collects) = (rules[0][0], rules[0][1], rules[0][2]);
        var key = Key(named);
        var tree = Start(key);
        if (to.Length > 0)
        {
            tree["metadata"]!["labels"]![Labels + to] = "true";
        }

        if (collects.Length > 0)
        {
            var selector = new JsonObject { ["matchLabels"] = new JsonObject { [Labels + collects] = "true" } };
            tree["aggregationRule"] = new JsonObject { ["clusterRoleSelectors"] = new JsonArray(selector) };
        }

        tree["rules"] = new JsonArray([.. rules.Where(c => c[5].Length > 0).Select(Rule)]);
        return new(key.Namespace is null ? RbacObjects.ClusterRoles : RbacObjects.Roles, key, tree);
    }

    private static JsonNode Rule(string[] cells)
    {
        var rule = new JsonObject { ["verbs"] = List(cells[5]) };
        if (cells[7].Length > 0)
        {
            rule["nonResourceURLs"] = List(cells[7]);
            return rule;
        }

        rule["apiGroups"] = List(cells[3]);
        rule["resources"] = List(cells[4]);
        if (cells[6].Length > 0)
        {
            rule["resourceNames"] = List(cells[6]);
        }

        return rule;
    }

    private static JsonArray List(string cell) =>
        [.. cell.Split(',').Select(t => (JsonNode)(t == "core" ? "" : t))];

    /// <summary>Roles that collect others begin with what the controller would find for them.</summary>
    private static BootstrapObject[] Aggregated(BootstrapObject[] roles)
    {
        foreach (var to in (ReadOnlySpan<string>)["view", "edit", "admin"])
        {
            var rules = (JsonArray)roles.First(r => r.Key == new ObjectKey(null, to)).Tree["rules"]!;
            foreach (var role in roles.Where(r => r.Tree["metadata"]!["labels"]![Labels + to] is not null))
            {
                foreach (var rule in (JsonArray)role.Tree["rules"]!)
                {
                    if (!rules.Any(r => JsonNode.DeepEquals(r, rule)))
                    {
                        rules.Add(rule!.DeepClone());
                    }
                }
            }
        }

        return roles;
    }

    private static BootstrapObject Binding(string[] cells)
    {
        var key = Key(cells[0]);
        var tree = Start(key);
        if (cells[2].Length > 0)
        {
            tree["subjects"] = new JsonArray([.. cells[2].Split(',').Select(Subject)]);
        }

        tree["roleRef"] = new JsonObject
        {
            ["apiGroup"] = RbacObjects.Group,
            ["kind"] = key.Namespace is null ? "ClusterRole" : "Role",
            ["name"] = cells[1],
        };
        return new(key.Namespace is null ? RbacObjects.ClusterBindings : RbacObjects.Bindings, key, tree);
    }

    private static JsonNode Subject(string text)
    {
        var (kind, name) = Cut(text, ' ');
        if (kind != GrantSubject.ServiceAccount)
        {
            return new JsonObject { ["kind"] = kind, ["apiGroup"] = RbacObjects.Group, ["name"] = name };
        }

        var account = Cut(name, '/');
        return new JsonObject { ["kind"] = kind, ["name"] = account.Tail, ["namespace"] = account.Head };
    }

    private static JsonObject Start(ObjectKey key)
    {
        var metadata = new JsonObject { ["name"] = key.Name };
        if (key.Namespace is not null)
        {
            metadata["namespace"] = key.Namespace;
        }

        metadata["labels"] = new JsonObject { ["kubernetes.io/bootstrapping"] = "rbac-defaults" };
        metadata["annotations"] = new JsonObject { [BootstrapPlanner.AutoUpdate] = "true" };
        return new JsonObject { ["metadata"] = metadata };
    }

    private static ObjectKey Key(string text) =>
        text.Contains('/', StringComparison.Ordinal) && Cut(text, '/') is var cut
            ? new ObjectKey(cut.Head, cut.Tail)
            : new ObjectKey(null, text);

    private static (string Head, string Tail) Cut(string text, char at)
    {
        var index = text.IndexOf(at, StringComparison.Ordinal);
        return (text[..index], text[(index + 1)..]);
    }
}

/// <summary>A role or binding that every cluster has.</summary>
internal sealed record BootstrapObject(string Storage, ObjectKey Key, JsonObject Tree);
