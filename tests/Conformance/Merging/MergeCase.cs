using System.Text.Json.Nodes;

namespace Fairway.Conformance.Merging;

/// <summary>One story of <c>cases.tsv</c>.</summary>
/// <param name="Name">What happens.</param>
/// <param name="Recorded">What is applied first.</param>
/// <param name="Target">What is applied then.</param>
/// <param name="Drift">What somebody else patches in between, or null.</param>
internal sealed record MergeCase(string Name, JsonObject Recorded, JsonObject Target, string? Drift)
{
    public string Kind => ((string)Recorded["kind"]!).ToLowerInvariant();
}
