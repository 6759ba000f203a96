using System.Collections.Immutable;
using Fairway.Twin.Behaviour.Planning;

namespace Fairway.Twin.Behaviour.Ownership;

/// <summary>Which candidates belong to an owner, and the writes that make it so.</summary>
internal sealed record Claims<T>(ImmutableArray<T> Owned, ImmutableArray<WorkloadAction> Actions);
