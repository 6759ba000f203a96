using System.Text.Json.Serialization;

namespace Fairway.Components.Drift;

/// <summary>All that is kept of a watched object: whose it is, and a mark that changes with what may be
/// drift.</summary>
/// <param name="Component">The component of its label; null where it has none.</param>
/// <param name="Mark">Of the object without its status and what servers keep of it.</param>
[JsonConverter(typeof(DriftMarkReader))]
internal sealed record DriftMark(string? Component, ulong Mark);

[JsonSerializable(typeof(DriftMark))]
internal sealed partial class DriftJson : JsonSerializerContext;
