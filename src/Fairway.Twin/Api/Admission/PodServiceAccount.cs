using System.Text.Json.Nodes;
using Fairway.Kube;
using Fairway.Schema.Json;
using Fairway.Twin.Api.Objects;

namespace Fairway.Twin.Api.Admission;

/// <summary><c>ServiceAccount</c>: pods run as a service account of their namespace, with its token mounted.</summary>
internal sealed class PodServiceAccount : BuiltInAdmission
{
    private const string MountPath = "/var/run/secrets/kubernetes.io/serviceaccount";
    private const long TokenLifetimeSeconds = 3607;
    private const string Default = "default";
    private const int ReadableByAll = 0x1A4;

    public override void Admit(AdmissionRequest request)
    {
        if (!request.Context.Features.ServiceAccounts || request.Subresource.Length > 0
            || request.Operation != AdmissionOperation.Create || request.Object?["spec"] is not JsonObject spec)
        {
            return;
        }

        var name = ObjectMeta.Text(spec, "serviceAccountName");
        name = name.Length > 0 ? name : Default;
        spec["serviceAccountName"] = name;
        spec["serviceAccount"] = name;
        var account = Find(request, name);
        if (spec["imagePullSecrets"] is not JsonArray { Count: > 0 } && account?["imagePullSecrets"] is { } secrets)
        {
            spec["imagePullSecrets"] = secrets.DeepClone();
        }

        if ((Flag(spec) ?? Flag(account)) != false)
        {
            Mount(spec, request.Context.Ids);
        }
    }

    /// <summary>
    /// The account; null where it says nothing of pods. The default account of a namespace is always about to come, so
    /// that nobody has to wait for its controller.
    /// </summary>
    private static JsonObject? Find(AdmissionRequest request, string name)
    {
        var stored = request.Context.Store.Find("serviceaccounts", new ObjectKey(request.Namespace, name));
        if (stored is null && name != Default)
        {
            throw request.Forbidden(
                $"error looking up service account {request.Namespace}/{name}: serviceaccount \"{name}\" not found");
        }

        // Few accounts say anything, and every pod asks.
        return stored is not null
            && (stored.Json.Span.IndexOf("\"imagePullSecrets\""u8) >= 0
                || stored.Json.Span.IndexOf("\"automountServiceAccountToken\""u8) >= 0)
            ? (JsonObject)JsonReader.Read(stored.Json.Span).Node!
            : null;
    }

    private static bool? Flag(JsonObject? from) =>
        from?["automountServiceAccountToken"] is JsonValue value && value.TryGetValue<bool>(out var flag) ? flag : null;

    private static void Mount(JsonObject spec, IdSource ids)
    {
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
