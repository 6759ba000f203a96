using Fairway.Cli.Logging;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace Fairway.Tests.Cli.Logging;

public sealed class LogLinesTests
{
    private readonly FakeTimeProvider time = new();
    private readonly List<string> shown = [];

    [Fact]
    public void A_failure_is_one_line_of_subject_short_category_message_and_reason()
    {
        using var lines = Lines();

        Deployments(lines).Fails(new InvalidOperationException("no\nsuch thing"), "a/x");

        Assert.Equal(["c1: deployments: failed to reconcile a/x: no such thing"], shown);
    }

    [Fact]
    public void An_exception_without_words_is_named_by_its_type()
    {
        using var lines = Lines();

        Deployments(lines).Fails(new InvalidOperationException(""), "a/x");

        Assert.Equal(["c1: deployments: failed to reconcile a/x: InvalidOperationException"], shown);
    }

    [Fact]
    public void Warnings_are_shown_and_information_is_not()
    {
        using var lines = Lines();
        var log = Deployments(lines);

        log.Watches("a/x");
        log.Warns("a/x");

        Assert.Equal(["c1: deployments: could not reconcile a/x"], shown);
        Assert.False(log.IsEnabled(LogLevel.Information));
        Assert.False(log.IsEnabled(LogLevel.None));
    }

    [Fact]
    public void Verbose_shows_information_and_traces()
    {
        using var lines = Lines(verbose: true);
        var log = Deployments(lines);

        log.Watches("a/x");
        log.Looks("a/x");
        log.Fails(Thrown(), "a/x");

        Assert.Equal("c1: deployments: watching a/x", shown[0]);
        Assert.StartsWith("c1: deployments: failed to reconcile a/x: thrown" + Environment.NewLine, shown[1]);
        Assert.Contains(nameof(Thrown), shown[1]);
        Assert.Equal(2, shown.Count);
    }

    [Fact]
    public void Lines_of_one_kind_come_once_in_ten_seconds_with_their_number()
    {
        using var lines = Lines();
        var log = Deployments(lines);
        for (var number = 0; number < 14; number++)
        {
            log.Warns($"a/x{number}");
        }

        time.Advance(LogLines.Pause - TimeSpan.FromTicks(1));
        Assert.Equal(["c1: deployments: could not reconcile a/x0"], shown);
        time.Advance(TimeSpan.FromTicks(1));
        Assert.Equal("c1: deployments: could not reconcile a/x13 (12 more like this)", shown[1]);
        log.Warns("a/y");
        Assert.Equal(2, shown.Count);
        time.Advance(LogLines.Pause);
        Assert.Equal("c1: deployments: could not reconcile a/y", shown[2]);
    }

    [Fact]
    public void A_kind_that_was_quiet_is_shown_at_once()
    {
        using var lines = Lines();
        var log = Deployments(lines);

        log.Warns("a/x");
        time.Advance(LogLines.Pause);
        log.Warns("a/x");

        Assert.Equal(2, shown.Count);
    }

    [Fact]
    public void Clusters_share_a_kind_and_other_messages_levels_reasons_and_categories_do_not()
    {
        using var lines = Lines();
        var log = Deployments(lines);

        log.Warns("x");
        lines.For("c2").CreateLogger("Fairway.Kube.Controllers.deployments").Warns("y");
        lines.For("c1").CreateLogger("Fairway.Kube.Controllers.pods").Warns("x");
        log.Fails("x");
        log.Loses("x");
        log.Warns(new InvalidOperationException("a"), "x");
        log.Warns(new TimeoutException("b"), "x");

        Assert.Equal(6, shown.Count);
        Assert.DoesNotContain(shown, line => line.StartsWith("c2", StringComparison.Ordinal));
    }

    [Fact]
    public void Verbose_holds_back_equal_lines_alone()
    {
        using var lines = Lines(verbose: true);
        var log = Deployments(lines);

        log.Warns("x");
        log.Warns("y");
        log.Warns("x");

        Assert.Equal(["c1: deployments: could not reconcile x", "c1: deployments: could not reconcile y"], shown);
    }

    [Fact]
    public void What_was_held_back_is_shown_at_the_end_and_later_lines_as_they_come()
    {
        var lines = Lines();
        var log = Deployments(lines);
        log.Warns("x");
        log.Warns("y");
        log.Warns("z");

        lines.Dispose();
        log.Warns("late");
        log.Warns("later");
        time.Advance(LogLines.Pause);

        Assert.Equal(
            [
                "c1: deployments: could not reconcile x",
                "c1: deployments: could not reconcile z (1 more like this)",
                "c1: deployments: could not reconcile late",
                "c1: deployments: could not reconcile later",
            ],
            shown);
    }

    private static ILogger Deployments(LogLines lines) =>
        lines.For("c1").CreateLogger("Fairway.Kube.Controllers.deployments");

    private static InvalidOperationException Thrown()
    {
        try
        {
            throw new InvalidOperationException("thrown");
        }
        catch (InvalidOperationException exception)
        {
            return exception;
        }
    }

    private LogLines Lines(bool verbose = false) => new(time, shown.Add, verbose);
}
