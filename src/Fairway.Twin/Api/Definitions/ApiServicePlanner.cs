using System.Collections.Immutable;
using Fairway.Schema.Resources;

namespace Fairway.Twin.Api.Definitions;

/// <summary>
/// Which APIServices the server makes and takes away for custom resources: one for each group version that is served.
/// Those that somebody else wrote are left alone.
/// </summary>
internal static class ApiServicePlanner
{
    /// <param name="served">Group versions of custom resources.</param>
    /// <param name="kept">Names of the APIServices that the server keeps for them.</param>
    /// <param name="taken">Names of all APIServices.</param>
    public static ImmutableArray<ApiServiceAction> Plan(
        ImmutableArray<GroupVersion> served, ImmutableArray<string> kept, ImmutableHashSet<string> taken) =>
    [
        .. served.Where(gv => !taken.Contains(NameOf(gv)))
            .Select(gv => new ApiServiceAction(NameOf(gv), gv, $"{gv} is served")),
        .. kept.Where(name => served.All(gv => NameOf(gv) != name))
            .Select(name => new ApiServiceAction(name, null, "its group version is no longer served")),
    ];

    public static string NameOf(GroupVersion version) => $"{version.Version}.{version.Group}";
}

/// <summary>An APIService to be made, or to be taken away.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Made">The group version that it is made for; null where it goes.</param>
/// <param name="Reason">Why.</param>
internal sealed record ApiServiceAction(string Name, GroupVersion? Made, string Reason);
