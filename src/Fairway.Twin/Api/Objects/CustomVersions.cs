using System.Text.Json.Nodes;
using Fairway.Merge.Ownership;
using Fairway.Merge.Patches;
using Fairway.Schema.Custom;

namespace Fairway.Twin.Api.Objects;

/// <summary>
/// The versions of a custom resource to its field owners. Without a webhook a version differs from another in nothing
/// but its name and its schema; what the schema lacks is not pruned here, and refused, as on a real server.
/// </summary>
internal sealed class CustomVersions(CustomKind custom) : IKindVersions
{
    public VersionedObject? Convert(JsonObject item, string apiVersion) =>
        custom.Versions.TryGetValue(apiVersion, out var schema)
            ? new VersionedObject(item, schema)
            : throw PatchException.Internal(
                $"request to convert CR to an invalid group/version: {apiVersion}");
}
