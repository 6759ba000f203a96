using System.Collections.Frozen;
using System.Collections.Immutable;

namespace Fairway.Schema.Resources;

/// <summary>
/// The resources of one server, in the order in which discovery lists their groups and names. Immutable; a table with
/// more rows is another table, so that whoever derives documents from it may keep them by reference.
/// </summary>
public sealed class ResourceTable
{
    private static readonly Lazy<ResourceTable> BuiltInTable = new(() =>
        new ResourceTable(ResourceFile.ReadEmbedded()));

    private readonly FrozenDictionary<(string Group, string Version, string Plural), ResourceType> byPlural;
    private readonly FrozenDictionary<(string Group, string Version, string Kind), ResourceType> byKind;

    /// <summary>A table of these rows, in this order. Rows of one group version stand together.</summary>
    /// <exception cref="ArgumentException">Two rows have the same group, version and plural name or kind.</exception>
    public ResourceTable(IEnumerable<ResourceType> rows)
    {
        All = [.. rows];
        byPlural = Index(row => (row.Group, row.Version, row.Plural));
        byKind = Index(row => (row.Group, row.Version, row.Kind));
        GroupVersions = [.. All.Select(row => new GroupVersion(row.Group, row.Version)).Distinct()];
    }

    private ResourceTable(ResourceTable core, IEnumerable<ResourceType> rows)
        : this(core.All.Concat(rows)) => Core = core;

    /// <summary>The built-in resources. Shared by all clusters.</summary>
    public static ResourceTable BuiltIn => BuiltInTable.Value;

    /// <summary>
    /// The table that this one only adds group versions to; null where it is made anew. What is derived from the group
    /// versions of that table holds for this one.
    /// </summary>
    public ResourceTable? Core { get; }

    /// <summary>
    /// Every row, in the order of discovery: core first, then groups by priority, names in order within a version.
    /// </summary>
    public ImmutableArray<ResourceType> All { get; }

    /// <summary>
    /// Every group version that has a row, in the order of discovery: a group's preferred version before its others.
    /// </summary>
    public ImmutableArray<GroupVersion> GroupVersions { get; }

    /// <summary>The row of a path, or null.</summary>
    public ResourceType? Find(string group, string version, string plural) =>
        byPlural.GetValueOrDefault((group, version, plural));

    /// <summary>The row of a kind, or null.</summary>
    public ResourceType? ByKind(string group, string version, string kind) =>
        byKind.GetValueOrDefault((group, version, kind));

    /// <summary>The rows of one group version, in the order of discovery; empty where there are none.</summary>
    public ImmutableArray<ResourceType> Of(string group, string version) =>
        [.. All.Where(row => row.Group == group && row.Version == version)];

    /// <summary>
    /// Another table: these rows, of group versions that this one does not have, come at the end. Without rows it is
    /// this one.
    /// </summary>
    /// <exception cref="ArgumentException">Two rows have the same group, version and plural name or kind.</exception>
    public ResourceTable With(IReadOnlyCollection<ResourceType> rows) =>
        rows.Count == 0 ? this : new ResourceTable(this, rows);

    private FrozenDictionary<(string, string, string), ResourceType> Index(
        Func<ResourceType, (string, string, string)> key) =>
        All.ToFrozenDictionary(key);
}
