using Fairway.Cli;
using Fairway.Cli.Commands;
using Fairway.Cli.Demo;
using Fairway.Cli.Fleets;
using Fairway.Cli.Terminals;
using Fairway.Conformance.Hosts;
using Fairway.Twin.Behaviour.Nodes;
using Xunit;

namespace Fairway.Conformance.Demo;

/// <summary>The demo from end to end, on the smallest fleet that it can be told with: a canary, and one cluster of
/// mixed nodes.</summary>
public sealed class DemoTests
{
    private static readonly FleetOptions Small = new() { Clusters = 2, Nodes = 4, Port = 0 };
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    [Fact]
    public async Task A_good_version_goes_through_and_a_bad_one_is_rolled_back()
    {
        var (code, told) = await TellAsync(new DemoStory(Small.Nodes));
        Assert.True(code == ExitCodes.Ok, told);
        Assert.Contains("Release good, registry-cache=2.8.2: Succeeded", told, StringComparison.Ordinal);
        Assert.Contains("Release bad, registry-cache=2.8.3: RolledBack", told, StringComparison.Ordinal);
        Assert.Contains("rollout         Stopped: CrashLoop", told, StringComparison.Ordinal);
        Assert.Contains("fairway why cluster-002 registry-cache", told, StringComparison.Ordinal);
        Assert.Contains("the bad version reached 2 clusters and is gone from there", told, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_bad_version_that_does_not_crash_is_told_and_fails_the_demo()
    {
        var story = new DemoStory(Small.Nodes) { Behaviours = PodBehaviours.WellBehaved };
        var (code, told) = await TellAsync(story);
        Assert.True(code == ExitCodes.Failed, told);
        Assert.Contains("Release bad should be RolledBack, and is Succeeded", told, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("clusters at")]
    [InlineData("first: Running")]
    public async Task Ctrl_C_ends_it_and_leaves_nothing(string after)
    {
        var cancel = TestContext.Current.CancellationToken;
        using var scratch = new ScratchFolder();
        var temporary = Directory.CreateDirectory(scratch["tmp"]).FullName;
        var (process, _) = await ServerProcess.StartAsync(
            Path.Combine(AppContext.BaseDirectory, "fairway"),
            ["demo", "--clusters", "2"],
            line => line.Contains(after, StringComparison.Ordinal),
            cancel,
            new Dictionary<string, string> { ["TMPDIR"] = temporary });
        await using (process)
        {
            await process.InterruptAsync(cancel);
            Assert.Equal(ExitCodes.Failed, await process.WaitForExitAsync(cancel));
            Assert.Contains("stopped before the demo was done", process.Output, StringComparison.Ordinal);
            Assert.Empty(Directory.EnumerateFileSystemEntries(temporary, "fairway-*"));
        }
    }

    private static async Task<(int Code, string Told)> TellAsync(DemoStory story)
    {
        var output = new StringWriter();
        var terminal = new Terminal(output, TextWriter.Synchronized(new StringWriter()), IsInteractive: false);
        var code = await DemoCommand.RunAsync(Small, story, Patience, terminal, TimeProvider.System);
        return (code, output.ToString());
    }
}
