using Fairway.Schema.Resources;

namespace Fairway.Twin.Api.Usage;

/// <summary>
/// The resources of <c>metrics.k8s.io</c>. Nothing of them is stored: their rows point at the nodes and pods that are
/// measured, so that lists select and page by those.
/// </summary>
internal static class UsageRows
{
    public const string Group = "metrics.k8s.io";

    private static readonly ResourceType[] Rows =
    [
        Row("nodes", "NodeMetrics", namespaced: false),
        Row("pods", "PodMetrics", namespaced: true),
    ];

    /// <summary>The rows; none where definitions of users have taken the group.</summary>
    public static IReadOnlyCollection<ResourceType> Beside(IReadOnlyCollection<ResourceType> custom) =>
        custom.Any(row => row.Group == Group) ? [] : Rows;

    /// <summary>Whether the row is one of these.</summary>
    public static bool Has(ResourceType row) => row.Custom is null && row.Group == Group;

    private static ResourceType Row(string plural, string kind, bool namespaced) => new()
    {
        Group = Group,
        Version = "v1beta1",
        Kind = kind,
        Plural = plural,
        Singular = "",
        Namespaced = namespaced,
        Verbs = ["get", "list"],
        StorageName = plural,
    };
}
