using Fairway.Kube.Pods.Objects;

namespace Fairway.Workloads.Pods;

/// <summary>A selector as the API takes it in queries: what autoscalers read from a status.</summary>
internal static class SelectorText
{
    public static string Of(LabelSelector selector) => string.Join(',', selector.Requirements.Select(Text));

    private static string Text(Requirement requirement) => requirement.Operator switch
    {
        RequirementOperator.In when requirement.Values.Length == 1 => $"{requirement.Key}={requirement.Values[0]}",
        RequirementOperator.In => $"{requirement.Key} in ({string.Join(',', requirement.Values)})",
        RequirementOperator.NotIn => $"{requirement.Key} notin ({string.Join(',', requirement.Values)})",
        RequirementOperator.Exists => requirement.Key,
        _ => $"!{requirement.Key}",
    };
}
