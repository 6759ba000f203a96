using System.Text.Json.Nodes;
using Fairway.Charts;
using Fairway.Delivery.Changes;
using Fairway.Merge.Diffing;

namespace Fairway.Components.Targets;

/// <summary>Makes a target's hooks of what a chart rendered.</summary>
internal static class HookMaker
{
    /// <summary>The moments at which hooks run here. Those of <c>helm test</c> are not among them: checks of a Release
    /// do what they do.</summary>
    private static readonly string[] Moments =
    [
        "pre-install", "post-install", "pre-upgrade", "post-upgrade", "pre-rollback", "post-rollback", "pre-delete",
        "post-delete",
    ];

    /// <summary>The hooks in the order in which they run at whatever moment; null where there are none.</summary>
    /// <param name="rendered">What the chart rendered.</param>
    /// <param name="keep">Makes an object as a target keeps it.</param>
    /// <param name="objects">The target's objects, none of which may be a hook too.</param>
    /// <exception cref="ChangeRefusedException">An object is a hook and no hook, or one of a moment twice.</exception>
    public static IReadOnlyList<TargetHook>? Make(
        RenderedChart rendered, Func<RenderedObject, JsonObject> keep, IReadOnlyList<JsonObject> objects)
    {
        var hooks = rendered.Hooks.Where(hook => hook.Events.Any(Moments.Contains)).Select(hook => new TargetHook
            {
                Events = [.. Moments.Where(hook.Events.Contains)],
                Weight = hook.Weight,
                DeletePolicies = hook.DeletePolicies,
                Object = keep(hook.Rendered),
            })
            .OrderBy(hook => hook.Weight)
            .ThenBy(hook => hook.Reference.Name, StringComparer.Ordinal)
            .ToList();
        CheckUnique(hooks, objects);
        return hooks.Count == 0 ? null : hooks;
    }

    private static void CheckUnique(IReadOnlyList<TargetHook> hooks, IReadOnlyList<JsonObject> objects)
    {
        var ordinary = objects.Select(ObjectRef.Of).ToHashSet();
        var seen = new HashSet<(ObjectRef Object, string Moment)>();
        foreach (var (hook, moment) in hooks.SelectMany(hook => hook.Events.Select(moment => (hook, moment))))
        {
            if (ordinary.Contains(hook.Reference) || !seen.Add((hook.Reference, moment)))
            {
                throw new ChangeRefusedException(
                    "ObjectTwice", $"the chart makes {hook.Reference} twice, as a hook of {moment}: rename one");
            }
        }
    }
}
