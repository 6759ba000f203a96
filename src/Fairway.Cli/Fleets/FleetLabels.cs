using System.Globalization;
using Fairway.Api.Meta;

namespace Fairway.Cli.Fleets;

/// <summary>
/// What the clusters of a fleet are like, by their number: one in six is a canary, one in three of a small flow, the
/// others are in production. The same number in a fleet of the same size gets the same.
/// </summary>
internal static class FleetLabels
{
    /// <summary>Stage before all others, of fleets that a file describes.</summary>
    public const string Testing = "testing";

    /// <summary>Stage of the first clusters.</summary>
    public const string Canary = "canary";

    /// <summary>Stage of those that come next.</summary>
    public const string Smallflow = "smallflow";

    /// <summary>Stage of all others.</summary>
    public const string Production = "production";

    private const int CanaryShare = 6;
    private const int SmallflowShare = 3;

    /// <summary>The stage of the <paramref name="number"/>-th cluster, from 1.</summary>
    public static string StageOf(int number, int clusters)
    {
        var canaries = Math.Max(1, clusters / CanaryShare);
        var small = Math.Max(1, clusters / SmallflowShare);
        return number <= canaries ? Canary : number <= canaries + small ? Smallflow : Production;
    }

    /// <summary>The region: one of two, in turn.</summary>
    public static string RegionOf(int number) => number % 2 == 1 ? "twin-1" : "twin-2";

    /// <summary>Whether some of the cluster's nodes have another processor: all but canaries'.</summary>
    public static bool IsMixed(int number, int clusters) => StageOf(number, clusters) != Canary;

    /// <summary>The labels of its Cluster.</summary>
    public static IReadOnlyList<KeyValuePair<string, string>> Of(int number, int clusters)
    {
        var stage = StageOf(number, clusters);
        var importance = stage switch
        {
            Canary => 0,
            Smallflow => 3,
            _ => 6 + (number % 3),
        };
        return
        [
            new(Labels.Importance, importance.ToString(CultureInfo.InvariantCulture)),
            new(Labels.Infrastructure, IsMixed(number, clusters) ? "mixed" : "uniform"),
            new(Labels.Region, RegionOf(number)),
            new(Labels.Stage, stage),
        ];
    }
}
