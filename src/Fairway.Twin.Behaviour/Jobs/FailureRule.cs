using System.Collections.Immutable;
using System.Text.Json;
using Fairway.Kube.Pods.Objects;

namespace Fairway.Twin.Behaviour.Jobs;

/// <summary>A rule of a Job's <c>podFailurePolicy</c>: by exit codes or by conditions of the pod.</summary>
internal sealed record FailureRule(string Action)
{
    /// <summary>True where the rule is about exit codes, false where it is about conditions.</summary>
    public bool OnExitCodes { get; init; }

    /// <summary>The container it is about; null for any.</summary>
    public string? Container { get; init; }

    /// <summary>False for NotIn.</summary>
    public bool In { get; init; }

    public ImmutableArray<int> Codes { get; init; } = [];

    public ImmutableArray<(string Type, string Status)> Conditions { get; init; } = [];

    public static FailureRule Read(JsonElement element)
    {
        var codes = element.Child("onExitCodes");
        return new FailureRule(element.Text("action") ?? "")
        {
            OnExitCodes = codes is not null,
            Container = codes.Text("containerName"),
            In = codes.Text("operator") == "In",
            Codes = [.. codes.Items("values").Select(v => v.TryGetInt32(out var code) ? code : 0)],
            Conditions =
            [
                .. element.Items("onPodConditions")
                    .Select(c => (c.Text("type") ?? "", c.Text("status") ?? "True")),
            ],
        };
    }

    /// <summary>Why the rule matches the failed pod, as the Job's message tells; null where it does not.</summary>
    public string? Match(PodView pod) => OnExitCodes ? MatchCodes(pod) : MatchConditions(pod);

    private string? MatchCodes(PodView pod)
    {
        foreach (var container in pod.Containers.Concat(pod.InitContainers))
        {
            if (container.Terminated is { ExitCode: not 0 and var code }
                && (Container is null || Container == container.Name)
                && Codes.Contains(code) == In)
            {
                return $"Container {container.Name} for pod {pod.Meta.Key} failed with exit code {code}";
            }
        }

        return null;
    }

    private string? MatchConditions(PodView pod)
    {
        foreach (var condition in pod.Conditions)
        {
            if (Conditions.Contains((condition.Type, condition.Status)))
            {
                return $"Pod {pod.Meta.Key} has condition {condition.Type}";
            }
        }

        return null;
    }
}
