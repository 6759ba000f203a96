using System.Collections.Immutable;
using Fairway.Schema.Resources;

namespace Fairway.Schema.Custom;

/// <summary>Makes rows of the table out of definitions. Pure.</summary>
public static class CustomRows
{
    private static readonly ImmutableArray<string> Verbs =
        ["delete", "deletecollection", "get", "list", "patch", "create", "update", "watch"];

    private static readonly ImmutableArray<string> SubresourceVerbs = ["get", "patch", "update"];

    /// <summary>
    /// The rows of established definitions: groups in order of their names, the preferred version of each first.
    /// </summary>
    public static IEnumerable<ResourceType> Of(IEnumerable<CustomDefinition> definitions) => definitions
        .Where(definition => definition.IsEstablished)
        .SelectMany(Rows)
        .OrderBy(row => row.Group, StringComparer.Ordinal)
        .ThenBy(row => row.Version, VersionOrder.Shared)
        .ThenBy(row => row.Plural, StringComparer.Ordinal);

    private static IEnumerable<ResourceType> Rows(CustomDefinition definition)
    {
        var schemas = definition.Versions.ToImmutableDictionary(
            version => $"{definition.Group}/{version.Name}", definition.SchemaOf);
        var stored = definition.Versions.FirstOrDefault(version => version.Storage);
        return stored is null
            ? []
            : definition.Versions.Where(version => version.Served).Select(version => Row(
                definition, version, schemas, $"{definition.Group}/{stored.Name}"));
    }

    private static ResourceType Row(
        CustomDefinition definition,
        CustomVersion version,
        ImmutableDictionary<string, SchemaNode> schemas,
        string stored)
    {
        var names = definition.AcceptedNames;
        return new ResourceType
        {
            Group = definition.Group,
            Version = version.Name,
            Kind = names.Kind,
            Plural = names.Plural,
            Singular = names.Singular,
            Namespaced = definition.Namespaced,
            Verbs = Verbs,
            ShortNames = names.ShortNames,
            Categories = names.Categories,
            Subresources = [.. Subresources(definition, version)],
            SelectableFields = version.SelectableFields,
            Schema = schemas[$"{definition.Group}/{version.Name}"],
            StorageName = definition.StorageName,
            Custom = new CustomKind
            {
                ListKind = names.ListKind.Length > 0 ? names.ListKind : $"{names.Kind}List",
                StoredVersion = stored,
                StoredSchema = schemas[stored],
                Since = definition.Revision,
                Generation = definition.Generation,
                Columns = version.Columns,
                Scale = version.Scale,
                Warning = Warning(definition, version),
                IsTerminating = definition.IsTerminating,
                Versions = schemas,
            },
        };
    }

    private static IEnumerable<Subresource> Subresources(CustomDefinition definition, CustomVersion version)
    {
        if (version.HasStatus)
        {
            yield return new Subresource(
                "status", definition.Group, version.Name, definition.AcceptedNames.Kind, SubresourceVerbs);
        }

        if (version.Scale is not null)
        {
            yield return new Subresource("scale", "autoscaling", "v1", "Scale", SubresourceVerbs);
        }
    }

    /// <summary>What goes with answers of a deprecated version; it names the best version that is not.</summary>
    private static string? Warning(CustomDefinition definition, CustomVersion version)
    {
        if (!version.Deprecated)
        {
            return null;
        }

        if (version.DeprecationWarning is { } said)
        {
            return said;
        }

        var kind = definition.Names.Kind;
        var text = $"{definition.Group}/{version.Name} {kind} is deprecated";
        var better = definition.Versions
            .Where(other => other is { Served: true, Deprecated: false })
            .OrderBy(other => other.Name, VersionOrder.Shared)
            .FirstOrDefault();
        return better is not null && VersionOrder.Shared.Compare(better.Name, version.Name) < 0
            ? $"{text}; use {definition.Group}/{better.Name} {kind}"
            : text;
    }
}
