using System.Text.Json.Nodes;
using Fairway.Components.Targets;
using Fairway.Merge.Diffing;

namespace Fairway.Components.Hooks;

/// <summary>What the next step of a moment's hooks is decided on.</summary>
/// <param name="Moment"><c>pre-upgrade</c>.</param>
/// <param name="Hooks">The hooks of the moment, in order.</param>
/// <param name="Ledger">What was run of the change's hooks.</param>
/// <param name="Live">The objects that <see cref="HookPlanner.Needs"/> asks for; those that are not there are not in
/// it.</param>
/// <param name="Pods">The pods of the Job that is under way.</param>
internal sealed record HookObservation(
    string Moment,
    IReadOnlyList<TargetHook> Hooks,
    HookLedger Ledger,
    IReadOnlyDictionary<ObjectRef, JsonObject> Live,
    IReadOnlyList<JsonObject> Pods)
{
    /// <summary>What objects of this run carry.</summary>
    public string Run => $"{Ledger.Change}/{Moment}";

    /// <summary>The first hook that has not succeeded; null where all have.</summary>
    public TargetHook? Current =>
        Hooks.FirstOrDefault(hook => Ledger.Find(Moment, hook.Reference)?.State != HookState.Succeeded);
}
