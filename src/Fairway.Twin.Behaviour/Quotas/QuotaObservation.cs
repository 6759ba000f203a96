using System.Collections.Immutable;
using System.Text.Json.Nodes;

namespace Fairway.Twin.Behaviour.Quotas;

/// <summary>Everything that a recount rests on.</summary>
/// <param name="Quota">The quota.</param>
/// <param name="Objects">The objects of the namespace whose specification counts, by <c>plural.group</c>.</param>
/// <param name="Counts">How many there are of the kinds that are only counted, by <c>plural.group</c>.</param>
internal sealed record QuotaObservation(
    QuotaView Quota,
    ImmutableSortedDictionary<string, ImmutableArray<JsonObject>> Objects,
    ImmutableSortedDictionary<string, int> Counts);
