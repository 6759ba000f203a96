using Fairway.Api.Releases;
using Fairway.Api.Releases.Tasks;
using Fairway.Releases.Tasks;
using Fairway.Releases.Tasks.Types;
using Xunit;

namespace Fairway.Tests.Releases.Tasks;

public sealed class DeployTaskTests
{
    [Fact]
    public async Task Its_clusters_say_how_far_it_is()
    {
        var task = new StageTask { Name = "deploy", Type = TaskType.Deploy };

        var sight = await new DeployTaskType().LookAsync(TaskCase.Order(task), TestContext.Current.CancellationToken);

        Assert.Equal(TaskState.Running, sight.State);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(true, TaskType.Wait, TaskType.Deploy)]
    [InlineData(false, TaskType.Wait)]
    public void A_stage_without_it_has_no_clusters(bool deploys, params TaskType[] types) => Assert.Equal(
        deploys,
        StageTasks.Deploys(new Stage { Tasks = [.. types.Select(type => new StageTask { Type = type })] }));
}
