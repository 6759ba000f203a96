using System.Text.Json.Nodes;
using Fairway.Twin.Api.Objects;

namespace Fairway.Twin.Api.Kinds;

/// <summary>
/// What the default admission of a cluster adds to pods: priority, service account with its token volume, and the two
/// tolerations of nodes that are not ready or not reachable.
/// </summary>
internal static class PodAdmission
{
    private const string MountPath = "/var/run/secrets/kubernetes.io/serviceaccount";
    private const long TokenLifetimeSeconds = 3607;
    private const long TolerationSeconds = 300;
    private const int ReadableByAll = 0x1A4;
    private static readonly string[] DefaultTolerations =
        ["node.kubernetes.io/not-ready", "node.kubernetes.io/unreachable"];

    /// <summary>Admits the specification of a new pod.</summary>
    public static void Admit(JsonObject spec, KindContext context)
    {
        AddTolerations(spec);
        if (spec["priorityClassName"] is null)
        {
            spec["priority"] = 0;
            spec["preemptionPolicy"] ??= "PreemptLowerPriority";
        }

        if (context.Features.ServiceAccounts)
        {
            AddServiceAccount(spec, context.Ids);
        }
    }

    /// <summary>Puts the default tolerations back that a replaced list has lost: admission runs on updates
    /// too.</summary>
    public static void KeepDefaultTolerations(JsonObject spec, JsonArray before)
    {
        var had = before.Any(t => DefaultTolerations.Contains(t?["key"]?.GetValue<string>()));
        if (had && spec["tolerations"] is JsonArray { Count: > 0 })
        {
            AddTolerations(spec);
        }
    }

    private static void AddTolerations(JsonObject spec)
    {
        if (spec["tolerations"] is not JsonArray tolerations)
        {
            tolerations = [];
            spec["tolerations"] = tolerations;
        }

        foreach (var key in DefaultTolerations)
        {
            if (!tolerations.Any(t => Covers(t, key)))
            {
                tolerations.Add(new JsonObject
                {
                    ["key"] = key,
                    ["operator"] = "Exists",
                    ["effect"] = "NoExecute",
                    ["tolerationSeconds"] = TolerationSeconds,
                });
            }
        }
    }

    private static bool Covers(JsonNode? toleration, string key)
    {
        var theirs = toleration?["key"]?.GetValue<string>();
        var effect = toleration?["effect"]?.GetValue<string>();
        return (theirs == key || string.IsNullOrEmpty(theirs))
            && (effect == "NoExecute" || string.IsNullOrEmpty(effect));
    }

    private static void AddServiceAccount(JsonObject spec, IdSource ids)
    {
        var account = ObjectMeta.Text(spec, "serviceAccountName");
        account = account.Length > 0 ? account : "default";
        spec["serviceAccountName"] = account;
        spec["serviceAccount"] = account;
        if (spec["automountServiceAccountToken"]?.GetValue<bool>() == false)
        {
            return;
        }

        var volume = $"kube-api-access-{ids.Suffix()}";
        var mounted =
            Mount(spec["initContainers"] as JsonArray, volume) | Mount(spec["containers"] as JsonArray, volume);
        if (mounted)
        {
            AddVolume(spec, volume);
        }
    }

    private static bool Mount(JsonArray? containers, string volume)
    {
        var mounted = false;
        foreach (var container in (containers ?? []).OfType<JsonObject>())
        {
            if (container["volumeMounts"] is not JsonArray mounts)
            {
                mounts = [];
                container["volumeMounts"] = mounts;
            }

            if (mounts.All(m => m?["mountPath"]?.GetValue<string>() != MountPath))
            {
                mounts.Add(new JsonObject { ["name"] = volume, ["readOnly"] = true, ["mountPath"] = MountPath });
                mounted = true;
            }
        }

        return mounted;
    }

    private static void AddVolume(JsonObject spec, string volume)
    {
        if (spec["volumes"] is not JsonArray volumes)
        {
            volumes = [];
            spec["volumes"] = volumes;
        }

        var certificate = new JsonObject { ["key"] = "ca.crt", ["path"] = "ca.crt" };
        var field = new JsonObject { ["apiVersion"] = "v1", ["fieldPath"] = "metadata.namespace" };
        var ns = new JsonObject { ["path"] = "namespace", ["fieldRef"] = field };
        volumes.Add(new JsonObject
        {
            ["name"] = volume,
            ["projected"] = new JsonObject
            {
                ["sources"] = new JsonArray(
                    Source(
                        "serviceAccountToken",
                        new JsonObject { ["expirationSeconds"] = TokenLifetimeSeconds, ["path"] = "token" }),
                    Source(
                        "configMap",
                        new JsonObject { ["name"] = "kube-root-ca.crt", ["items"] = new JsonArray(certificate) }),
                    Source("downwardAPI", new JsonObject { ["items"] = new JsonArray(ns) })),
                ["defaultMode"] = ReadableByAll,
            },
        });
    }

    private static JsonObject Source(string kind, JsonObject source) => new() { [kind] = source };
}
