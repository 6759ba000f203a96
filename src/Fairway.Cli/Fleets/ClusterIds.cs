using System.Globalization;

namespace Fairway.Cli.Fleets;

/// <summary>The names of a fleet's clusters.</summary>
internal static class ClusterIds
{
    /// <summary>The cluster in which Fairway's own resources live.</summary>
    public const string Meta = "meta";

    private const string Prefix = "cluster-";

    /// <summary>The n-th tenant cluster, from 1: <c>cluster-001</c>.</summary>
    public static string Tenant(int number) => string.Create(CultureInfo.InvariantCulture, $"{Prefix}{number:D3}");

    /// <summary>The number of a tenant cluster's id; null of any other.</summary>
    public static int? NumberOf(string id) =>
        id.StartsWith(Prefix, StringComparison.Ordinal)
        && int.TryParse(id.AsSpan(Prefix.Length), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number
            : null;
}
