using Fairway.Api.Meta;
using Fairway.Api.Releases;
using Fairway.Cli.Terminals;
using Fairway.Releases.Gates;
using Fairway.Releases.Windows;

namespace Fairway.Cli.Releases;

/// <summary>Windows for people. Pure.</summary>
internal static class WindowText
{
    /// <summary>Windows, one a line, as they are at a moment.</summary>
    public static string List(IReadOnlyList<WindowSight> windows, DateTimeOffset now) => ColumnText.Of(
    [
        ["NAME", "TYPE", "OPEN", "UNTIL", "REASON"],
        .. windows.Select(window => Row(window, WindowStatusPlanner.Plan(window, now))),
    ]);

    /// <summary>When work may begin.</summary>
    public static string Next(GateSubject subject, IReadOnlyList<WindowSight> windows)
    {
        var answer = WindowPlanner.Decide(subject, windows);
        return WindowPlanner.NextOpen(subject, windows) switch
        {
            null => $"never: {answer!.Says}",
            { } at when at == subject.Now => $"now: {answer?.Says ?? "no ReleaseWindow selects it"}",
            { } at => $"{Time(at)}: {answer!.Says}",
        };
    }

    private static IReadOnlyList<string> Row(WindowSight window, ReleaseWindowStatus status)
    {
        var open = status.Conditions.Find(ReleaseWindowConditions.Open)!;
        var isValid = open.Status != ConditionStatus.Unknown;
        return
        [
            window.Name,
            $"{window.Window.Spec.Type}",
            isValid ? $"{open.Status}" : ReleaseWindowConditions.Invalid,
            status.Until is { } until ? Time(until) : isValid ? "for ever" : "-",
            isValid ? window.Window.Spec.Reason ?? "-" : open.Message,
        ];
    }

    private static string Time(DateTimeOffset moment) => $"{moment.UtcDateTime:yyyy-MM-ddTHH:mm:ssZ}";
}
