using System.Collections.Immutable;
using Fairway.Kube.Pods.Planning;

namespace Fairway.Kube.Pods.Ownership;

/// <summary>Which candidates belong to an owner, and the writes that make it so.</summary>
internal sealed record Claims<T>(ImmutableArray<T> Owned, ImmutableArray<WorkloadAction> Actions);
