using System.Text.Json.Nodes;
using Fairway.Api.Meta;

namespace Fairway.Rollouts.Drivers;

/// <summary>Counts and shares as workloads carry them.</summary>
internal static class Amounts
{
    public static JsonNode Of(IntOrPercent amount) => amount.IsPercent ? $"{amount}" : amount.Value;
}
