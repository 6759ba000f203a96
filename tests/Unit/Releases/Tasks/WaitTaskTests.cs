using Fairway.Api.Meta;
using Fairway.Api.Releases.Tasks;
using Fairway.Releases.Tasks;
using Fairway.Releases.Tasks.Types;
using Xunit;

namespace Fairway.Tests.Releases.Tasks;

public sealed class WaitTaskTests
{
    [Theory]
    [InlineData(59, false)]
    [InlineData(60, true)]
    public async Task It_has_waited_when_the_time_since_its_beginning_has_passed(int seconds, bool isOver)
    {
        var task = new StageTask { Name = "soak", Type = TaskType.Wait, Wait = new() { For = Duration.Seconds(60) } };

        var sight = await new WaitTaskType()
            .LookAsync(TaskCase.Order(task, seconds), TestContext.Current.CancellationToken);

        Assert.Equal(isOver ? TaskState.Succeeded : TaskState.Running, sight.State);
        Assert.Equal(isOver ? null : TaskCase.Noon.AddSeconds(60), sight.LookAgainAt);
    }
}
