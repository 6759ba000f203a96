using System.Text.Json.Nodes;

namespace Fairway.Twin.Api.Admission.PodSecurity;

/// <summary>More checks of the level baseline: what security contexts set. Source of the rules and texts:
/// pod-security-admission/policy.</summary>
internal static class ContextChecks
{
    private const string SeccompPod = "seccomp.security.alpha.kubernetes.io/pod";
    private const string SeccompContainer = "container.seccomp.security.alpha.kubernetes.io/";

    private static readonly (string Name, int Since)[] SafeSysctls =
    [
        ("kernel.shm_rmid_forced", 0),
        ("net.ipv4.ip_local_port_range", 0),
        ("net.ipv4.tcp_syncookies", 0),
        ("net.ipv4.ping_group_range", 0),
        ("net.ipv4.ip_unprivileged_port_start", 0),
        ("net.ipv4.ip_local_reserved_ports", 27),
        ("net.ipv4.tcp_keepalive_time", 29),
        ("net.ipv4.tcp_fin_timeout", 29),
        ("net.ipv4.tcp_keepalive_intvl", 29),
        ("net.ipv4.tcp_keepalive_probes", 29),
        ("net.ipv4.tcp_rmem", 32),
        ("net.ipv4.tcp_wmem", 32),
    ];

    public static Violation? SeLinux(PodSight pod)
    {
        var found = new SeLinuxFaults();
        var byPod = IsBad(pod.Context?["seLinuxOptions"], pod.Minor, found);
        var containers = pod.Containers
            .Where(c => IsBad(c["securityContext"]?["seLinuxOptions"], pod.Minor, found))
            .Select(BaselineChecks.Name)
            .ToList();
        var setters = Wording.Setters(byPod, containers);
        return setters.Length == 0
            ? null
            : new Violation("seLinuxOptions", $"{setters} set forbidden securityContext.seLinuxOptions: {found}");
    }

    public static Violation? Seccomp(PodSight pod) => pod.Minor < 19 ? SeccompAnnotations(pod) : SeccompProfiles(pod);

    public static Violation? Sysctls(PodSight pod)
    {
        var forbidden = (pod.Context?["sysctls"] as JsonArray ?? [])
            .Select(s => PodSight.Text(s, "name"))
            .Where(name => !SafeSysctls.Any(safe => safe.Name == name && safe.Since <= pod.Minor))
            .ToList();
        return forbidden.Count == 0 ? null : new Violation("forbidden sysctls", string.Join(", ", forbidden));
    }

    /// <summary>Whether a profile is set to something bad; its type goes to the values.</summary>
    internal static bool IsBadSeccomp(JsonNode? context, SortedSet<string> values)
    {
        var type = PodSight.Text(context?["seccompProfile"], "type");
        if (context?["seccompProfile"] is null || type is "Localhost" or "RuntimeDefault")
        {
            return false;
        }

        values.Add(type);
        return true;
    }

    internal static Violation? SeccompProfiles(PodSight pod)
    {
        var values = new SortedSet<string>(StringComparer.Ordinal);
        var byPod = IsBadSeccomp(pod.Context, values);
        var containers = pod.Containers
            .Where(c => IsBadSeccomp(c["securityContext"], values))
            .Select(BaselineChecks.Name)
            .ToList();
        var setters = Wording.Setters(byPod, containers);
        return setters.Length == 0
            ? null
            : new Violation(
                "seccompProfile",
                $"{setters} must not set securityContext.seccompProfile.type to {Wording.Quote(values)}");
    }

    private static Violation? SeccompAnnotations(PodSight pod)
    {
        var annotations = pod.Metadata["annotations"] as JsonObject ?? [];
        var forbidden = pod.Containers
            .Select(c => SeccompContainer + BaselineChecks.Name(c))
            .Prepend(SeccompPod)
            .Where(key => annotations[key] is { } value && !IsGoodAnnotation($"{value}"))
            .Select(key => $"{key}=\"{annotations[key]}\"")
            .Distinct()
            .Order(StringComparer.Ordinal)
            .ToList();
        return forbidden.Count == 0
            ? null
            : new Violation(
                "seccompProfile",
                $"forbidden {Wording.Plural(forbidden.Count, "annotation", "annotations")} "
                + string.Join(", ", forbidden));
    }

    private static bool IsGoodAnnotation(string value) =>
        value is "runtime/default" or "docker/default" || value.StartsWith("localhost/", StringComparison.Ordinal);

    private static bool IsBad(JsonNode? options, int minor, SeLinuxFaults found)
    {
        if (options is null)
        {
            return false;
        }

        var type = PodSight.Text(options, "type");
        var isBadType = type is not ("" or "container_t" or "container_init_t" or "container_kvm_t")
            && (type != "container_engine_t" || minor < 31);
        if (isBadType)
        {
            found.Types.Add(type);
        }

        var (user, role) = (PodSight.Text(options, "user").Length > 0, PodSight.Text(options, "role").Length > 0);
        found.User |= user;
        found.Role |= role;
        return isBadType || user || role;
    }

    private sealed class SeLinuxFaults
    {
        public SortedSet<string> Types { get; } = new(StringComparer.Ordinal);

        public bool User { get; set; }

        public bool Role { get; set; }

        public override string ToString() => string.Join("; ", ((string?[])[
            Types.Count > 0 ? $"{Wording.Plural(Types.Count, "type", "types")} {Wording.Quote(Types)}" : null,
            User ? "user may not be set" : null,
            Role ? "role may not be set" : null,
        ]).OfType<string>());
    }
}
