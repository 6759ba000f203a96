using System.Text.Json;
using System.Text.Json.Serialization;

namespace Fairway.Releases.Planning;

/// <summary>How plan documents are stored and shown.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UseStringEnumConverter = true)]
[JsonSerializable(typeof(PlanDocument))]
[JsonSerializable(typeof(PlanView))]
[JsonSerializable(typeof(string[]))]
public sealed partial class PlanJson : JsonSerializerContext;
