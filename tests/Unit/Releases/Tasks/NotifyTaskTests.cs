using Fairway.Api.Releases.Tasks;
using Fairway.Releases.Tasks;
using Fairway.Releases.Tasks.Types;
using Fairway.Tests.Releases.Scenes;
using Xunit;

namespace Fairway.Tests.Releases.Tasks;

public sealed class NotifyTaskTests
{
    private static readonly StageTask Tell = new()
    {
        Name = "tell",
        Type = TaskType.Notify,
        Notify = new NotifyTask { Url = "http://chat", Message = "look" },
    };

    [Fact]
    public async Task It_says_what_the_Release_is_under_a_key_of_its_own()
    {
        var notifier = new FakeNotifier();

        var sight = await new NotifyTaskType(notifier)
            .BeginAsync(TaskCase.Order(Tell), TestContext.Current.CancellationToken);

        Assert.Equal(TaskState.Succeeded, sight?.State);
        var (key, body) = Assert.Single(notifier.Taken);
        Assert.Equal("uid-1/canary/tell/1", key);
        Assert.Equal("r.1 canary web=2 look", $"{body["release"]} {body["stage"]} {body["changes"]} {body["message"]}");
    }

    [Fact]
    public async Task Who_does_not_take_it_fails_the_attempt()
    {
        var notifier = new FakeNotifier { Refusals = 1 };

        var sight = await new NotifyTaskType(notifier)
            .BeginAsync(TaskCase.Order(Tell), TestContext.Current.CancellationToken);

        Assert.Equal((TaskState.Failed, "http://chat answered 503"), (sight?.State, sight?.Says));
    }

    [Fact]
    public async Task A_look_posts_nothing()
    {
        var notifier = new FakeNotifier();

        var sight = await new NotifyTaskType(notifier)
            .LookAsync(TaskCase.Order(Tell), TestContext.Current.CancellationToken);

        Assert.Equal(TaskState.NotBegun, sight.State);
        Assert.Empty(notifier.Taken);
    }
}
