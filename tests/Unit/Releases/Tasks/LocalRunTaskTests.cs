using Fairway.Api.Releases.Tasks;
using Fairway.Delivery.Tasks;
using Fairway.Releases.Tasks;
using Fairway.Releases.Tasks.Types;
using Xunit;

namespace Fairway.Tests.Releases.Tasks;

/// <summary>Run tasks as processes of the manager's machine.</summary>
public sealed class LocalRunTaskTests
{
    private readonly Runner runner = new();

    [Fact]
    public async Task A_process_gets_the_command_the_arguments_and_what_it_is_run_for()
    {
        var order = Order(new RunTask { Image = "go:1", Command = ["go", "test"], Args = ["./..."] });

        Assert.Null(await Type().BeginAsync(order, CancellationToken.None));

        var begun = Assert.Single(runner.Begun);
        Assert.Equal(TaskJob.NameOf(order), begun.Name);
        Assert.Equal(["go", "test", "./..."], begun.Words);
        Assert.Equal("e2e", begun.Environment["FAIRWAY_TASK"]);
    }

    [Fact]
    public async Task What_has_no_command_fails_with_a_sentence()
    {
        var sight = await Type().BeginAsync(Order(new RunTask { Image = "go:1" }), CancellationToken.None);

        Assert.Equal(TaskState.Failed, sight!.State);
        Assert.Contains("it has no command", sight.Says, StringComparison.Ordinal);
        Assert.Empty(runner.Begun);
    }

    [Fact]
    public async Task What_names_a_cluster_is_a_Job_there()
    {
        var order = Order(new RunTask { Image = "go:1", Command = ["go"], Cluster = "east-1" });
        var sight = await Type().LookAsync(order, CancellationToken.None);
        await Type().EndAsync(order, CancellationToken.None);

        Assert.Equal("a Job", sight.Says);
        Assert.Empty(runner.Ended);
    }

    [Theory]
    [InlineData(LocalState.Absent, null, "NotBegun", "it is about to begin")]
    [InlineData(LocalState.Running, null, "Running", "its process runs; log: /t/log")]
    [InlineData(LocalState.Ended, 0, "Succeeded", "its process ended with 0; log: /t/log")]
    [InlineData(LocalState.Ended, 3, "Failed", "its process ended with 3, and said last: FAIL; log: /t/log")]
    [InlineData(
        LocalState.Lost,
        null,
        "Failed",
        "its process is gone and left no exit code: it was killed, its machine was, or its folder cannot be written; "
        + "log: /t/log")]
    public async Task An_attempt_stands_as_its_process_does(LocalState state, int? exit, string stands, string says)
    {
        runner.Sight = new LocalSight(state, exit, state == LocalState.Ended ? "FAIL" : "", "/t/log");

        var sight = await Type().LookAsync(Order(new RunTask { Command = ["go"] }), CancellationToken.None);

        Assert.Equal((stands, says), ($"{sight.State}", sight.Says));
    }

    [Fact]
    public async Task What_is_not_wanted_any_more_is_ended()
    {
        var order = Order(new RunTask { Command = ["go"] });

        await Type().EndAsync(order, CancellationToken.None);

        Assert.Equal([TaskJob.NameOf(order)], runner.Ended);
    }

    private static TaskOrder Order(RunTask run) =>
        TaskCase.Order(new StageTask { Name = "e2e", Type = TaskType.Run, Run = run });

    private LocalRunTaskType Type() => new(runner, new Jobs());

    private sealed class Jobs : ITaskType
    {
        public TaskType Type => TaskType.Run;

        public Task<TaskSight> LookAsync(TaskOrder order, CancellationToken cancel) =>
            Task.FromResult(new TaskSight(TaskState.Running, "a Job", []));
    }

    private sealed class Runner : ILocalRunner
    {
        public List<LocalCommand> Begun { get; } = [];

        public List<string> Ended { get; } = [];

        public LocalSight Sight { get; set; } = new(LocalState.Absent, null, "", "");

        public Task<string?> BeginAsync(LocalCommand command, CancellationToken cancel)
        {
            Begun.Add(command);
            return Task.FromResult<string?>(null);
        }

        public Task<LocalSight> LookAsync(string name, CancellationToken cancel) => Task.FromResult(Sight);

        public Task EndAsync(string name, CancellationToken cancel)
        {
            Ended.Add(name);
            return Task.CompletedTask;
        }
    }
}
