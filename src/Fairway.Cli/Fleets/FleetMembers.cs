using System.Collections.Immutable;
using Fairway.Twin.Behaviour.Nodes;

namespace Fairway.Cli.Fleets;

/// <summary>The tenant clusters of a fleet of which only the size is said.</summary>
internal static class FleetMembers
{
    /// <summary>Canaries' nodes are alike; elsewhere every fourth is of another kind, as fleets grow.</summary>
    private static readonly ImmutableArray<NodeVariant> Mixed =
    [
        new("amd64", "twin.4xlarge", "6.12.0-twin"),
        new("amd64", "twin.4xlarge", "6.12.0-twin"),
        new("arm64", "twin-arm.4xlarge", "6.6.0-twin"),
        new("amd64", "twin.8xlarge", "6.12.0-twin"),
    ];

    /// <summary>So many clusters of so many nodes.</summary>
    public static IReadOnlyList<FleetMember> Of(int clusters, int nodes) =>
    [
        .. Enumerable.Range(1, clusters).Select(number =>
            new FleetMember(ClusterIds.Tenant(number), FleetLabels.Of(number, clusters))
            {
                Pools = [new NodePool(ProfileOf(number, clusters), nodes)],
            }),
    ];

    private static NodeProfile ProfileOf(int number, int clusters)
    {
        var region = FleetLabels.RegionOf(number);
        return NodeProfile.Default with
        {
            Region = region,
            Zones = [$"{region}a", $"{region}b", $"{region}c"],
            Variants = FleetLabels.IsMixed(number, clusters) ? Mixed : [],
        };
    }
}
