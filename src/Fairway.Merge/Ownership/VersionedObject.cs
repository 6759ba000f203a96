using System.Text.Json.Nodes;
using Fairway.Schema;

namespace Fairway.Merge.Ownership;

/// <summary>An object in one of the versions of its kind.</summary>
/// <param name="Item">The object; only read.</param>
/// <param name="Schema">The schema of that version; null where objects are taken as they are.</param>
public sealed record VersionedObject(JsonObject Item, SchemaNode? Schema);
