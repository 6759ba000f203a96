using System.Text.Json.Nodes;

namespace Fairway.Twin.Api.Admission.PodSecurity;

/// <summary>All checks, in the order in which they are told: those of baseline by their ids, then those of
/// restricted.</summary>
internal static class SecurityChecks
{
    // The newest version of Kubernetes 1.36 that changes a check.
    private const int Newest = 35;

    private static readonly Check[] All =
    [
        new(BaselineChecks.AppArmor),
        new(BaselineChecks.Capabilities) { ReplacedSince = 22 },
        new(BaselineChecks.HostNamespaces),
        new(BaselineChecks.HostPaths) { ReplacedSince = 0 },
        new(BaselineChecks.HostPorts),
        new(BaselineChecks.ProbeHosts) { Since = 34 },
        new(BaselineChecks.Privileged),
        new(pod => RestrictedChecks.HasOwnUsers(pod) ? null : BaselineChecks.ProcMount(pod)) { ReplacedSince = 35 },
        new(ContextChecks.SeLinux),
        new(ContextChecks.Seccomp) { ReplacedSince = 19 },
        new(ContextChecks.Sysctls),
        new(BaselineChecks.HostProcess),
        new(RestrictedChecks.Escalation) { IsRestricted = true, Since = 8 },
        new(RestrictedChecks.Capabilities) { IsRestricted = true, Since = 22 },
        new(BaselineChecks.ProcMount) { IsRestricted = true, Since = 35 },
        new(RestrictedChecks.Volumes) { IsRestricted = true },
        new(RestrictedChecks.NonRoot) { IsRestricted = true },
        new(RestrictedChecks.User) { IsRestricted = true, Since = 23 },
        new(RestrictedChecks.Seccomp) { IsRestricted = true, Since = 19 },
    ];

    /// <summary>What a level forbids of a pod; nothing where it is good.</summary>
    public static IReadOnlyList<Violation> Find(LeveledVersion level, JsonObject metadata, JsonObject spec)
    {
        if (level.Level == SecurityLevel.Privileged)
        {
            return [];
        }

        var restricted = level.Level == SecurityLevel.Restricted;
        var pod = new PodSight(metadata, spec, Math.Min(level.Minor ?? Newest, Newest));
        return [.. All.Where(c => c.Holds(restricted, pod.Minor)).Select(c => c.Find(pod)).OfType<Violation>()];
    }

    /// <summary>One check.</summary>
    private sealed record Check(Func<PodSight, Violation?> Find)
    {
        public bool IsRestricted { get; init; }

        /// <summary>The version that brought it.</summary>
        public int Since { get; init; }

        /// <summary>The version from which a check of the level restricted stands in for it there.</summary>
        public int ReplacedSince { get; init; } = int.MaxValue;

        public bool Holds(bool restricted, int minor) => minor >= Since
            && (IsRestricted ? restricted : !restricted || minor < ReplacedSince);
    }
}
