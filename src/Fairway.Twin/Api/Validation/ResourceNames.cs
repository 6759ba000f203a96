using System.Collections.Frozen;
using Fairway.Twin.Api.Objects;

namespace Fairway.Twin.Api.Validation;

/// <summary>Which resources containers, quotas and limits may name.</summary>
internal static class ResourceNames
{
    private static readonly FrozenSet<string> OfContainers =
        FrozenSet.Create(StringComparer.Ordinal, "cpu", "memory", "ephemeral-storage");

    private static readonly FrozenSet<string> Counted = FrozenSet.Create(
        StringComparer.Ordinal, "pods", "services", "replicationcontrollers", "resourcequotas", "secrets", "configmaps",
        "persistentvolumeclaims", "services.nodeports", "services.loadbalancers");

    // Put together in any order: a set has none.
    private static readonly FrozenSet<string> OfQuotas = FrozenSet.Create(
        StringComparer.Ordinal, [.. OfContainers, .. Counted, "requests.cpu", "requests.memory", "requests.storage",
            "requests.ephemeral-storage", "limits.cpu", "limits.memory", "limits.ephemeral-storage"]);

    /// <summary>A resource of a container.</summary>
    public static void CheckContainer(Field field, string name) =>
        Check(
            field, name, n => OfContainers.Contains(n) || IsHugePages(n), "must be a standard resource for containers");

    /// <summary>A resource that a quota limits.</summary>
    public static void CheckQuota(Field field, string name) =>
        Check(
            field,
            name,
            n => OfQuotas.Contains(n) || IsHugePages(n) || Is(n, "requests.hugepages-"),
            "must be a standard resource for quota");

    /// <summary>A resource of a limit range.</summary>
    public static void CheckLimit(Field field, string name, bool isOfContainer)
    {
        if (isOfContainer)
        {
            CheckContainer(field, name);
        }
        else
        {
            Check(field, name, _ => true, "");
        }
    }

    /// <summary>Whether there are only whole ones of the resource.</summary>
    public static bool IsWhole(string name) => Counted.Contains(name) || IsExtended(name);

    /// <summary>Whether requests may be lower than limits.</summary>
    public static bool AllowsOvercommit(string name) => !IsExtended(name) && !IsHugePages(name);

    public static bool IsHugePages(string name) => Is(name, "hugepages-");

    private static bool IsExtended(string name) =>
        name.Contains('/', StringComparison.Ordinal)
        && !name.Contains("kubernetes.io/", StringComparison.Ordinal)
        && !Is(name, "requests.");

    private static bool Is(string name, string prefix) => name.StartsWith(prefix, StringComparison.Ordinal);

    private static void Check(Field field, string name, Func<string, bool> isStandard, string otherwise)
    {
        if (NameRules.QualifiedName(name) is { } problem)
        {
            field.Invalid(name, problem);
            return;
        }

        if (name.Contains('/', StringComparison.Ordinal))
        {
            return;
        }

        if (!OfQuotas.Contains(name) && !IsHugePages(name) && name != "storage" && !Is(name, "requests.hugepages-"))
        {
            field.Invalid(name, "must be a standard resource type or fully qualified");
        }

        if (!isStandard(name))
        {
            field.Invalid(name, otherwise);
        }
    }
}
