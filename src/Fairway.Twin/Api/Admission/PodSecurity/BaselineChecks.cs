using System.Globalization;
using System.Text.Json.Nodes;

namespace Fairway.Twin.Api.Admission.PodSecurity;

/// <summary>The checks of the level baseline. Source of the rules and texts: pod-security-admission/policy.</summary>
internal static class BaselineChecks
{
    private const string AppArmorPrefix = "container.apparmor.security.beta.kubernetes.io/";

    private static readonly HashSet<string> DefaultCapabilities = new(StringComparer.Ordinal)
    {
        "AUDIT_WRITE", "CHOWN", "DAC_OVERRIDE", "FOWNER", "FSETID", "KILL", "MKNOD", "NET_BIND_SERVICE", "SETFCAP",
        "SETGID", "SETPCAP", "SETUID", "SYS_CHROOT",
    };

    public static Violation? AppArmor(PodSight pod)
    {
        var values = new SortedSet<string>(StringComparer.Ordinal);
        var byPod = IsBadProfile(pod.Context?["appArmorProfile"], values);
        var containers = pod.Containers
            .Where(c => IsBadProfile(c["securityContext"]?["appArmorProfile"], values))
            .Select(Name)
            .ToList();
        var annotations = (pod.Metadata["annotations"] as JsonObject ?? [])
            .Where(a => a.Key.StartsWith(AppArmorPrefix, StringComparison.Ordinal) && !IsGoodAnnotation($"{a.Value}"))
            .Select(a => $"{a.Key}=\"{a.Value}\"")
            .Order(StringComparer.Ordinal)
            .ToList();
        var setters = Wording.Setters(byPod, containers);
        if (annotations.Count > 0)
        {
            var word = Wording.Plural(annotations.Count, "annotation", "annotations");
            setters = setters.Length > 0 ? $"{setters} and {word}" : word;
        }

        var all = values.Concat(annotations).ToList();
        return setters.Length == 0
            ? null
            : new Violation(
                Wording.Plural(all.Count, "forbidden AppArmor profile", "forbidden AppArmor profiles"),
                $"{setters} must not set AppArmor profile type to {Wording.Quote(all)}");
    }

    public static Violation? Capabilities(PodSight pod)
    {
        var added = new SortedSet<string>(StringComparer.Ordinal);
        var containers = pod.Containers.Where(container =>
        {
            var more = Added(container).Where(c => !DefaultCapabilities.Contains(c)).ToList();
            added.UnionWith(more);
            return more.Count > 0;
        }).Select(Name).ToList();
        return containers.Count == 0
            ? null
            : new Violation(
                "non-default capabilities",
                $"{Wording.Containers(containers)} must not include {Wording.Quote(added)} in "
                + "securityContext.capabilities.add");
    }

    public static Violation? HostNamespaces(PodSight pod)
    {
        var shared = ((string[])["hostNetwork", "hostPID", "hostIPC"])
            .Where(field => PodSight.Flag(pod.Spec, field) == true)
            .Select(field => $"{field}=true")
            .ToList();
        return shared.Count == 0 ? null : new Violation("host namespaces", string.Join(", ", shared));
    }

    public static Violation? HostPaths(PodSight pod)
    {
        var volumes = (pod.Spec["volumes"] as JsonArray ?? []).OfType<JsonObject>()
            .Where(v => v["hostPath"] is not null)
            .Select(Name)
            .ToList();
        return volumes.Count == 0
            ? null
            : new Violation(
                "hostPath volumes", $"{Wording.Plural(volumes.Count, "volume", "volumes")} {Wording.Quote(volumes)}");
    }

    public static Violation? HostPorts(PodSight pod)
    {
        var ports = new SortedSet<string>(StringComparer.Ordinal);
        var containers = pod.Containers.Where(container =>
        {
            var bad = (container["ports"] as JsonArray ?? [])
                .Select(p => PodSight.Number(p, "hostPort") ?? 0)
                .Where(port => port != 0)
                .Select(port => port.ToString(CultureInfo.InvariantCulture))
                .ToList();
            ports.UnionWith(bad);
            return bad.Count > 0;
        }).Select(Name).ToList();
        return containers.Count == 0
            ? null
            : new Violation(
                "hostPort",
                $"{Wording.Containers(containers)} {Wording.Plural(containers.Count, "uses", "use")} "
                + $"{Wording.Plural(ports.Count, "hostPort", "hostPorts")} {string.Join(", ", ports)}");
    }

    public static Violation? ProbeHosts(PodSight pod)
    {
        var hosts = new SortedSet<string>(StringComparer.Ordinal);
        var containers = pod.Containers.Where(container =>
        {
            var found = Handlers(container)
                .SelectMany(h => new[] { PodSight.Text(h?["httpGet"], "host"), PodSight.Text(h?["tcpSocket"], "host") })
                .Where(host => host.Length > 0)
                .ToList();
            hosts.UnionWith(found);
            return found.Count > 0;
        }).Select(Name).Order(StringComparer.Ordinal).ToList();
        const string What = "probe or lifecycle host";
        return containers.Count == 0
            ? null
            : new Violation(
                What,
                $"{Wording.Containers(containers)} {Wording.Plural(containers.Count, "uses", "use")} "
                + $"{Wording.Plural(hosts.Count, What, What + "s")} {Wording.Quote(hosts)}");
    }

    public static Violation? Privileged(PodSight pod)
    {
        var containers = pod.Containers
            .Where(c => PodSight.Flag(c["securityContext"], "privileged") == true)
            .Select(Name)
            .ToList();
        return containers.Count == 0
            ? null
            : new Violation(
                "privileged", $"{Wording.Containers(containers)} must not set securityContext.privileged=true");
    }

    public static Violation? ProcMount(PodSight pod)
    {
        var types = new SortedSet<string>(StringComparer.Ordinal);
        var containers = pod.Containers.Where(container =>
        {
            var type = PodSight.Text(container["securityContext"], "procMount");
            return type is not ("" or "Default") && (types.Add(type) || true);
        }).Select(Name).ToList();
        return containers.Count == 0
            ? null
            : new Violation(
                "procMount",
                $"{Wording.Containers(containers)} must not set securityContext.procMount to {Wording.Quote(types)}");
    }

    public static Violation? HostProcess(PodSight pod)
    {
        static bool Is(JsonNode? context) => PodSight.Flag(context?["windowsOptions"], "hostProcess") == true;
        var containers = pod.Containers.Where(c => Is(c["securityContext"])).Select(Name).ToList();
        var setters = Wording.Setters(Is(pod.Context), containers);
        return setters.Length == 0
            ? null
            : new Violation(
                "hostProcess", $"{setters} must not set securityContext.windowsOptions.hostProcess=true");
    }

    internal static string Name(JsonObject named) => PodSight.Text(named, "name");

    internal static IEnumerable<string> Added(JsonObject container) =>
        (container["securityContext"]?["capabilities"]?["add"] as JsonArray ?? []).Select(c => $"{c}");

    private static IEnumerable<JsonNode?> Handlers(JsonObject container) =>
    [
        container["livenessProbe"], container["readinessProbe"], container["startupProbe"],
        container["lifecycle"]?["postStart"], container["lifecycle"]?["preStop"],
    ];

    private static bool IsBadProfile(JsonNode? profile, SortedSet<string> values)
    {
        var type = PodSight.Text(profile, "type");
        if (profile is null || type is "RuntimeDefault" or "Localhost")
        {
            return false;
        }

        values.Add(type);
        return true;
    }

    private static bool IsGoodAnnotation(string profile) =>
        profile is "" or "runtime/default" || profile.StartsWith("localhost/", StringComparison.Ordinal);
}
