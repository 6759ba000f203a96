using System.Text.Json.Nodes;

namespace Fairway.Conformance.Merging;

/// <summary>A tool that brings manifests to a namespace of its own.</summary>
internal interface IMergeWay
{
    string Namespace { get; }

    /// <summary>Brings what the stories begin with.</summary>
    Task ApplyAsync(IReadOnlyList<DrawnStory> stories);

    /// <summary>Brings the stories' targets to the objects that are there.</summary>
    Task AdvanceAsync(IReadOnlyList<DrawnStory> stories);
}

/// <summary>How a story ended.</summary>
/// <param name="Drifted">The object before its target came.</param>
/// <param name="Live">The object afterwards.</param>
internal sealed record MergeEnd(JsonObject Drifted, JsonObject Live);
