using Fairway.Api.Releases;
using Fairway.Api.Releases.Tasks;

namespace Fairway.Releases.Tasks;

/// <summary>One attempt of a task.</summary>
/// <param name="Release">The Release.</param>
/// <param name="Stage">The stage's name.</param>
/// <param name="Task">The task, as it was pinned.</param>
/// <param name="Status">Where it stands: attempt, and when that began.</param>
/// <param name="Now">The moment.</param>
internal sealed record TaskOrder(
    Release Release, string Stage, StageTask Task, StageTaskStatus Status, DateTimeOffset Now)
{
    /// <summary>The ClusterReleases of the stage, by cluster.</summary>
    public IReadOnlyList<ClusterRelease> Items { get; init; } = [];

    /// <summary>Names the attempt, and no other of any Release.</summary>
    public string Key => $"{Release.Metadata.Uid}/{Stage}/{Task.Name}/{Status.Attempt}";

    /// <summary>What a process is told of what it is run for.</summary>
    public SortedDictionary<string, string> Environment()
    {
        var changes = Release.Spec.Changes.Select(
            one => one.Version is null ? one.Component : $"{one.Component}={one.Version}");
        var all = new SortedDictionary<string, string>(StringComparer.Ordinal)
        {
            ["FAIRWAY_RELEASE"] = Release.Metadata.Name,
            ["FAIRWAY_STAGE"] = Stage,
            ["FAIRWAY_TASK"] = Task.Name,
            ["FAIRWAY_CHANGES"] = string.Join(',', changes),
        };

        // Sorted by the dictionary, any order will do here.
        foreach (var (name, value) in Task.Run?.Env ?? new Dictionary<string, string>())
        {
            all.TryAdd(name, value);
        }

        return all;
    }
}
