using System.Text.Json.Nodes;

namespace Fairway.Twin.Api.Definitions;

/// <summary>
/// Decides what becomes of definitions: whose names are accepted, which are served, and how one goes whose deletion was
/// asked for. Source of the rules: apiextensions-apiserver, pkg/controller (status, establish, finalizer).
/// </summary>
internal static class DefinitionPlanner
{
    /// <summary>What keeps a definition until its objects are gone.</summary>
    public const string CleanUpFinalizer = "customresourcecleanup.apiextensions.k8s.io";

    /// <summary>What is to be done first, or null where all is settled.</summary>
    public static DefinitionAction? Next(DefinitionObservation seen)
    {
        foreach (var one in seen.Definitions)
        {
            var action = one.Definition.IsTerminating ? Ending(one, seen) : Naming(one, seen);
            if (action is not null)
            {
                return action;
            }
        }

        return null;
    }

    private static DefinitionAction? Ending(ObservedDefinition one, DefinitionObservation seen)
    {
        var name = one.Definition.Name;
        if (!one.Finalizers.Contains(CleanUpFinalizer))
        {
            return null;
        }

        if (one.Objects == 0 || !one.Definition.IsEstablished)
        {
            return new DefinitionAction.Release(name, "nothing of it is left");
        }

        var progress = DefinitionStatus.With(
            one.Status,
            new ConditionChange(
                "Terminating", "True", "InstanceDeletionInProgress", "CustomResource deletion is in progress"),
            seen.Now);
        return !JsonNode.DeepEquals(progress, one.Status)
            ? new DefinitionAction.WriteStatus(name, progress, "its objects are about to go")
            : one.Untouched > 0 ? new DefinitionAction.DeleteObjects(name, "it is being deleted") : null;
    }

    private static DefinitionAction.WriteStatus? Naming(ObservedDefinition one, DefinitionObservation seen)
    {
        var definition = one.Definition;
        var taken = TakenNames.ByOthers(definition, seen.Definitions.Select(other => other.Definition));
        var (accepted, conflict) = taken.Accept(definition.Names, definition.AcceptedNames);
        var named = conflict is null
            ? new ConditionChange("NamesAccepted", "True", "NoConflicts", "no conflicts found")
            : new ConditionChange("NamesAccepted", "False", conflict.Reason, conflict.Message);
        var status = DefinitionStatus.With(one.Status, named, seen.Now);
        if (!definition.IsEstablished)
        {
            status = DefinitionStatus.With(status, Establishing(conflict is null), seen.Now);
        }

        status["acceptedNames"] = accepted.ToJson();
        return JsonNode.DeepEquals(status, one.Status)
            ? null
            : new DefinitionAction.WriteStatus(definition.Name, status, named.Message);
    }

    private static ConditionChange Establishing(bool isAccepted) => isAccepted
        ? new ConditionChange("Established", "True", "InitialNamesAccepted", "the initial names have been accepted")
        : new ConditionChange("Established", "False", "NotAccepted", "not all names are accepted");
}
