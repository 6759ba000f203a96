using System.Collections.Immutable;
using Fairway.Schema.Custom;
using Fairway.Schema.Resources;

namespace Fairway.Twin.Api.Definitions;

/// <summary>Why not all names of a definition are accepted.</summary>
internal sealed record NameConflict(string Reason, string Message);

/// <summary>Names of a group that others have: one set for resources, one for kinds.</summary>
internal sealed class TakenNames
{
    private readonly ImmutableHashSet<string> resources;
    private readonly ImmutableHashSet<string> kinds;

    private TakenNames(IEnumerable<string> resources, IEnumerable<string> kinds)
    {
        this.resources = [.. resources];
        this.kinds = [.. kinds];
    }

    /// <summary>What built-in resources and other definitions have in the group of this one.</summary>
    public static TakenNames ByOthers(CustomDefinition definition, IEnumerable<CustomDefinition> all)
    {
        var rows = ResourceTable.BuiltIn.All.Where(row => row.Group == definition.Group).ToArray();
        if (rows.Length > 0)
        {
            // The API answers for such a group itself: a definition in it would never be asked.
            return new TakenNames([definition.Names.Plural, .. rows.Select(row => row.Plural)], []);
        }

        var others = all
            .Where(other => other.Group == definition.Group && other.Name != definition.Name)
            .Select(other => other.AcceptedNames)
            .ToArray();
        return new TakenNames(
            others.SelectMany(names => (string[])[names.Plural, names.Singular, .. names.ShortNames]),
            others.SelectMany(names => (string[])[names.Kind, names.ListKind]));
    }

    /// <summary>
    /// The names that a definition gets: where a wanted one is taken it keeps what it had. The last conflict is told.
    /// </summary>
    public (CustomNames Accepted, NameConflict? Conflict) Accept(CustomNames wanted, CustomNames had)
    {
        var accepted = had with { Categories = wanted.Categories };
        NameConflict? conflict = null;
        conflict = Try(resources, [wanted.Plural], "Plural", conflict, out var isFree);
        accepted = isFree ? accepted with { Plural = wanted.Plural } : accepted;
        conflict = Try(resources, [wanted.Singular], "Singular", conflict, out isFree);
        accepted = isFree ? accepted with { Singular = wanted.Singular } : accepted;
        conflict = Try(resources, wanted.ShortNames, "ShortNames", conflict, out isFree);
        accepted = isFree ? accepted with { ShortNames = wanted.ShortNames } : accepted;
        conflict = Try(kinds, [wanted.Kind], "Kind", conflict, out isFree);
        accepted = isFree ? accepted with { Kind = wanted.Kind } : accepted;
        conflict = Try(kinds, [wanted.ListKind], "ListKind", conflict, out isFree);
        return (isFree ? accepted with { ListKind = wanted.ListKind } : accepted, conflict);
    }

    private static NameConflict? Try(
        ImmutableHashSet<string> taken,
        ImmutableArray<string> names,
        string what,
        NameConflict? before,
        out bool isFree)
    {
        var first = names.FirstOrDefault(name => name.Length > 0 && taken.Contains(name));
        isFree = first is null;
        return isFree ? before : new NameConflict($"{what}Conflict", $"\"{first}\" is already in use");
    }
}
