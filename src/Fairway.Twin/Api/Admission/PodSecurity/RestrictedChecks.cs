using System.Text.Json.Nodes;

namespace Fairway.Twin.Api.Admission.PodSecurity;

/// <summary>The checks of the level restricted, beside those of baseline. Source of the rules and texts:
/// pod-security-admission/policy.</summary>
internal static class RestrictedChecks
{
    // Since 1.25 pods of Windows are not asked for what their system does not have.
    private const int WindowsKnown = 25;

    // Since 1.35 root in a pod with users of its own is not root.
    private const int OwnUsersKnown = 35;

    private static readonly string[] GoodVolumes =
    [
        "configMap", "csi", "downwardAPI", "emptyDir", "ephemeral", "image", "persistentVolumeClaim", "projected",
        "secret",
    ];

    private static readonly string[] KnownVolumes =
    [
        "hostPath", "gcePersistentDisk", "awsElasticBlockStore", "gitRepo", "nfs", "iscsi", "glusterfs", "rbd",
        "flexVolume", "cinder", "cephfs", "flocker", "fc", "azureFile", "vsphereVolume", "quobyte", "azureDisk",
        "photonPersistentDisk", "portworxVolume", "scaleIO", "storageos",
    ];

    public static Violation? Escalation(PodSight pod)
    {
        if (IsExempt(pod))
        {
            return null;
        }

        var containers = pod.Containers
            .Where(c => PodSight.Flag(c["securityContext"], "allowPrivilegeEscalation") != false)
            .Select(BaselineChecks.Name)
            .ToList();
        return containers.Count == 0
            ? null
            : new Violation(
                "allowPrivilegeEscalation != false",
                $"{Wording.Containers(containers)} must set securityContext.allowPrivilegeEscalation=false");
    }

    public static Violation? Capabilities(PodSight pod)
    {
        if (IsExempt(pod))
        {
            return null;
        }

        var (missing, adding) = (new List<string>(), new List<string>());
        var added = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var container in pod.Containers)
        {
            if (!(container["securityContext"]?["capabilities"]?["drop"] as JsonArray ?? []).Any(c => $"{c}" == "ALL"))
            {
                missing.Add(BaselineChecks.Name(container));
            }

            var more = BaselineChecks.Added(container).Where(c => c != "NET_BIND_SERVICE").ToList();
            added.UnionWith(more);
            if (more.Count > 0)
            {
                adding.Add(BaselineChecks.Name(container));
            }
        }

        var details = ((string?[])[
            missing.Count > 0
                ? $"{Wording.Containers(missing)} must set securityContext.capabilities.drop=[\"ALL\"]"
                : null,
            adding.Count > 0
                ? $"{Wording.Containers(adding)} must not include {Wording.Quote(added)} in "
                    + "securityContext.capabilities.add"
                : null,
        ]).OfType<string>().ToList();
        return details.Count == 0 ? null : new Violation("unrestricted capabilities", string.Join("; ", details));
    }

    public static Violation? Volumes(PodSight pod)
    {
        var types = new SortedSet<string>(StringComparer.Ordinal);
        var volumes = (pod.Spec["volumes"] as JsonArray ?? []).OfType<JsonObject>()
            .Where(v => !GoodVolumes.Any(type => v[type] is not null))
            .ToList();
        types.UnionWith(volumes.Select(v => Array.Find(KnownVolumes, type => v[type] is not null) ?? "unknown"));
        return volumes.Count == 0
            ? null
            : new Violation(
                "restricted volume types",
                $"{Wording.Plural(volumes.Count, "volume", "volumes")} "
                + $"{Wording.Quote(volumes.Select(BaselineChecks.Name))} "
                + $"{Wording.Plural(volumes.Count, "uses", "use")} "
                + $"{Wording.Plural(types.Count, "restricted volume type", "restricted volume types")} "
                + Wording.Quote(types));
    }

    public static Violation? NonRoot(PodSight pod)
    {
        if (HasOwnUsers(pod))
        {
            return null;
        }

        const string Reason = "runAsNonRoot != true";
        var byPod = PodSight.Flag(pod.Context, "runAsNonRoot");
        var flags = pod.Containers
            .Select(c => (Name: BaselineChecks.Name(c), Flag: PodSight.Flag(c["securityContext"], "runAsNonRoot")))
            .ToList();
        var setters = Wording.Setters(
            byPod == false, flags.Where(c => c.Flag == false).Select(c => c.Name).ToList());
        if (setters.Length > 0)
        {
            return new Violation(Reason, $"{setters} must not set securityContext.runAsNonRoot=false");
        }

        var silent = flags.Where(c => c.Flag is null && byPod != true).Select(c => c.Name).ToList();
        return silent.Count == 0
            ? null
            : new Violation(
                Reason, $"pod or {Wording.Containers(silent)} must set securityContext.runAsNonRoot=true");
    }

    public static Violation? User(PodSight pod)
    {
        if (HasOwnUsers(pod))
        {
            return null;
        }

        var containers = pod.Containers
            .Where(c => PodSight.Number(c["securityContext"], "runAsUser") == 0)
            .Select(BaselineChecks.Name)
            .ToList();
        var setters = Wording.Setters(PodSight.Number(pod.Context, "runAsUser") == 0, containers);
        return setters.Length == 0 ? null : new Violation("runAsUser=0", $"{setters} must not set runAsUser=0");
    }

    public static Violation? Seccomp(PodSight pod)
    {
        if (IsExempt(pod))
        {
            return null;
        }

        if (ContextChecks.SeccompProfiles(pod) is { } bad)
        {
            return bad;
        }

        var silent = pod.Context?["seccompProfile"] is not null
            ? []
            : pod.Containers
                .Where(c => c["securityContext"]?["seccompProfile"] is null)
                .Select(BaselineChecks.Name)
                .ToList();
        return silent.Count == 0
            ? null
            : new Violation(
                "seccompProfile",
                $"pod or {Wording.Containers(silent)} must set securityContext.seccompProfile.type to "
                + "\"RuntimeDefault\" or \"Localhost\"");
    }

    /// <summary>Whether a check lets the pod pass for its users.</summary>
    internal static bool HasOwnUsers(PodSight pod) => pod.Minor >= OwnUsersKnown && pod.HasOwnUsers;

    private static bool IsExempt(PodSight pod) => pod.Minor >= WindowsKnown && pod.IsWindows;
}
