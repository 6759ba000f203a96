using Fairway.Api.Meta;
using Fairway.Api.Rollouts;

namespace Fairway.Cli.Rollouts;

/// <summary>Who has the say over a Rollout.</summary>
internal static class RolloutOwner
{
    /// <summary>The Release that ordered it; null where a person made it by hand.</summary>
    public static string? ReleaseOf(Rollout rollout) =>
        rollout.Metadata.Labels?.ContainsKey(Labels.Component) == true
            // A Release is named with the beginning of its uid after the last dot.
            ? rollout.Spec.Change.Split('/')[0] is var change && change.LastIndexOf('.') is var dot and > 0
                ? change[..dot]
                : change
            : null;

    /// <summary>What to do instead of turning a switch that a Release turns.</summary>
    public static string Instead(string release, string verb) =>
        $"release {release} is in charge of this rollout, and would turn it back: use "
        + verb switch
        {
            "undo" => $"fairway release rollback {release}",
            "promote" => $"fairway why, which says what it waits for (release {release} grants the steps)",
            _ => $"fairway release {verb} {release}",
        };
}
