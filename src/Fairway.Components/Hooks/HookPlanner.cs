using System.Text.Json.Nodes;
using Fairway.Api.Meta;
using Fairway.Components.Targets;
using Fairway.Merge.Diffing;

namespace Fairway.Components.Hooks;

/// <summary>
/// Decides the next step of a moment's hooks. Pure. The ledger is written before an object is made, after it was made,
/// and when it has ended: so that a hook runs once for a change, whenever who runs it dies, and its end is known after
/// its object is gone.
/// </summary>
internal static class HookPlanner
{
    private const string BeforeCreation = "before-hook-creation";
    private const string Succeeded = "hook-succeeded";
    private const string Failed = "hook-failed";
    private const string HelmHook = "helm.sh/hook";

    /// <summary>The objects that the next step is decided on.</summary>
    public static IEnumerable<ObjectRef> Needs(HookObservation seen) => seen.Current is not { } hook
        ? Ended(seen, seen.Hooks)
        : seen.Ledger.Find(seen.Moment, hook.Reference)?.State == HookState.Failed
            ? Ended(seen, seen.Hooks.TakeWhile(one => one != hook)).Append(hook.Reference)
            : [hook.Reference];

    /// <summary>The next step.</summary>
    public static HookStep Next(HookObservation seen)
    {
        if (seen.Current is not { } hook)
        {
            return Swept(seen, Ended(seen, seen.Hooks)) ?? (seen.Ledger.Closed.Contains(seen.Moment)
                ? new HookStep.Done()
                : new HookStep.Write(seen.Ledger.Close(seen.Moment)));
        }

        var entry = seen.Ledger.Find(seen.Moment, hook.Reference);
        seen.Live.TryGetValue(hook.Reference, out var live);
        return entry?.State switch
        {
            null => Before(seen, hook, live),
            HookState.Begun => Begun(seen, hook, live),
            HookState.Running => Running(seen, hook, live, entry),
            _ => After(seen, hook, entry.Message ?? "it failed"),
        };
    }

    /// <summary>Whether an object was made for a run of hooks by Fairway.</summary>
    public static string? RunOf(JsonObject? live) => Annotation(live, Labels.HookRun);

    private static HookStep Before(HookObservation seen, TargetHook hook, JsonObject? live)
    {
        if (live is null || RunOf(live) == seen.Run)
        {
            return Write(seen, HookEntry.Of(seen.Moment, hook.Reference, HookState.Begun));
        }

        if (live["metadata"]?["deletionTimestamp"] is not null)
        {
            return new HookStep.Wait($"{hook.Reference}: what an earlier run left there is being deleted");
        }

        // One of ours may always make room. One of Helm's does where the chart says so; anybody else's never.
        var mayGo = RunOf(live) is not null
            || (Annotation(live, HelmHook) is not null && hook.DeletePolicies.Contains(BeforeCreation));
        return mayGo
            ? new HookStep.Delete(hook.Reference, live)
            : End(seen, hook, null, "it is there already, and no hook of Fairway's: delete it, or rename the hook");
    }

    private static HookStep Begun(HookObservation seen, TargetHook hook, JsonObject? live) => live is null
        ? new HookStep.Make(hook)
        : RunOf(live) == seen.Run
            ? Write(seen, HookEntry.Of(seen.Moment, hook.Reference, HookState.Running) with { Uid = UidOf(live) })
            : End(seen, hook, null, "somebody else made an object of its name just now");

    private static HookStep Running(HookObservation seen, TargetHook hook, JsonObject? live, HookEntry entry)
    {
        if (live is null || UidOf(live) != entry.Uid)
        {
            return End(seen, hook, entry, "it was deleted before it had ended");
        }

        return HookEnd.Of(hook.Reference, live, seen.Pods) switch
        {
            { IsOver: false, Message: var message } => new HookStep.Wait($"{seen.Moment} {hook.Reference}: {message}"),
            { HasFailed: true, Message: var message } => End(seen, hook, entry, message),
            _ => Write(seen, entry with { State = HookState.Succeeded }),
        };
    }

    private static HookStep After(HookObservation seen, TargetHook hook, string message)
    {
        var own = hook.DeletePolicies.Contains(Failed) ? new[] { hook.Reference } : [];
        return Swept(seen, [.. Ended(seen, seen.Hooks.TakeWhile(one => one != hook)), .. own])
            ?? new HookStep.Fail($"the hook {hook.Reference} ({seen.Moment}): {message}");
    }

    /// <summary>The objects of hooks that go when they have succeeded, which is when all of the moment have: those with
    /// a time to live too, since it was taken from them.</summary>
    private static IEnumerable<ObjectRef> Ended(HookObservation seen, IEnumerable<TargetHook> hooks) =>
        seen.Ledger.Closed.Contains(seen.Moment)
            ? []
            : hooks.Where(hook => hook.DeletePolicies.Contains(Succeeded) || HookBody.HasTimeToLive(hook.Object))
                .Select(hook => hook.Reference);

    /// <summary>Deletes the last of these that is there and of this run; null where none is.</summary>
    private static HookStep? Swept(HookObservation seen, IEnumerable<ObjectRef> references)
    {
        foreach (var reference in references.Reverse())
        {
            if (seen.Live.TryGetValue(reference, out var live)
                && RunOf(live) == seen.Run && live["metadata"]?["deletionTimestamp"] is null)
            {
                return new HookStep.Delete(reference, live);
            }
        }

        return null;
    }

    private static HookStep End(HookObservation seen, TargetHook hook, HookEntry? entry, string message) => Write(
        seen,
        (entry ?? HookEntry.Of(seen.Moment, hook.Reference, HookState.Failed)) with
        {
            State = HookState.Failed, Message = message,
        });

    private static HookStep Write(HookObservation seen, HookEntry entry) =>
        new HookStep.Write(seen.Ledger.With(entry));

    private static string? UidOf(JsonObject live) => (string?)live["metadata"]?["uid"];

    private static string? Annotation(JsonObject? live, string name) =>
        (string?)(live?["metadata"]?["annotations"] as JsonObject)?[name];
}
