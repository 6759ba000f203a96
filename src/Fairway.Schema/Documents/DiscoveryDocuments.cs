using System.Text.Json;
using Fairway.Schema.Resources;

namespace Fairway.Schema.Documents;

/// <summary>
/// The documents by which clients find out what a server has, in their older form: one for the groups, one for each
/// group version. Pure; all are UTF-8 JSON.
/// </summary>
public static class DiscoveryDocuments
{
    /// <summary>What <c>/api</c> answers: the versions of the core group.</summary>
    /// <param name="table">The resources of the server.</param>
    /// <param name="serverAddress">Host and port by which clients reach the server; null leaves that to them.</param>
    public static byte[] ApiVersions(ResourceTable table, string? serverAddress) => JsonDocuments.Write(writer =>
    {
        writer.WriteString("kind", "APIVersions");
        writer.WriteTexts("versions", table.GroupVersions.Where(gv => gv.Group.Length == 0).Select(gv => gv.Version));
        writer.WriteStartArray("serverAddressByClientCIDRs");
        if (serverAddress is not null)
        {
            writer.WriteStartObject();
            writer.WriteString("clientCIDR", "0.0.0.0/0");
            writer.WriteString("serverAddress", serverAddress);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    });

    /// <summary>What <c>/</c> answers: the paths there are.</summary>
    public static byte[] RootPaths(ResourceTable table) => JsonDocuments.Write(writer =>
    {
        string[] others = ["/healthz", "/livez", "/openapi/v2", "/openapi/v3", "/readyz", "/version"];
        var groups = table.GroupVersions.Where(gv => gv.Group.Length > 0).Select(gv => $"/apis/{gv.Group}");
        var versions = table.GroupVersions.Select(gv => $"/{gv.Path}");
        string[] paths = ["/api", "/apis", .. groups, .. versions, .. others];
        writer.WriteTexts("paths", paths.Distinct().Order(StringComparer.Ordinal));
    });

    /// <summary>What <c>/apis</c> answers: every group but core.</summary>
    public static byte[] GroupList(ResourceTable table) => JsonDocuments.Write(writer =>
    {
        writer.WriteString("kind", "APIGroupList");
        writer.WriteString("apiVersion", "v1");
        writer.WriteStartArray("groups");
        foreach (var group in table.GroupVersions.Where(gv => gv.Group.Length > 0).GroupBy(gv => gv.Group))
        {
            writer.WriteStartObject();
            WriteGroup(writer, group.Key, group);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    });

    /// <summary>What <c>/apis/{group}</c> answers, or null if the server does not have the group.</summary>
    public static byte[]? Group(ResourceTable table, string group)
    {
        var versions = table.GroupVersions.Where(gv => gv.Group == group).ToArray();
        return group.Length == 0 || versions.Length == 0 ? null : JsonDocuments.Write(writer =>
        {
            writer.WriteString("kind", "APIGroup");
            writer.WriteString("apiVersion", "v1");
            WriteGroup(writer, group, versions);
        });
    }

    /// <summary>
    /// What <c>/api/v1</c> or <c>/apis/{group}/{version}</c> answers, or null if the server does not have the version.
    /// </summary>
    public static byte[]? Resources(ResourceTable table, GroupVersion groupVersion)
    {
        var rows = table.Of(groupVersion.Group, groupVersion.Version);
        return rows.IsEmpty ? null : JsonDocuments.Write(writer =>
        {
            writer.WriteString("kind", "APIResourceList");
            if (groupVersion.Group.Length > 0)
            {
                writer.WriteString("apiVersion", "v1");
            }

            writer.WriteString("groupVersion", groupVersion.ToString());
            writer.WriteStartArray("resources");
            foreach (var row in rows.OrderBy(row => row.Plural, StringComparer.Ordinal))
            {
                WriteResource(writer, row);
            }

            writer.WriteEndArray();
        });
    }

    private static void WriteGroup(Utf8JsonWriter writer, string name, IEnumerable<GroupVersion> versions)
    {
        writer.WriteString("name", name);
        writer.WriteStartArray("versions");
        foreach (var version in versions)
        {
            WriteVersion(writer, version);
        }

        writer.WriteEndArray();
        writer.WritePropertyName("preferredVersion");
        WriteVersion(writer, versions.First());
    }

    private static void WriteVersion(Utf8JsonWriter writer, GroupVersion version)
    {
        writer.WriteStartObject();
        writer.WriteString("groupVersion", version.ToString());
        writer.WriteString("version", version.Version);
        writer.WriteEndObject();
    }

    private static void WriteResource(Utf8JsonWriter writer, ResourceType row)
    {
        writer.WriteStartObject();
        writer.WriteString("name", row.Plural);
        writer.WriteString("singularName", row.Singular);
        writer.WriteBoolean("namespaced", row.Namespaced);
        writer.WriteString("kind", row.Kind);
        writer.WriteTexts("verbs", row.Verbs);
        writer.WriteTextsIfAny("shortNames", row.ShortNames);
        writer.WriteTextsIfAny("categories", row.Categories);
        writer.WriteEndObject();
        foreach (var part in row.Subresources)
        {
            WriteSubresource(writer, row, part);
        }
    }

    private static void WriteSubresource(Utf8JsonWriter writer, ResourceType row, Subresource part)
    {
        writer.WriteStartObject();
        writer.WriteString("name", $"{row.Plural}/{part.Name}");
        writer.WriteString("singularName", "");
        writer.WriteBoolean("namespaced", row.Namespaced);
        if (part.Group != row.Group || part.Version != row.Version)
        {
            writer.WriteString("group", part.Group);
            writer.WriteString("version", part.Version);
        }

        writer.WriteString("kind", part.Kind);
        writer.WriteTexts("verbs", part.Verbs);
        writer.WriteEndObject();
    }
}
