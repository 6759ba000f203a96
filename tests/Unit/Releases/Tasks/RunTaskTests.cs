using Fairway.Api.Releases.Tasks;
using Fairway.Releases.Tasks;
using Xunit;

namespace Fairway.Tests.Releases.Tasks;

public sealed class RunTaskTests
{
    private static readonly StageTask Run = new()
    {
        Name = "e2e",
        Type = TaskType.Run,
        Run = new RunTask
        {
            ServiceAccount = "tester",
            Image = "r/e2e:1",
            Command = ["sh", "-c"],
            Env = new Dictionary<string, string> { ["WHERE"] = "here", ["FAIRWAY_TASK"] = "another" },
        },
    };

    [Fact]
    public void The_name_of_a_Job_is_that_of_its_attempt_and_of_no_other()
    {
        var one = TaskJob.NameOf(TaskCase.Order(Run));

        Assert.Matches("^r-1-e2e-[0-9a-f]{10}$", one);
        Assert.Equal(one, TaskJob.NameOf(TaskCase.Order(Run, seconds: 99)));
        Assert.NotEqual(one, TaskJob.NameOf(TaskCase.Order(Run, attempt: 2)));
    }

    [Fact]
    public void The_container_is_told_what_it_is_run_for()
    {
        var job = TaskJob.Of(TaskCase.Order(Run));
        var pod = job["spec"]!["template"]!["spec"]!;
        var container = pod["containers"]![0]!;
        var environment = container["env"]!.AsArray().Select(one => $"{one!["name"]}={one["value"]}");

        Assert.Equal("tester Never 0", $"{pod["serviceAccountName"]} {pod["restartPolicy"]} "
            + $"{job["spec"]!["backoffLimit"]}");
        Assert.Equal("""["sh","-c"]""", container["command"]!.ToJsonString());
        Assert.Equal(
            ["FAIRWAY_CHANGES=web=2", "FAIRWAY_RELEASE=r.1", "FAIRWAY_STAGE=canary", "FAIRWAY_TASK=e2e", "WHERE=here"],
            environment);
    }
}
