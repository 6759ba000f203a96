using System.Text.Json;
using System.Text.Json.Serialization;
using Fairway.Delivery.Insights;

namespace Fairway.Releases.Inquiries;

/// <summary>How answers to Inquiries are written and read.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UseStringEnumConverter = true)]
[JsonSerializable(typeof(PairDiff))]
[JsonSerializable(typeof(PairDiff[]))]
[JsonSerializable(typeof(Explanation))]
[JsonSerializable(typeof(HistoryEntry))]
[JsonSerializable(typeof(HistoryEntry[]))]
public sealed partial class InsightJson : JsonSerializerContext;
