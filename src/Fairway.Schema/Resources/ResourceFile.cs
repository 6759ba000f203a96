using System.Collections.Immutable;

namespace Fairway.Schema.Resources;

/// <summary>
/// Reads <c>resources.tsv</c>. A subresource is <c>name</c>, <c>name=group/version/Kind</c> where its kind is not the
/// resource's own, with <c>:verb,verb</c> where its verbs are not get, patch and update; several are apart by
/// semicolons.
/// </summary>
internal static class ResourceFile
{
    private static readonly ImmutableArray<string> SubresourceVerbs = ["get", "patch", "update"];

    public static IEnumerable<ResourceType> ReadEmbedded() =>
        EmbeddedTable.Read("Resources.resources.tsv").Select(Parse);

    private static ResourceType Parse(string[] cells)
    {
        var (group, version, kind) = (cells[0], cells[1], cells[2]);
        var definition = cells[12];
        return new ResourceType
        {
            Group = group,
            Version = version,
            Kind = kind,
            Plural = cells[3],
            Singular = cells[4],
            Namespaced = cells[5] == "true",
            Verbs = Split(cells[6], ','),
            ShortNames = Split(cells[7], ','),
            Categories = Split(cells[8], ','),
            Subresources = [.. Split(cells[9], ';').Select(text => ParseSubresource(text, group, version, kind))],
            SelectableFields = Split(cells[10], ','),
            StorageName = cells[11].Length > 0 ? cells[11] : group.Length == 0 ? cells[3] : $"{cells[3]}.{group}",
            Schema = BuiltInSchemas.Find(definition),
        };
    }

    private static Subresource ParseSubresource(string text, string group, string version, string kind)
    {
        var (head, verbs) = Cut(text, ':');
        var (name, type) = Cut(head, '=');
        var own = type.Length == 0 ? [group, version, kind] : type.Split('/');
        return new Subresource(name, own[0], own[1], own[2], verbs.Length == 0 ? SubresourceVerbs : Split(verbs, ','));
    }

    private static (string Head, string Tail) Cut(string text, char at)
    {
        var index = text.IndexOf(at);
        return index < 0 ? (text, "") : (text[..index], text[(index + 1)..]);
    }

    private static ImmutableArray<string> Split(string text, char at) => text.Length == 0 ? [] : [.. text.Split(at)];
}
