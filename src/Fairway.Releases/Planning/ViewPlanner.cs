using Fairway.Delivery.Changes;

namespace Fairway.Releases.Planning;

/// <summary>Folds a plan so that each change stands once: changes that the same clusters see are one section. Three
/// clusters of many that have one change more add one section, and do not repeat the rest. Pure.</summary>
public static class ViewPlanner
{
    /// <summary>The view of a plan.</summary>
    public static PlanView View(PlanDocument plan, string digest) => new()
    {
        Digest = digest,
        Clusters = plan.Members.Count,
        Unreachable = [.. plan.Silent.Order(StringComparer.Ordinal)],
        Refused =
        [
            .. plan.Refused.GroupBy(one => one.Why, StringComparer.Ordinal)
                .OrderBy(same => same.Key, StringComparer.Ordinal)
                .Select(same => new RefusedClusters(same.Key, Sorted(same.Select(one => one.Cluster)))),
        ],
        Components =
        [
            .. plan.Groups.SelectMany(group => group.Changes.Select(change => (Group: group, Change: change)))
                .GroupBy(one => one.Change.Component, StringComparer.Ordinal)
                .Select(same => View(same.Key, [.. same])),
        ],
    };

    /// <summary>The same without fields, and with fewer names: for an object that would be too large.</summary>
    public static PlanView Short(PlanView view) => view with
    {
        Truncated = true,
        Components =
        [
            .. view.Components.Select(component => component with
            {
                Rollouts = [],
                Sections = [.. component.Sections.Take(MostShort).Select(section => section with { Fields = [] })],
            }),
        ],
    };

    private const int MostShort = 50;

    private static ComponentView View(string component, IReadOnlyList<(PlanGroup Group, PlanGroupChange Change)> parts)
    {
        var sections = Sections(parts);
        var view = new ComponentView
        {
            Component = component,
            From = Sorted(parts.SelectMany(part => part.Change.From)),
            To = Sorted(parts.Select(part => part.Change.Version)),
            Clusters = parts.Sum(part => part.Group.Clusters.Count),
            Unchanged = parts.Where(part => part.Change.Fields.Count == 0).Sum(part => part.Group.Clusters.Count),
            Remarks = Sorted(parts.SelectMany(part => part.Change.Remarks ?? [])),
            Sections = sections,
            Rollouts = [.. parts.SelectMany(part => part.Change.Rollouts).DistinctBy(rollout => rollout.Workload)],
        };
        return view with { Summary = ChangeWords.Of(view) };
    }

    private static List<PlanSection> Sections(IReadOnlyList<(PlanGroup Group, PlanGroupChange Change)> parts)
    {
        var fields = new List<PlannedChange>();
        var seenBy = new Dictionary<string, List<int>>(StringComparer.Ordinal);
        for (var part = 0; part < parts.Count; part++)
        {
            foreach (var field in parts[part].Change.Fields)
            {
                if (!seenBy.TryGetValue(field.Fingerprint, out var groups))
                {
                    seenBy.Add(field.Fingerprint, groups = []);
                    fields.Add(field);
                }

                if (groups.Count == 0 || groups[^1] != part)
                {
                    groups.Add(part);
                }
            }
        }

        return
        [
            .. fields.GroupBy(field => string.Join(',', seenBy[field.Fingerprint]), StringComparer.Ordinal)
                .Select(same => Section(parts, seenBy[same.First().Fingerprint], [.. same]))
                .OrderByDescending(section => section.Clusters.Count)
                .ThenBy(section => section.Clusters[0], StringComparer.Ordinal)
                .ThenBy(section => section.Fields[0].Fingerprint, StringComparer.Ordinal),
        ];
    }

    private static PlanSection Section(
        IReadOnlyList<(PlanGroup Group, PlanGroupChange Change)> parts,
        IReadOnlyList<int> groups,
        IReadOnlyList<PlannedChange> fields) => new()
    {
        Clusters = Sorted(groups.SelectMany(group => parts[group].Group.Clusters)),
        Summary = ChangeWords.Of(fields),
        Count = fields.Count,
        Fields = fields,
    };

    private static List<string> Sorted(IEnumerable<string> names) =>
        [.. names.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
}
