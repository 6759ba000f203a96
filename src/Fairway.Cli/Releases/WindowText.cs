using System.Text.Json;
using System.Text.Json.Nodes;
using Fairway.Api;
using Fairway.Api.Meta;
using Fairway.Api.Releases;
using Fairway.Cli.Displays;
using Fairway.Releases.Gates;
using Fairway.Releases.Windows;

namespace Fairway.Cli.Releases;

/// <summary>Windows for people. Pure.</summary>
internal static class WindowText
{
    /// <summary>Windows, as they are at a moment.</summary>
    public static Display List(IReadOnlyList<WindowSight> windows, DateTimeOffset now) => new(
        [.. windows.Select(window => Row(window, WindowStatusPlanner.Plan(window, now)))])
    {
        Headings = ["NAME", "TYPE", "OPEN", "UNTIL", "REASON"],
        Wider = ["TIMES", "TIME ZONE", "COMPONENTS", "PIPELINES", "MAY FINISH"],
        Empty = "there are no windows: work may begin at any time",
    };

    /// <summary>When work may begin.</summary>
    public static Display Next(GateSubject subject, IReadOnlyList<WindowSight> windows)
    {
        var answer = WindowPlanner.Decide(subject, windows);
        var at = WindowPlanner.NextOpen(subject, windows);
        var isOpen = at == subject.Now;
        var says = answer?.Says ?? "no ReleaseWindow selects it";
        var when = at is null ? "never" : isOpen ? "now" : Time(at.Value);
        var node = new JsonObject
        {
            ["cluster"] = subject.Cluster.Id,
            ["open"] = isOpen,
            ["opensAt"] = at is { } moment && !isOpen ? Time(moment) : null,
            ["says"] = says,
        };
        return Display.One($"cluster/{subject.Cluster.Id}", node, $"{when}: {says}\n");
    }

    private static DisplayRow Row(WindowSight window, ReleaseWindowStatus status)
    {
        var open = status.Conditions.Find(ReleaseWindowConditions.Open)!;
        var isValid = open.Status != ConditionStatus.Unknown;
        var spec = window.Window.Spec;
        return new DisplayRow(
            $"releasewindow/{window.Name}",
            JsonSerializer.SerializeToNode(window.Window, ApiJson.Default.ReleaseWindow)!)
        {
            Cells =
            [
                window.Name,
                $"{spec.Type}",
                isValid ? $"{open.Status}" : ReleaseWindowConditions.Invalid,
                status.Until is { } until ? Time(until) : isValid ? "for ever" : "-",
                isValid ? spec.Reason ?? "-" : open.Message,
            ],
            Wider =
            [
                Times(spec),
                spec.TimeZone,
                spec.Components is { Count: > 0 } components ? string.Join(',', components) : "all",
                spec.Pipelines is { Count: > 0 } pipelines ? string.Join(',', pipelines) : "all",
                spec.MayFinish ? "yes" : "no",
            ],
        };
    }

    private static string Times(ReleaseWindowSpec spec) => string.Join(
        "; ",
        (spec.Schedules ?? []).Select(one => $"{one.Cron ?? one.Rule} for {one.Duration}")
            .Concat((spec.Dates ?? []).Select(one => $"{one.From} to {one.Until}")));

    private static string Time(DateTimeOffset moment) => $"{moment.UtcDateTime:yyyy-MM-ddTHH:mm:ssZ}";
}
