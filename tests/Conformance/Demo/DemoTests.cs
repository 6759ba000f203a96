using System.Diagnostics;
using Fairway.Cli;
using Fairway.Cli.Commands;
using Fairway.Cli.Demo;
using Fairway.Cli.Terminals;
using Fairway.Conformance.Hosts;
using Fairway.Twin.Behaviour.Nodes;
using Xunit;

namespace Fairway.Conformance.Demo;

/// <summary>The demo from end to end.</summary>
public sealed class DemoTests
{
    private static readonly string Program = Path.Combine(AppContext.BaseDirectory, "fairway");

    private static readonly DemoOptions Patient = new() { Timeout = TimeSpan.FromMinutes(5) };

    [Fact]
    public void Good_versions_go_through_and_a_bad_one_is_rolled_back()
    {
        var (code, told) = Tell(new DemoStory());
        Assert.True(code == ExitCodes.Ok, told);
        Assert.Contains(
            "Release good, registry-cache=2.8.2,edge-proxy=1.31.1: Succeeded", told, StringComparison.Ordinal);
        Assert.Contains("Release bad, registry-cache=2.8.3: RolledBack", told, StringComparison.Ordinal);
        Assert.Contains("rollout         Stopped: CrashLoop", told, StringComparison.Ordinal);
        Assert.Contains("fairway why secure-001 registry-cache", told, StringComparison.Ordinal);
        Assert.Contains("the bad version reached 5 clusters and is gone from there", told, StringComparison.Ordinal);
    }

    [Fact]
    public void A_bad_version_that_does_not_crash_is_told_and_fails_the_demo()
    {
        var (code, told) = Tell(new DemoStory { Behaviours = PodBehaviours.WellBehaved });
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
            Program,
            ["demo", "--real-time"],
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

    [Fact]
    public async Task A_fleet_that_is_kept_goes_on_by_the_clock_on_the_wall_for_kubectl_and_verbs()
    {
        var cancel = TestContext.Current.CancellationToken;
        var (process, _) = await ServerProcess.StartAsync(
            Program, ["demo", "--keep"], line => line.Contains("clusters at", StringComparison.Ordinal), cancel);
        await using (process)
        {
            await process.SaysAsync("bad: Running", cancel);
            var kubeconfig = (await process.SaysAsync("The fleet stays at", cancel)).Split("export KUBECONFIG=")[1];
            Task<string> KubectlAsync(params string[] arguments) =>
                RunAsync(Tool.Path("FAIRWAY_KUBECTL_136"), kubeconfig, arguments);

            Assert.Contains("RolledBack", await KubectlAsync("get", "frel/bad"), StringComparison.Ordinal);
            await KubectlAsync(
                "--context", "cloud-003", "-n", "registry-cache", "delete", "pod", "registry-cache-0");
            await KubectlAsync(
                "--context", "cloud-003", "-n", "registry-cache", "rollout", "status", "statefulset/registry-cache");
            var applied = await RunAsync(
                Program, kubeconfig, "apply", "registry-cache=2.8.1", "--cluster", "cloud-003", "--yes");
            Assert.Contains("Succeeded", applied, StringComparison.Ordinal);
            await process.InterruptAsync(cancel);
            Assert.Equal(ExitCodes.Ok, await process.WaitForExitAsync(cancel));
            Assert.False(File.Exists(kubeconfig));
        }
    }

    private static async Task<string> RunAsync(string program, string kubeconfig, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments);
        start.Environment["KUBECONFIG"] = kubeconfig;
        var result = await CommandLine.RunAsync(start, null, TestContext.Current.CancellationToken);
        Assert.True(result.ExitCode == 0, result.ToString());
        return result.Output + result.Errors;
    }

    private static (int Code, string Told) Tell(DemoStory story)
    {
        var output = new StringWriter();
        var terminal = new Terminal(output, TextWriter.Synchronized(new StringWriter()), IsInteractive: false);
        var code = DemoCommand.Run(Patient, story, terminal, TimeProvider.System);
        return (code, output.ToString());
    }
}
