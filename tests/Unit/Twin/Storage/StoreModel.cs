using Fairway.Kube;
using Fairway.Twin.Storage;

namespace Fairway.Tests.Twin.Storage;

/// <summary>One change of the model, with the content that it left; null where it deleted.</summary>
internal sealed record ModelChange(long Revision, string Resource, ObjectKey Key, string? Content, bool WasThere);

/// <summary>What a store is, naively: a list of changes.</summary>
internal sealed class StoreModel
{
    private readonly List<ModelChange> changes = [];

    public long Revision { get; private set; } = 1;

    public IReadOnlyList<ModelChange> Changes => changes;

    public CommitOutcome Apply(string resource, ObjectKey key, string? content, long? expected)
    {
        var there = Find(resource, key);
        if (expected is null && there is not null)
        {
            return CommitOutcome.Exists;
        }

        if (expected is not null && there?.Revision != expected)
        {
            return there is null ? CommitOutcome.Missing : CommitOutcome.Stale;
        }

        Revision++;
        changes.Add(new ModelChange(Revision, resource, key, content, there is not null));
        return CommitOutcome.Committed;
    }

    public ModelChange? Find(string resource, ObjectKey key) =>
        changes.LastOrDefault(c => c.Resource == resource && c.Key == key) is { Content: not null } last ? last : null;

    /// <summary>Keys and revisions of the objects that there were at a revision, in order.</summary>
    public IReadOnlyList<(ObjectKey Key, long Revision)> StateAt(string resource, long revision) =>
        changes
            .Where(c => c.Resource == resource && c.Revision <= revision)
            .GroupBy(static c => c.Key)
            .Select(static g => g.Last())
            .Where(static c => c.Content is not null)
            .OrderBy(static c => $"{c.Key.Namespace}/{c.Key.Name}", StringComparer.Ordinal)
            .Select(static c => (c.Key, c.Revision))
            .ToArray();
}
