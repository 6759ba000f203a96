using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Fairway.Schema.Digests;

namespace Fairway.Components.Composition;

/// <summary>What a component's chart gets on one cluster, beside its own defaults.</summary>
/// <param name="Values">The values.</param>
/// <param name="Digest">Of the canonical JSON of what version and meta-configs set, in which keyed hashes stand for
/// secrets: what Fairway says of the cluster itself is not in it, so that clusters with equal values share it.</param>
/// <param name="Origins">For each leaf, by its path (<c>exporter.image</c>): the layer that set it.</param>
public sealed record EffectiveValues(
    JsonObject Values, Digest Digest, ImmutableSortedDictionary<string, string> Origins)
{
    /// <summary>What people should know of these values: images of the cluster's own.</summary>
    public ImmutableArray<string> Remarks { get; init; } = [];

    /// <summary>Paths of the leaves that come from Secrets: they are shown to nobody.</summary>
    public ImmutableSortedSet<string> Secrets { get; init; } = [];

    /// <summary>Never the values.</summary>
    public override string ToString() => $"{nameof(EffectiveValues)} {Digest}";
}
