using System.Text.Json.Nodes;

namespace Fairway.Merge.Ownership;

/// <summary>What an apply makes.</summary>
/// <param name="Item">
/// The object to be, with its managedFields; a new tree, the caller's own. It is not defaulted yet.
/// </param>
/// <param name="Changed">
/// True where it differs from the live object in more than managedFields, before defaulting. Where it does not,
/// managedFields may still differ; where it does, defaulting may take the difference back, and <see
/// cref="ManagedFields.KeepTimes"/> then the new time.
/// </param>
public sealed record ApplyResult(JsonObject Item, bool Changed);
