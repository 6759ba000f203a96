using Fairway.Twin.Api.Requests;
using Fairway.Twin.Storage;

namespace Fairway.Twin.Api.Watching;

/// <summary>What a watch shows, and from where on.</summary>
/// <param name="StartAfter">Revision after which events are shown.</param>
/// <param name="Initial">Objects shown as ADDED before; null for none.</param>
/// <param name="Lifetime">How long the stream stays open.</param>
internal sealed record WatchPlan(
    ResourceCall Call,
    ListOptions Options,
    long StartAfter,
    IEnumerable<StoredObject>? Initial,
    TimeSpan Lifetime)
{
    private readonly string? ns = Call.Resource.Namespaced ? Call.Path.Namespace : null;

    /// <summary>Whether the object is in the watched namespace, and of the watched name where the path names
    /// one.</summary>
    public bool InNamespace(StoredObject candidate) =>
        (ns is null || string.Equals(ns, candidate.Key.Namespace, StringComparison.Ordinal))
        && (Call.Path.Name is not { } name || string.Equals(name, candidate.Key.Name, StringComparison.Ordinal));

    /// <summary>Whether the selectors select the object.</summary>
    public bool Selects(StoredObject candidate) =>
        Options.Labels.Matches(candidate.Labels) && Options.Fields.Matches(candidate);
}
