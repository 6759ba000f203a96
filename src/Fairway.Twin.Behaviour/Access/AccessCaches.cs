using Fairway.Kube;
using Fairway.Kube.Caching;
using Fairway.Twin.Behaviour.Running;

namespace Fairway.Twin.Behaviour.Access;

/// <summary>Roles of the cluster, requests of certificates, and secrets.</summary>
internal sealed class AccessCaches
{
    private AccessCaches(CacheMaker maker)
    {
        Roles = maker.Make(ClusterRoles, RoleView.Read);
        Requests = maker.Make(CertificateRequests, RequestView.Read);
        Secrets = maker.Make(KubeResources.Secrets, SecretView.Read);
    }

    public static KubeResource ClusterRoles { get; } =
        new("rbac.authorization.k8s.io", "v1", "clusterroles", "ClusterRole", false);

    public static KubeResource CertificateRequests { get; } =
        new("certificates.k8s.io", "v1", "certificatesigningrequests", "CertificateSigningRequest", false);

    public ObjectCache<RoleView> Roles { get; }

    public ObjectCache<RequestView> Requests { get; }

    public ObjectCache<SecretView> Secrets { get; }

    /// <summary>Null where the cluster does not serve all of them.</summary>
    public static AccessCaches? IfServed(CacheMaker maker) =>
        maker.Serves(ClusterRoles, CertificateRequests, KubeResources.Secrets) ? new AccessCaches(maker) : null;
}
