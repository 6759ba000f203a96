using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Fairway.Schema.Resources;

namespace Fairway.Schema.Documents;

/// <summary>
/// The documents of one table, each made when first asked for and kept while the table lives: clusters that share a
/// table share them, and a table that adds to another shares that one's. Two threads may both make one; they make the
/// same.
/// </summary>
public sealed class ApiDocuments
{
    private static readonly ConditionalWeakTable<ResourceTable, ApiDocuments> OfTables = [];

    private readonly ResourceTable table;
    private readonly ConcurrentDictionary<string, ApiDocument?> made = new(StringComparer.Ordinal);

    private readonly ApiDocuments? core;

    private ApiDocuments(ResourceTable table)
    {
        this.table = table;
        core = table.Core is { } shared ? Of(shared) : null;
    }

    /// <summary>The documents of this table; the same table gives the same instance.</summary>
    public static ApiDocuments Of(ResourceTable table) => OfTables.GetValue(table, known => new ApiDocuments(known));

    /// <summary>What <c>/</c> answers.</summary>
    public ApiDocument RootPaths() => Get("root", () => DiscoveryDocuments.RootPaths(table))!;

    /// <summary>What <c>/api</c> answers, without an address of the server.</summary>
    public ApiDocument ApiVersions() => core?.ApiVersions()
        ?? Get("core", () => DiscoveryDocuments.ApiVersions(table, serverAddress: null))!;

    /// <summary>What <c>/apis</c> answers.</summary>
    public ApiDocument GroupList() => Get("groups", () => DiscoveryDocuments.GroupList(table))!;

    /// <summary>What <c>/apis/{group}</c> answers, or null if there is no such group.</summary>
    public ApiDocument? Group(string group) => core?.Group(group)
        ?? Get($"group/{group}", () => DiscoveryDocuments.Group(table, group));

    /// <summary>
    /// What <c>/api/v1</c> or <c>/apis/{group}/{version}</c> answers, or null if there is no such version.
    /// </summary>
    public ApiDocument? Resources(GroupVersion groupVersion) =>
        core?.Resources(groupVersion)
        ?? Get($"resources/{groupVersion}", () => DiscoveryDocuments.Resources(table, groupVersion));

    /// <summary>
    /// The aggregated document of <c>/api</c> (core) or <c>/apis</c>; <paramref name="version"/> is <c>v2</c> or
    /// <c>v2beta1</c>.
    /// </summary>
    public ApiDocument Aggregated(bool core, string version) => Get(
        $"aggregated/{core}/{version}",
        () => core ? AggregatedDiscovery.Core(table, version) : AggregatedDiscovery.Groups(table, version))!;

    /// <summary>What <c>/openapi/v3</c> answers. Makes all documents of OpenAPI 3, as it holds their hashes.</summary>
    public ApiDocument OpenApiIndex() => Get("openapi", () => OpenApiDocuments.Index(
        table.GroupVersions.Select(version => KeyValuePair.Create(version.Path, OpenApi(version)!.Hash))
            .Append(KeyValuePair.Create("version", OpenApiVersion().Hash))))!;

    /// <summary>What <c>/openapi/v3/apis/{group}/{version}</c> answers, or null if there is no such version.</summary>
    public ApiDocument? OpenApi(GroupVersion groupVersion) =>
        core?.OpenApi(groupVersion)
        ?? Get($"openapi/{groupVersion}", () => OpenApiDocuments.V3(table, groupVersion));

    /// <summary>What <c>/openapi/v3/version</c> answers.</summary>
    public ApiDocument OpenApiVersion() => core?.OpenApiVersion()
        ?? Get("openapi//version", OpenApiDocuments.Version)!;

    /// <summary>What <c>/openapi/v2</c> answers.</summary>
    public ApiDocument OpenApiV2() => Get("openapi//v2", () => OpenApiDocuments.V2(table))!;

    /// <summary>The same in protobuf , of media type <see cref="ApiDocument.OpenApiV2Binary"/>.</summary>
    public ApiDocument OpenApiV2Binary() =>
        Get("openapi//v2/binary", () => OpenApiProtobuf.Write(OpenApiV2().Content))!;

    private ApiDocument? Get(string key, Func<byte[]?> make)
    {
        if (made.TryGetValue(key, out var known))
        {
            return known;
        }

        // What is not there is not kept: names come from clients, who can make up any number of them.
        return make() is { } content ? made.GetOrAdd(key, ApiDocument.Of(content)) : null;
    }
}
