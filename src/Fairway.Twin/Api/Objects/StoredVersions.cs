using System.Text.Json.Nodes;
using Fairway.Schema.Resources;

namespace Fairway.Twin.Api.Objects;

/// <summary>Built-in objects that are stored in another version than the one in which a resource shows them.</summary>
internal static class StoredVersions
{
    /// <summary>Whether the resource shows objects that are stored in another version.</summary>
    public static bool IsStoredOtherwise(ResourceType resource) =>
        EventVersions.IsStoredOtherwise(resource) || AutoscalerVersions.IsStoredOtherwise(resource);

    /// <summary>The row in whose version the resource is stored.</summary>
    public static ResourceType Stored(ResourceType resource) => AutoscalerVersions.IsStoredOtherwise(resource)
        ? AutoscalerVersions.Stored
        : EventVersions.Stored(resource);

    /// <summary>From the stored version, in place where it can be.</summary>
    public static JsonObject FromStored(ResourceType resource, JsonObject stored) =>
        AutoscalerVersions.IsStoredOtherwise(resource)
            ? AutoscalerVersions.FromStored(stored)
            : EventVersions.FromStored(stored);

    /// <summary>To the stored version, as a copy.</summary>
    public static JsonObject ToStored(ResourceType resource, JsonObject shown) =>
        AutoscalerVersions.IsStoredOtherwise(resource)
            ? AutoscalerVersions.ToStored(shown)
            : EventVersions.ToStored(shown);
}
