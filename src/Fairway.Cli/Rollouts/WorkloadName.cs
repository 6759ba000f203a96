using Fairway.Api.Rollouts;

namespace Fairway.Cli.Rollouts;

/// <summary>A workload as people name it: <c>sts/store</c>, <c>daemonset.apps.kruise.io/agent</c>.</summary>
/// <param name="Kind">Its kind.</param>
/// <param name="Group">Its group; null where any will do.</param>
/// <param name="Name">Its name.</param>
internal sealed record WorkloadName(string Kind, string? Group, string Name)
{
    private static readonly (string Kind, string[] Names)[] Kinds =
    [
        ("StatefulSet", ["statefulset", "statefulsets", "sts"]),
        ("Deployment", ["deployment", "deployments", "deploy"]),
        ("DaemonSet", ["daemonset", "daemonsets", "ds"]),
        ("CloneSet", ["cloneset", "clonesets", "clone"]),
    ];

    /// <summary>Reads KIND/NAME.</summary>
    /// <exception cref="CliFailure">It is none.</exception>
    public static WorkloadName Parse(string text)
    {
        var parts = text.Split('/');
        var kind = parts[0].Split('.', 2);
        var known = Kinds.FirstOrDefault(one => one.Names.Contains(kind[0].ToLowerInvariant()));
        return known.Kind is not null && parts is [_, { Length: > 0 } name]
            ? new WorkloadName(known.Kind, kind.Length > 1 ? kind[1] : null, name)
            : throw new CliFailure(
                $"'{text}' names no workload: write KIND/NAME, with statefulset, deployment, daemonset or cloneset as "
                + "the kind")
            {
                ExitCode = ExitCodes.Usage,
            };
    }

    /// <summary>Whether a Rollout is of this workload.</summary>
    public bool Matches(Rollout rollout)
    {
        var workload = rollout.Spec.Workload;
        return workload.Name == Name && workload.Kind == Kind
            && (Group is null || workload.ApiVersion.StartsWith($"{Group}/", StringComparison.Ordinal));
    }

    /// <inheritdoc/>
    public override string ToString() => $"{Kind.ToLowerInvariant()}/{Name}";
}
