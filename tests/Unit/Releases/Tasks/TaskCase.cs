using Fairway.Api.Meta;
using Fairway.Api.Releases;
using Fairway.Api.Releases.Tasks;
using Fairway.Releases.Tasks;

namespace Fairway.Tests.Releases.Tasks;

/// <summary>Attempts of tasks to look at.</summary>
internal static class TaskCase
{
    public static DateTimeOffset Noon { get; } = new(2026, 1, 1, 12, 0, 0, TimeSpan.Zero);

    public static TaskOrder Order(StageTask task, int seconds = 0, int attempt = 1) => new(
        new Release
        {
            Metadata = new ObjectMeta { Name = "r.1", Uid = "uid-1" },
            Spec = new ReleaseSpec
            {
                Pipeline = "p",
                Author = "eve",
                Changes = [new ReleaseChange { Component = "web", Version = "2" }],
            },
            Status = new ReleaseStatus { Plan = new PinnedPlan { Digest = "d" } },
        },
        "canary",
        task,
        new StageTaskStatus
        {
            Name = task.Name,
            Phase = TaskPhase.Running,
            Attempt = attempt,
            StartedAt = Noon,
        },
        Noon.AddSeconds(seconds));
}
