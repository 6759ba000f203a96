using System.Collections.Immutable;
using Fairway.Kube.Pods.Objects;

namespace Fairway.Twin.Behaviour.Jobs;

/// <summary>What a pod's failure means to its Job. The first rule that matches decides.</summary>
internal static class FailurePolicy
{
    public const string FailJob = "FailJob";
    public const string FailIndex = "FailIndex";
    public const string Ignore = "Ignore";

    /// <summary>The action of the rule that matches, with the message for a Job that fails by it; null where none
    /// does.</summary>
    public static (string Action, string Message)? Match(ImmutableArray<FailureRule> rules, PodView pod)
    {
        for (var index = 0; index < rules.Length; index++)
        {
            if (rules[index].Match(pod) is { } why)
            {
                var action = rules[index].Action;
                return (action, $"{why} matching {action} rule at index {index}");
            }
        }

        return null;
    }

    /// <summary>True where the failure counts towards the limits.</summary>
    public static bool Counts(ImmutableArray<FailureRule> rules, PodView pod) =>
        Match(rules, pod) is not { Action: Ignore };
}
