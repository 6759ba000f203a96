using System.Text.Json.Nodes;
using Fairway.Twin.Api.Objects;

namespace Fairway.Twin.Api.Admission;

/// <summary><c>ServiceAccount</c>: pods run as the service account of their namespace, with its token mounted.</summary>
internal sealed class PodServiceAccount : BuiltInAdmission
{
    private const string MountPath = "/var/run/secrets/kubernetes.io/serviceaccount";
    private const long TokenLifetimeSeconds = 3607;
    private const int ReadableByAll = 0x1A4;

    public override void Admit(AdmissionRequest request)
    {
        if (request.Context.Features.ServiceAccounts
            && request.Subresource.Length == 0
            && request.Operation == AdmissionOperation.Create
            && request.Object?["spec"] is JsonObject spec)
        {
            Mount(spec, request.Context.Ids);
        }
    }

    private static void Mount(JsonObject spec, IdSource ids)
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
