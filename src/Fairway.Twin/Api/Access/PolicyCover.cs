namespace Fairway.Twin.Api.Access;

/// <summary>Whether rules give at least what others give.</summary>
internal static class PolicyCover
{
    private const string All = "*";

    /// <summary>What of <paramref name="wanted"/> the <paramref name="held"/> rules do not give, each of one verb,
    /// group, resource, name or path.</summary>
    public static List<PolicyRule> Missing(IReadOnlyCollection<PolicyRule> held, IEnumerable<PolicyRule> wanted) =>
        [.. wanted.SelectMany(Parts).Where(part => !held.Any(rule => Covers(rule, part)))];

    /// <summary>Rules that differ in their verbs only, as one.</summary>
    public static List<PolicyRule> Compacted(IReadOnlyList<PolicyRule> parts) =>
    [
        .. parts.Where(p => !IsSimple(p)),
        .. parts.Where(IsSimple)
            .GroupBy(p => (p.Groups[0], p.Resources[0]))
            .Select(g => g.First() with { Verbs = [.. g.SelectMany(p => p.Verbs)] }),
    ];

    /// <summary><c>{APIGroups:[""], Resources:["pods"], Verbs:["get"]}</c>.</summary>
    public static string Describe(PolicyRule rule)
    {
        var parts = new (string Name, string[] Values)[]
        {
            ("APIGroups", rule.Groups), ("Resources", rule.Resources), ("NonResourceURLs", rule.Paths),
            ("ResourceNames", rule.Names), ("Verbs", rule.Verbs),
        };
        var shown = parts.Where(p => p.Values.Length > 0).Select(p => $"{p.Name}:{GoText.Quoted(p.Values)}");
        return $"{{{string.Join(", ", shown)}}}";
    }

    private static bool IsSimple(PolicyRule rule) =>
        rule is { Names.Length: 0, Paths.Length: 0, Groups.Length: 1, Resources.Length: 1 };

    private static IEnumerable<PolicyRule> Parts(PolicyRule rule)
    {
        string[][] names = rule.Names.Length == 0 ? [[]] : [.. rule.Names.Select(n => new[] { n })];
        var ofResources =
            from g in rule.Groups
            from r in rule.Resources
            from v in rule.Verbs
            from n in names
            select new PolicyRule([v], [g], [r], n, []);
        var ofPaths = from p in rule.Paths from v in rule.Verbs select new PolicyRule([v], [], [], [], [p]);
        return ofResources.Concat(ofPaths);
    }

    private static bool Covers(PolicyRule held, PolicyRule part) =>
        Holds(held.Verbs, part.Verbs)
        && Holds(held.Groups, part.Groups)
        && part.Resources.All(r => HoldsResource(held.Resources, r))
        && (held.Names.Length == 0 || (part.Names.Length > 0 && part.Names.All(held.Names.Contains)))
        && part.Paths.All(p => held.Paths.Any(h => PolicyRule.PathCovers(h, p)));

    private static bool Holds(string[] held, string[] part) => held.Contains(All) || part.All(held.Contains);

    private static bool HoldsResource(string[] held, string resource)
    {
        var slash = resource.IndexOf('/', StringComparison.Ordinal);
        return held.Contains(All)
            || held.Contains(resource)
            || (slash >= 0 && held.Contains($"*/{resource[(slash + 1)..]}"));
    }
}
