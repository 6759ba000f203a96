using Fairway.Api.Meta;
using Fairway.Api.Releases;
using Fairway.Api.Releases.Tasks;
using Fairway.Releases.Tasks;
using Fairway.Releases.Tasks.Types;
using Xunit;

namespace Fairway.Tests.Releases.Tasks;

public sealed class ApproveTaskTests
{
    private static readonly StageTask Ask = new()
    {
        Name = "ask",
        Type = TaskType.Approve,
        Approve = new ApproveTask { Group = "sre", Count = 2 },
    };

    [Theory]
    [InlineData(false, "ann")]
    [InlineData(false, "ann", "eve")]
    [InlineData(true, "ann", "bob")]
    public async Task Enough_people_of_the_group_who_did_not_make_the_Release_must_say_yes(
        bool isOver, params string[] people)
    {
        var sight = await new ApproveTaskType(() => [.. people.Select(Said)])
            .LookAsync(TaskCase.Order(Ask), TestContext.Current.CancellationToken);

        Assert.Equal(isOver ? TaskState.Succeeded : TaskState.Running, sight.State);
    }

    private static Approval Said(string by) => new()
    {
        Metadata = new ObjectMeta { Name = by },
        Spec = new ApprovalSpec
        {
            Release = "r.1",
            PlanDigest = "d",
            Decision = ApprovalDecision.Approve,
            Approver = by,
            Groups = ["sre"],
        },
    };
}
