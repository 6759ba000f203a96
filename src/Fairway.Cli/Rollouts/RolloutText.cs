using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Fairway.Api;
using Fairway.Api.Rollouts;
using Fairway.Cli.Displays;
using Fairway.Cli.Terminals;

namespace Fairway.Cli.Rollouts;

/// <summary>A Rollout as people read it.</summary>
internal static class RolloutText
{
    private const string None = "-";
    private const int PermitColumn = 7;

    /// <summary>Rollouts as a table.</summary>
    public static Display List(IReadOnlyList<Rollout> rollouts, DateTimeOffset now) => new(
        [.. rollouts.Select(rollout => Row(rollout, now))])
    {
        Headings = ["NAMESPACE", "WORKLOAD", "PHASE", "STEP", "NEW", "OLD", "UNAVAILABLE", "PERMIT", "REASON"],
        Wider = ["CHANGE", "SAYS"],
        Empty = "there are no rollouts",
    };

    /// <summary>One Rollout, for all forms.</summary>
    public static Display One(Rollout rollout, DateTimeOffset now) =>
        Display.One(new DisplayRow(NameOf(rollout), NodeOf(rollout))
        {
            Text = Of(rollout, now),
            Basis = Short(rollout),
        });

    /// <summary>One Rollout, in full.</summary>
    public static string Of(Rollout rollout, DateTimeOffset now)
    {
        var status = rollout.Status;
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"{NameOf(rollout)} in {rollout.Metadata.Namespace}\n");
        Line(text, "phase", $"{PhaseOf(rollout)}{Because(status)}");
        Line(text, "step", $"{StepOf(rollout)}; {string.Join(", then ", rollout.Spec.Steps.Select(Step))} stay old");
        Line(text, "replicas", $"{Number(status?.Replicas)}, {Number(status?.Ready)} ready");
        Line(text, "new", $"{Number(status?.Updated)}, {Number(status?.UpdatedReady)} ready, of revision "
            + $"{status?.Revision ?? "(not known yet)"}");
        Line(text, "old", Number(Old(rollout)));
        Line(text, "unavailable", Number(Unavailable(rollout)));
        Line(text, "permit", Permit(rollout, now));
        Line(text, "change", rollout.Spec.Change);
        Line(text, "message", status?.Message ?? "The tenant process has not looked at it yet.");
        foreach (var guarantee in status?.Guarantees ?? [])
        {
            Line(text, "driver", guarantee);
        }

        return text.ToString();
    }

    /// <summary>One Rollout in one line, without what passes by itself: it changes only where something has.</summary>
    public static string Short(Rollout rollout) =>
        $"{NameOf(rollout)}: {PhaseOf(rollout)}, step {StepOf(rollout)}, {Number(rollout.Status?.Updated)} new, "
        + $"{Number(Old(rollout))} old, {Number(Unavailable(rollout))} unavailable"
        + (rollout.Status?.Message is { } message ? $": {message}" : "");

    private static DisplayRow Row(Rollout rollout, DateTimeOffset now) => new(NameOf(rollout), NodeOf(rollout))
    {
        Key = $"{rollout.Metadata.Namespace}/{rollout.Metadata.Name}",
        Cells =
        [
            rollout.Metadata.Namespace ?? None,
            NameOf(rollout),
            $"{PhaseOf(rollout)}",
            StepOf(rollout),
            Number(rollout.Status?.Updated),
            Number(Old(rollout)),
            Number(Unavailable(rollout)),
            Permit(rollout, now),
            rollout.Status?.Reason ?? None,
        ],
        Wider = [rollout.Spec.Change, rollout.Status?.Message ?? None],
        Ageing = [PermitColumn],
    };

    private static JsonNode NodeOf(Rollout rollout) =>
        JsonSerializer.SerializeToNode(rollout, ApiJson.Default.Rollout)!;

    private static RolloutPhase PhaseOf(Rollout rollout) =>
        rollout.Status?.Change == rollout.Spec.Change ? rollout.Status.Phase : RolloutPhase.Pending;

    private static string NameOf(Rollout rollout) =>
        $"{rollout.Spec.Workload.Kind.ToLowerInvariant()}/{rollout.Spec.Workload.Name}";

    private static string StepOf(Rollout rollout) => string.Create(
        CultureInfo.InvariantCulture, $"{(rollout.Status?.Step ?? -1) + 1} of {rollout.Spec.Steps.Count}");

    private static string Step(RolloutStep step) => step.Partition.Value == 0 ? "none" : $"{step.Partition}";

    private static string Permit(Rollout rollout, DateTimeOffset now) => rollout.Spec switch
    {
        { PermittedThrough: < 0 } => "none",
        { PermitUntil: { } until } spec when until > now =>
            $"through step {spec.PermittedThrough + 1}, {Ages.Text(until - now)} left",
        var spec => $"through step {spec.PermittedThrough + 1}, lapsed",
    };

    private static string Because(RolloutStatus? status) => status?.Reason is { } reason ? $" ({reason})" : "";

    private static int? Old(Rollout rollout) => rollout.Status is { Replicas: { } all, Updated: { } updated }
        ? Math.Max(0, all - updated)
        : null;

    private static int? Unavailable(Rollout rollout) => rollout.Status is { Replicas: { } all, Ready: { } ready }
        ? Math.Max(0, all - ready)
        : null;

    private static string Number(int? number) => number?.ToString(CultureInfo.InvariantCulture) ?? None;

    private static void Line(StringBuilder text, string name, string value) =>
        text.Append(CultureInfo.InvariantCulture, $"  {name,-12} {value}\n");
}
