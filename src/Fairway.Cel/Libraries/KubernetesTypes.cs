using System.Collections.Frozen;
using Fairway.Cel.Types;

namespace Fairway.Cel.Libraries;

/// <summary>The types that API servers add to the language.</summary>
public static class KubernetesTypes
{
    /// <summary>An amount of a resource.</summary>
    public static CelType Quantity { get; } = Closed("kubernetes.Quantity");

    /// <summary>An absolute URL or an absolute path.</summary>
    public static CelType Url { get; } = Closed("kubernetes.URL");

    /// <summary>An address of a network.</summary>
    public static CelType Ip { get; } = CelType.Opaque("net.IP");

    /// <summary>An address with the length of its network.</summary>
    public static CelType Cidr { get; } = CelType.Opaque("net.CIDR");

    /// <summary>A named format of text.</summary>
    public static CelType Format { get; } = Closed("kubernetes.NamedFormat");

    /// <summary>A semantic version.</summary>
    public static CelType Semver { get; } = Closed("kubernetes.Semver");

    /// <summary>Who answers what a user may do.</summary>
    public static CelType Authorizer { get; } = Closed("kubernetes.authorization.Authorizer");

    /// <summary>A question about a path that is no resource.</summary>
    public static CelType PathCheck { get; } = Closed("kubernetes.authorization.PathCheck");

    /// <summary>A question about a group of resources.</summary>
    public static CelType GroupCheck { get; } = Closed("kubernetes.authorization.GroupCheck");

    /// <summary>A question about a resource.</summary>
    public static CelType ResourceCheck { get; } = Closed("kubernetes.authorization.ResourceCheck");

    /// <summary>The answer to a question.</summary>
    public static CelType Decision { get; } = Closed("kubernetes.authorization.Decision");

    /// <summary>The types by the names that tables of functions give them.</summary>
    internal static FrozenDictionary<string, CelType> ByShortName { get; } = new Dictionary<string, CelType>
    {
        ["quantity"] = Quantity,
        ["url"] = Url,
        ["ip"] = Ip,
        ["cidr"] = Cidr,
        ["format"] = Format,
        ["semver"] = Semver,
        ["authorizer"] = Authorizer,
        ["pathCheck"] = PathCheck,
        ["groupCheck"] = GroupCheck,
        ["resourceCheck"] = ResourceCheck,
        ["decision"] = Decision,
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>Those that expressions can name: <c>type(x) == net.IP</c>.</summary>
    internal static CelType[] Named { get; } = [Ip, Cidr];

    /// <summary>Whether a type is one of these.</summary>
    internal static bool IsOwn(CelType type) => ByShortName.Values.Contains(type);

    private static CelType Closed(string name) => CelType.Object(name, _ => null);
}
