using System.Globalization;

namespace Fairway.Cli.Fleets;

/// <summary>The names of a fleet's clusters.</summary>
internal static class ClusterIds
{
    /// <summary>The cluster in which Fairway's own resources live.</summary>
    public const string Meta = "meta";

    /// <summary>The n-th tenant cluster, from 1: <c>cluster-001</c>.</summary>
    public static string Tenant(int number) => string.Create(CultureInfo.InvariantCulture, $"cluster-{number:D3}");

    /// <summary>The number of a tenant cluster's id.</summary>
    public static int NumberOf(string id) =>
        int.Parse(id.AsSpan(id.LastIndexOf('-') + 1), NumberStyles.None, CultureInfo.InvariantCulture);
}
