using System.Globalization;
using System.Text.RegularExpressions;
using Fairway.Schema.Quantities;

namespace Fairway.Cli.Fleets;

/// <summary>What is wrong with a fleet that a file describes: each with its place.</summary>
internal static partial class ProfileCheck
{
    private const int MostClusters = 2_000;
    private const int MostNodes = 20_000;
    private const int MostWeight = 100;

    /// <summary>In the order of the file; empty where nothing is.</summary>
    public static IReadOnlyList<string> Of(FleetProfile profile) =>
    [
        .. Each("clusters", profile.Clusters, Group),
        .. SameIds(profile),
    ];

    /// <summary>Ids of a group's clusters.</summary>
    public static IEnumerable<string> Ids(ClusterGroup group) => Enumerable.Range(1, group.Count).Select(number =>
        group.Name.Replace("*", number.ToString("D3", CultureInfo.InvariantCulture), StringComparison.Ordinal));

    private static IEnumerable<string> SameIds(FleetProfile profile) => profile.Clusters
        .Where(g => g.Count is >= 0 and <= MostClusters)
        .SelectMany(Ids)
        .GroupBy(id => id, StringComparer.Ordinal)
        .Where(same => same.Count() > 1 || same.Key == ClusterIds.Meta)
        .Select(same => same.Key == ClusterIds.Meta
            ? "clusters: meta is the name of the cluster that manages the others"
            : $"clusters: {same.Key} is the name of more than one; let * stand for the number");

    private static IEnumerable<string> Group(string at, ClusterGroup group)
    {
        if (!Name().IsMatch(group.Name.Replace("*", "0", StringComparison.Ordinal)))
        {
            yield return $"{at}.name: must be lower-case letters, digits and hyphens, with * for the number";
        }

        foreach (var problem in Between($"{at}.count", group.Count, 0, MostClusters)
            .Concat(Between($"{at}.importance", group.Importance ?? 0, 0, 9))
            .Concat(Each($"{at}.pools", group.Pools, Pool))
            .Concat(Each($"{at}.runtimeClasses", group.RuntimeClasses ?? [], Class)))
        {
            yield return problem;
        }

        if (group.Pools.Select(p => p.Name).Distinct(StringComparer.Ordinal).Count() < group.Pools.Count)
        {
            yield return $"{at}.pools: each must have a name of its own";
        }

        if (group.Pools.Sum(p => (long)p.Count) > MostNodes)
        {
            yield return $"{at}.pools: a cluster has at most {MostNodes} nodes";
        }
    }

    private static IEnumerable<string> Pool(string at, PoolProfile pool)
    {
        if (!Name().IsMatch(pool.Name))
        {
            yield return $"{at}.name: must be lower-case letters, digits and hyphens";
        }

        if (pool.Machines.Count == 0)
        {
            yield return $"{at}.machines: must name one at least";
        }

        foreach (var problem in Between($"{at}.count", pool.Count, 0, MostNodes)
            .Concat(Between($"{at}.pods", pool.Pods, 1, 254))
            .Concat(Each($"{at}.taints", pool.Taints ?? [], Taint))
            .Concat(Each($"{at}.machines", pool.Machines, Machine)))
        {
            yield return problem;
        }
    }

    private static IEnumerable<string> Machine(string at, MachineProfile machine) =>
        Between($"{at}.weight", machine.Weight, 1, MostWeight)
            .Concat(Amount($"{at}.cpu", machine.Cpu))
            .Concat(Amount($"{at}.memory", machine.Memory))
            .Concat(Amount($"{at}.ephemeralStorage", machine.EphemeralStorage ?? "0"))
            .Concat(Amounts($"{at}.extended", machine.Extended))
            .Concat(Amounts($"{at}.reserved", machine.Reserved));

    private static IEnumerable<string> Class(string at, RuntimeClassEntry entry) =>
        (Name().IsMatch(entry.Name) ? [] : (string[])[$"{at}.name: must be lower-case letters, digits and hyphens"])
            .Concat(Amounts($"{at}.overhead", entry.Overhead));

    private static IEnumerable<string> Taint(string at, string taint) =>
        TaintText().IsMatch(taint) ? [] : [$"{at}: must be key=value:Effect, with one of the three effects"];

    private static IEnumerable<string> Amounts(string at, Dictionary<string, string>? amounts) =>
        (amounts ?? []).OrderBy(a => a.Key, StringComparer.Ordinal).SelectMany(a => Amount($"{at}.{a.Key}", a.Value));

    private static IEnumerable<string> Amount(string at, string text) =>
        Quantity.TryParse(text, out var amount, out _) && amount.Sign >= 0
            ? []
            : [$"{at}: must be an amount such as 64Gi"];

    private static IEnumerable<string> Between(string at, int number, int least, int most) =>
        number >= least && number <= most ? [] : [$"{at}: must be between {least} and {most}"];

    private static IEnumerable<string> Each<T>(
        string at, IReadOnlyList<T> items, Func<string, T, IEnumerable<string>> check) =>
        items.SelectMany((item, index) => check($"{at}[{index}]", item));

    [GeneratedRegex("^[a-z0-9]([-a-z0-9]{0,50}[a-z0-9])?$")]
    private static partial Regex Name();

    [GeneratedRegex("^[^=:\\s]+(=[^=:\\s]*)?:(NoSchedule|PreferNoSchedule|NoExecute)$")]
    private static partial Regex TaintText();
}
