using System.Collections.Frozen;
using Fairway.Twin.Api.Admission.Limits;
using Fairway.Twin.Api.Admission.PodSecurity;
using Fairway.Twin.Api.Admission.Storage;

namespace Fairway.Twin.Api.Admission;

/// <summary>
/// A plugin that every cluster has. It holds no state: what it needs is in the request's cluster, so that all clusters
/// of a process share it.
/// </summary>
internal abstract class BuiltInAdmission
{
    /// <summary>Changes <see cref="AdmissionRequest.Object"/>, which is not there for deletions.</summary>
    /// <exception cref="Errors.ApiFailure">The write is refused.</exception>
    public virtual void Admit(AdmissionRequest request)
    {
    }

    /// <summary>Looks at what is about to be committed.</summary>
    /// <exception cref="Errors.ApiFailure">The write is refused.</exception>
    public virtual void Validate(AdmissionRequest request)
    {
    }
}

/// <summary>Which built-in plugins look at a resource, in the order in which a real server has them.</summary>
internal static class BuiltInAdmissions
{
    private static readonly PodSecurityAdmission Security = new();

    private static readonly FrozenDictionary<string, BuiltInAdmission[]> ByResource =
        new Dictionary<string, BuiltInAdmission[]>(StringComparer.Ordinal)
    {
        ["certificatesigningrequests.certificates.k8s.io"] = [new CertificateAdmission()],
        ["namespaces"] = [new NamespaceSecurityAdmission()],
        ["pods"] = [
            new PodLimits(), new PodServiceAccount(), Security, new PodPriority(), new PodTolerations(),
            new PodRuntimeClass(),
        ],
        ["nodes"] = [new NodeTaints()],
        ["persistentvolumeclaims"] = [
            new ClaimLimits(), new ClaimClass(), new StorageProtection("kubernetes.io/pvc-protection"),
            new ClaimGrowth(),
        ],
        ["persistentvolumes"] = [new StorageProtection("kubernetes.io/pv-protection")],
        ["ingresses.networking.k8s.io"] = [new IngressClass()],
        ["priorityclasses.scheduling.k8s.io"] = [new PriorityDefault()],
        ["podtemplates"] = [Security],
        ["replicationcontrollers"] = [Security],
        ["replicasets.apps"] = [Security],
        ["deployments.apps"] = [Security],
        ["daemonsets.apps"] = [Security],
        ["statefulsets.apps"] = [Security],
        ["jobs.batch"] = [Security],
        ["cronjobs.batch"] = [Security],
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>The plugins of a resource, by its qualified name.</summary>
    public static ReadOnlySpan<BuiltInAdmission> For(AdmissionRequest request) =>
        ByResource.TryGetValue(request.Resource.QualifiedName, out var found) ? found : [];
}
