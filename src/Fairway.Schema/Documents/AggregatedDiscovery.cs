using System.Text.Json;
using Fairway.Schema.Resources;

namespace Fairway.Schema.Documents;

/// <summary>
/// The one document in which newer clients find all resources of a server (KEP 3352). Pure; UTF-8 JSON.
/// </summary>
public static class AggregatedDiscovery
{
    /// <summary>What <c>/api</c> answers to a client that asks for an APIGroupDiscoveryList: the core group.</summary>
    /// <param name="table">The resources of the server.</param>
    /// <param name="version">Version of the document's own group: <c>v2</c> or <c>v2beta1</c>.</param>
    public static byte[] Core(ResourceTable table, string version) => Write(table, version, group => group.Length == 0);

    /// <summary>What <c>/apis</c> answers to such a client: every other group.</summary>
    /// <param name="table">The resources of the server.</param>
    /// <param name="version">Version of the document's own group: <c>v2</c> or <c>v2beta1</c>.</param>
    public static byte[] Groups(ResourceTable table, string version) =>
        Write(table, version, group => group.Length > 0);

    private static byte[] Write(ResourceTable table, string version, Func<string, bool> wanted) =>
        JsonDocuments.Write(writer =>
    {
        writer.WriteString("kind", "APIGroupDiscoveryList");
        writer.WriteString("apiVersion", $"apidiscovery.k8s.io/{version}");
        writer.WriteStartObject("metadata");
        writer.WriteEndObject();
        writer.WriteStartArray("items");
        foreach (var group in table.GroupVersions.Where(gv => wanted(gv.Group)).GroupBy(gv => gv.Group))
        {
            WriteGroup(writer, table, group);
        }

        writer.WriteEndArray();
    });

    private static void WriteGroup(Utf8JsonWriter writer, ResourceTable table, IGrouping<string, GroupVersion> group)
    {
        writer.WriteStartObject();
        writer.WriteStartObject("metadata");
        if (group.Key.Length > 0)
        {
            writer.WriteString("name", group.Key);
        }

        writer.WriteEndObject();
        writer.WriteStartArray("versions");
        foreach (var version in group)
        {
            writer.WriteStartObject();
            writer.WriteString("version", version.Version);
            writer.WriteStartArray("resources");
            var rows = table.Of(version.Group, version.Version);
            foreach (var row in rows.OrderBy(row => row.Plural, StringComparer.Ordinal))
            {
                WriteResource(writer, row);
            }

            writer.WriteEndArray();
            writer.WriteString("freshness", "Current");
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    private static void WriteResource(Utf8JsonWriter writer, ResourceType row)
    {
        writer.WriteStartObject();
        writer.WriteString("resource", row.Plural);
        WriteKind(writer, row.Group, row.Version, row.Kind);
        writer.WriteString("scope", row.Namespaced ? "Namespaced" : "Cluster");
        writer.WriteString("singularResource", row.Singular);
        writer.WriteTexts("verbs", row.Verbs);
        writer.WriteTextsIfAny("shortNames", row.ShortNames);
        writer.WriteTextsIfAny("categories", row.Categories);
        if (!row.Subresources.IsEmpty)
        {
            writer.WriteStartArray("subresources");
            foreach (var part in row.Subresources)
            {
                writer.WriteStartObject();
                writer.WriteString("subresource", part.Name);
                WriteKind(writer, part.Group, part.Version, part.Kind);
                writer.WriteTexts("verbs", part.Verbs);
                writer.WriteEndObject();
            }

            writer.WriteEndArray();
        }

        writer.WriteEndObject();
    }

    private static void WriteKind(Utf8JsonWriter writer, string group, string version, string kind)
    {
        writer.WriteStartObject("responseKind");
        writer.WriteString("group", group);
        writer.WriteString("version", version);
        writer.WriteString("kind", kind);
        writer.WriteEndObject();
    }
}
