using System.Text.Json.Nodes;
using Fairway.Kube;
using Fairway.Twin.Api.Objects;

namespace Fairway.Twin.Api.Access;

/// <summary>Which role a binding gives.</summary>
internal readonly record struct RoleReference(string Group, string Kind, string Name)
{
    public static RoleReference Of(JsonObject binding)
    {
        var reference = binding["roleRef"] as JsonObject ?? [];
        return new(
            ObjectMeta.Text(reference, "apiGroup"),
            ObjectMeta.Text(reference, "kind"),
            ObjectMeta.Text(reference, "name"));
    }
}

/// <summary>To whom a binding gives its role.</summary>
internal readonly record struct GrantSubject(string Kind, string Name, string Namespace)
{
    public const string ServiceAccount = "ServiceAccount";
    public const string Group = "Group";

    public bool IsGroup => Kind == Group;

    /// <summary>The name of the user or group that is meant; null where nobody can be.</summary>
    public string? Bearer(string bindingNamespace) => Kind switch
    {
        "User" or Group => Name,
        ServiceAccount when In(bindingNamespace) is { Length: > 0 } ns => ServiceAccountName.User(ns, Name),
        _ => null,
    };

    /// <summary>As reasons name it.</summary>
    public string Describe(string bindingNamespace) =>
        Kind == ServiceAccount ? $"{Kind} \"{Name}/{In(bindingNamespace)}\"" : $"{Kind} \"{Name}\"";

    private string In(string bindingNamespace) => Namespace.Length > 0 ? Namespace : bindingNamespace;
}

/// <summary>A binding of a role, of a namespace or of the cluster (then the namespace is empty).</summary>
internal sealed record RoleGrant(string Namespace, string Name, RoleReference Role, GrantSubject[] Subjects)
{
    public static RoleGrant Read(ObjectKey key, JsonObject binding) => new(
        key.Namespace ?? "",
        key.Name,
        RoleReference.Of(binding),
        [.. (binding["subjects"] as JsonArray ?? []).Select(Subject)]);

    /// <summary>Place of the first subject that means the user; -1 for none.</summary>
    public int PlaceOf(ApiUser user)
    {
        for (var i = 0; i < Subjects.Length; i++)
        {
            var subject = Subjects[i];
            var bearer = subject.Bearer(Namespace);
            if (bearer is not null && (subject.IsGroup ? user.Groups.Contains(bearer) : user.Name == bearer))
            {
                return i;
            }
        }

        return -1;
    }

    /// <summary>As reasons name it, with the subject through which it holds for the user.</summary>
    public string Describe(ApiUser user)
    {
        var (kind, name) = Namespace.Length == 0
            ? ("ClusterRoleBinding", Name)
            : ("RoleBinding", $"{Name}/{Namespace}");
        var subject = Subjects[PlaceOf(user)].Describe(Namespace);
        return $"{kind} \"{name}\" of {Role.Kind} \"{Role.Name}\" to {subject}";
    }

    private static GrantSubject Subject(JsonNode? node)
    {
        var subject = node as JsonObject ?? [];
        return new(
            ObjectMeta.Text(subject, "kind"), ObjectMeta.Text(subject, "name"), ObjectMeta.Text(subject, "namespace"));
    }
}
