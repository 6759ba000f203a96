using System.Diagnostics;
using System.Globalization;
using Fairway.Cli.Managers;
using Fairway.Delivery.Tasks;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace Fairway.Tests.Cli.Managers;

/// <summary>Real processes. What a test waits for is the end of a process, never a time.</summary>
public sealed class LocalRunnerTests : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly FakeTimeProvider time = new(new DateTimeOffset(2030, 1, 1, 0, 0, 0, TimeSpan.Zero));

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task A_process_tells_its_exit_code_and_its_last_line()
    {
        await using var runner = New();

        await BeginAsync(runner, "a", "echo one; echo $WORD $KUBECONFIG; exit 3");

        var sight = await EndOfAsync(runner, "a");
        Assert.Equal((LocalState.Ended, 3, "two here"), (sight.State, sight.ExitCode, sight.LastLine));
        Assert.Equal("one\ntwo here\n", await File.ReadAllTextAsync(sight.Log, Cancel));
    }

    [Fact]
    public async Task What_is_begun_twice_runs_once_also_after_a_manager_died()
    {
        await using var dead = New();
        await BeginAsync(dead, "a", "echo ran");
        await BeginAsync(dead, "a", "echo ran");
        await EndOfAsync(dead, "a");

        await using var next = New();
        await BeginAsync(next, "a", "echo ran");

        // A second process would write within this time.
        var log = (await EndOfAsync(next, "a")).Log;
        for (var look = 0; look < 30; look++)
        {
            Assert.Equal("ran\n", await File.ReadAllTextAsync(log, Cancel));
            await Task.Delay(TimeSpan.FromMilliseconds(10), Cancel);
        }
    }

    [Fact]
    public async Task The_next_manager_finds_a_process_that_runs_and_ends_it_with_its_children()
    {
        await using var dead = New();
        await BeginAsync(dead, "a", "mkfifo \"$FIFO\"; sleep 1000 & echo $! >\"$FIFO\"; wait");
        var child = Process.GetProcessById(int.Parse(
            await File.ReadAllTextAsync(await FifoAsync(), Cancel), CultureInfo.InvariantCulture));

        await using var next = New();
        Assert.Equal(LocalState.Running, (await next.LookAsync("a", Cancel)).State);
        await next.EndAsync("a", Cancel);

        await child.WaitForExitAsync(Cancel);
        Assert.Equal(LocalState.Lost, (await EndOfAsync(next, "a")).State);
    }

    [Fact]
    public async Task A_manager_that_ends_takes_its_processes_with_it()
    {
        var runner = New();
        await BeginAsync(runner, "a", "sleep 1000");

        await runner.DisposeAsync();

        Assert.Equal(LocalState.Lost, (await EndOfAsync(New(), "a")).State);
    }

    [Fact]
    public async Task What_was_never_begun_is_absent_and_ends_without_a_word()
    {
        await using var runner = New();

        await runner.EndAsync("a", Cancel);

        Assert.Equal(LocalState.Absent, (await runner.LookAsync("a", Cancel)).State);
    }

    [Fact]
    public async Task A_program_that_is_not_there_fails_in_the_words_of_the_shell()
    {
        await using var runner = New();
        await runner.BeginAsync(
            new LocalCommand("a", ["no-such-program"], new Dictionary<string, string>()), Cancel);

        var sight = await EndOfAsync(runner, "a");
        Assert.Equal(127, sight.ExitCode);
        Assert.Contains("not found", sight.LastLine, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_nobody_asks_for_in_seven_days_goes_unless_it_runs()
    {
        await using var runner = New();
        await BeginAsync(runner, "over", "echo ran");
        await BeginAsync(runner, "asked", "echo ran");
        await BeginAsync(runner, "runs", "sleep 1000");
        await EndOfAsync(runner, "over");
        await EndOfAsync(runner, "asked");

        time.Advance(TimeSpan.FromDays(6));
        await BeginAsync(runner, "later", "echo ran");
        Assert.Equal(LocalState.Ended, (await runner.LookAsync("asked", Cancel)).State);
        Assert.Equal(["asked", "later", "over", "runs"], Names());
        time.Advance(TimeSpan.FromDays(2));
        await BeginAsync(runner, "last", "echo ran");

        Assert.Equal(["asked", "last", "later", "runs"], Names());
        Assert.Equal(LocalState.Running, (await runner.LookAsync("runs", Cancel)).State);
    }

    [Fact]
    public async Task After_a_start_Releases_ask_for_theirs_before_anything_goes()
    {
        await using (var before = New())
        {
            await BeginAsync(before, "asked", "echo ran");
            await BeginAsync(before, "over", "echo ran");
            await EndOfAsync(before, "asked");
            await EndOfAsync(before, "over");
        }

        time.Advance(TimeSpan.FromDays(8));
        Directory.CreateDirectory(folder.In("tasks/.going-half"));
        await using var next = New();
        await BeginAsync(next, "one", "echo ran");
        Assert.Equal(LocalState.Ended, (await next.LookAsync("asked", Cancel)).State);
        Assert.Equal([".going-half", "asked", "one", "over"], Names());
        time.Advance(TimeSpan.FromMinutes(10));
        await BeginAsync(next, "two", "echo ran");

        Assert.Equal(["asked", "one", "two"], Names());
    }

    private LocalRunner New() => new(folder.In("tasks"), "here", time);

    private IEnumerable<string?> Names() => Directory.GetDirectories(folder.In("tasks")).Select(Path.GetFileName)
        .Order(StringComparer.Ordinal);

    private Task BeginAsync(LocalRunner runner, string name, string script) => runner.BeginAsync(
        new LocalCommand(
            name,
            ["sh", "-c", script],
            new Dictionary<string, string> { ["WORD"] = "two", ["FIFO"] = folder.In("fifo") }),
        Cancel);

    /// <summary>The pipe, once it is made: who opens it waits until somebody writes.</summary>
    private async Task<string> FifoAsync()
    {
        while (!File.Exists(folder.In("fifo")))
        {
            await Task.Delay(TimeSpan.FromMilliseconds(10), Cancel);
        }

        return folder.In("fifo");
    }

    private static async Task<LocalSight> EndOfAsync(LocalRunner runner, string name)
    {
        while (true)
        {
            var sight = await runner.LookAsync(name, Cancel);
            if (sight.State != LocalState.Running)
            {
                return sight;
            }

            await Task.Delay(TimeSpan.FromMilliseconds(10), Cancel);
        }
    }
}
