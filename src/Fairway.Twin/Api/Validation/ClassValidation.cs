using System.Text.Json.Nodes;
using Fairway.Twin.Api.Objects;

namespace Fairway.Twin.Api.Validation;

/// <summary>The classes that pods name: of priority and of runtimes.</summary>
internal static class ClassValidation
{
    private const string SystemPrefix = "system-";
    private const long HighestOfUsers = 1_000_000_000;

    private static readonly (string Name, long Value)[] SystemPriorities =
        [("system-node-critical", 2_000_001_000), ("system-cluster-critical", 2_000_000_000)];

    /// <summary>A PriorityClass.</summary>
    public static void CheckPriority(Field priority)
    {
        var name = priority["metadata"]["name"];
        if (name.Text.StartsWith(SystemPrefix, StringComparison.Ordinal))
        {
            if (SystemProblem(priority, name.Text) is { } problem)
            {
                name.Forbidden(
                    "priority class names with 'system-' prefix are reserved for system use only. error: " + problem);
            }
        }
        else if (priority["value"].Number > HighestOfUsers)
        {
            priority["value"].Forbidden("maximum allowed value of a user defined priority is 1000000000");
        }

        if (priority.Has("preemptionPolicy"))
        {
            priority["preemptionPolicy"].OneOf("PreemptLowerPriority", "Never");
        }
    }

    /// <summary>What a priority is worth stays.</summary>
    public static void KeepPriority(Field updated, Field before)
    {
        if ((updated["value"].Number ?? 0) != (before["value"].Number ?? 0))
        {
            updated["value"].Forbidden("may not be changed in an update.");
        }

        updated["preemptionPolicy"].Same(before["preemptionPolicy"].Value);
    }

    /// <summary>A RuntimeClass.</summary>
    public static void CheckRuntime(Field runtime)
    {
        runtime["handler"].Check(NameRules.Label(runtime.TextOf("handler")));
        if (runtime.Has("overhead"))
        {
            var limits = runtime["overhead"]["podFixed"].Value?.DeepClone();
            ResourceValidation.Check(runtime.Beside("overhead", new JsonObject { ["limits"] = limits }));
        }

        NameChecks.Labels(runtime["scheduling"]["nodeSelector"]);
        SchedulingValidation.CheckTolerations(runtime["scheduling"]["tolerations"]);
    }

    /// <summary>The handler of a runtime stays.</summary>
    public static void KeepRuntime(Field updated, Field before) => updated["handler"].Same(before["handler"].Value);

    private static string? SystemProblem(Field priority, string name)
    {
        var known = Array.Find(SystemPriorities, p => p.Name == name);
        return known.Name is null ? $"{name} is not a known system priority class"
            : (priority["value"].Number ?? 0) != known.Value
                ? $"value of {name} PriorityClass must be {known.Value}"
            : priority["globalDefault"].IsTrue ? $"globalDefault of {name} PriorityClass must be false" : null;
    }
}
