using System.Text.Json.Nodes;
using Fairway.Api.Releases;
using Fairway.Delivery.Gates;
using Fairway.Releases.Gates;

namespace Fairway.Releases.Windows;

/// <summary>Whether windows let work on a cluster begin. Pure. Every Deny window must be out of force; where Allow
/// windows select a component's work, one of them must be open.</summary>
public static class WindowPlanner
{
    /// <summary>So many openings and closings are looked at for the next opening.</summary>
    private const int Ahead = 400;

    /// <summary>The answer; null where no window selects the work.</summary>
    public static GateAnswer? Decide(GateSubject subject, IReadOnlyList<WindowSight> windows)
    {
        var selecting = windows.Where(window => Selects(window.Window.Spec, subject)).ToList();
        if (selecting.Count == 0)
        {
            return null;
        }

        var holding = subject.HasBegun ? selecting.FindAll(window => !window.Window.Spec.MayFinish) : selecting;
        var against = Against(subject, holding, subject.Now);
        if (against is null)
        {
            return Answer(subject, selecting, GateDecision.Pass, Passing(subject, selecting, holding));
        }

        var opens = NextOpen(subject, holding);
        var then = opens is { } at ? $"opens at {Time(at)}" : "it does not open again";
        var says = $"{Words(subject, against)}; {then}";
        return subject.Release.Spec.BypassWindows is { } bypass
            ? Answer(subject, selecting, GateDecision.Pass, $"passed by: {bypass.Reason} ({says})") with
            {
                Bypass = $"{bypass.Reason} ({says})",
            }
            : Answer(subject, selecting, GateDecision.Hold, says) with
            {
                AskAgainAt = opens,
                Reason = ClusterReleaseReasons.WindowClosed,
            };
    }

    /// <summary>When work on the cluster may begin next, from now on; null where it never may.</summary>
    public static DateTimeOffset? NextOpen(GateSubject subject, IReadOnlyList<WindowSight> windows)
    {
        var selecting = windows.Where(window => Selects(window.Window.Spec, subject)).ToList();
        DateTimeOffset? moment = subject.Now;
        for (var i = 0; i < Ahead && moment is { } at; i++)
        {
            if (Against(subject, selecting, at) is null)
            {
                return at;
            }

            moment = selecting.Min(window => window.Until(at));
        }

        return null;
    }

    /// <summary>Whether a window concerns the work.</summary>
    public static bool Selects(ReleaseWindowSpec window, GateSubject subject) =>
        window.Clusters?.Matches(subject.Cluster.Metadata.Labels) != false
        && window.Pipelines?.Contains(subject.Release.Spec.Pipeline) != false
        && subject.Changes.Any(change => Concerns(window, change));

    /// <summary>A moment as messages say it.</summary>
    internal static string Time(DateTimeOffset moment) => $"{moment.UtcDateTime:yyyy-MM-ddTHH:mm:ssZ}";

    /// <summary>The first window that is against it at a moment; null where none is.</summary>
    private static WindowSight? Against(
        GateSubject subject, IReadOnlyList<WindowSight> windows, DateTimeOffset moment)
    {
        var closed = windows.Where(window => !window.IsOpen(moment)).ToList();
        if (closed.Find(window => window.Window.Spec.Type == WindowType.Deny || window.Trouble is not null) is { } one)
        {
            return one;
        }

        foreach (var change in subject.Changes)
        {
            var allowing = windows.Where(window =>
                window.Window.Spec.Type == WindowType.Allow && Concerns(window.Window.Spec, change)).ToList();
            if (allowing.Count > 0 && allowing.TrueForAll(closed.Contains))
            {
                return allowing.MinBy(window => window.Until(moment) ?? DateTimeOffset.MaxValue);
            }
        }

        return null;
    }

    private static bool Concerns(ReleaseWindowSpec window, GateChange change) =>
        window.Components?.Contains(change.Component) != false;

    private static string Passing(GateSubject subject, List<WindowSight> selecting, List<WindowSight> holding)
    {
        if (holding.Count < selecting.Count && Against(subject, selecting, subject.Now) is { } finished)
        {
            return $"the ReleaseWindow {finished.Name} is closed, and lets finish what has begun";
        }

        var allow = selecting.Find(one => one.Window.Spec.Type == WindowType.Allow && one.IsOpen(subject.Now));
        return allow is null
            ? "no ReleaseWindow is against it"
            : $"the ReleaseWindow {allow.Name} is open{Until(allow.Until(subject.Now))}";
    }

    private static string Words(GateSubject subject, WindowSight window)
    {
        if (window.Trouble is { } trouble)
        {
            return $"the ReleaseWindow {window.Name} cannot be read: {trouble}";
        }

        var why = window.Window.Spec.Reason is { Length: > 0 } reason ? $" ({reason})" : "";
        return window.Window.Spec.Type == WindowType.Deny
            ? $"the ReleaseWindow {window.Name} denies it{why}{Until(window.Until(subject.Now))}"
            : $"the ReleaseWindow {window.Name} is closed{why}{Until(window.Until(subject.Now))}";
    }

    private static string Until(DateTimeOffset? until) => until is { } at ? $" until {Time(at)}" : "";

    private static GateAnswer Answer(
        GateSubject subject, List<WindowSight> windows, GateDecision decision, string says)
    {
        var seen = windows.Select(window => (JsonNode)new JsonObject
        {
            ["name"] = window.Name,
            ["type"] = window.Window.Spec.Type.ToString(),
            ["open"] = window.IsOpen(subject.Now),
            ["until"] = window.Until(subject.Now) is { } until ? Time(until) : null,
            ["generation"] = window.Window.Metadata.Generation,
        });
        return new GateAnswer(decision, says, new JsonObject { ["windows"] = new JsonArray([.. seen]) });
    }
}
