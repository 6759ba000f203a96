using System.Text.Json.Nodes;
using Fairway.Merge.Patches;

namespace Fairway.Merge.Ownership;

/// <summary>
/// The versions of a kind. Owners whose fields were recorded in another version than that of the request are judged in
/// their own.
/// </summary>
public interface IKindVersions
{
    /// <summary>An object in another version, not defaulted and not pruned.</summary>
    /// <param name="item">The object; only read.</param>
    /// <param name="apiVersion">The version that is wanted.</param>
    /// <returns>
    /// The object, which may be the one given; null where there is no such version, and its owners are forgotten.
    /// </returns>
    /// <exception cref="PatchException">It cannot be converted.</exception>
    VersionedObject? Convert(JsonObject item, string apiVersion);
}
