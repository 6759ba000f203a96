using System.Collections.Frozen;
using Fairway.Schema.Resources;
using Fairway.Twin.Api.Validation;

namespace Fairway.Twin.Api.Kinds;

/// <summary>Which rules a resource has, by its qualified name; the others have the base's.</summary>
internal static class KindRulesTable
{
    private static readonly KindRules Plain = new();

    private static readonly FrozenDictionary<string, KindRules> Rules =
        new Dictionary<string, KindRules>(StringComparer.Ordinal)
    {
        ["namespaces"] = new NamespaceRules(),
        ["pods"] = new PodRules(),
        ["endpoints"] = new EndpointsRules(),
        ["services"] = new ServiceRules(),
        ["replicationcontrollers"] = new WorkloadRules(WorkloadValidation.CheckReplicationController),
        ["serviceaccounts"] = new AnsweringRules(),
        ["persistentvolumes"] =
            new SpecifiedRules(StorageValidation.CheckVolume, StorageValidation.KeepVolume, answersDeleted: true),
        ["persistentvolumeclaims"] =
            new SpecifiedRules(StorageValidation.CheckClaim, StorageValidation.KeepClaim, answersDeleted: true),
        ["podtemplates"] = new PodTemplateRules(),
        ["resourcequotas"] =
            new SpecifiedRules(QuotaValidation.Check, QuotaValidation.KeepScopes, answersDeleted: true),
        ["limitranges"] = new SpecifiedRules(LimitRangeValidation.Check),
        ["configmaps"] = new ConfigMapRules(),
        ["secrets"] = new SecretRules(),
        ["deployments.apps"] = new DeploymentRules(),
        ["replicasets.apps"] = new WorkloadRules(WorkloadValidation.CheckReplicaSet, WorkloadValidation.KeepSelector),
        ["statefulsets.apps"] =
            new WorkloadRules(WorkloadValidation.CheckStatefulSet, WorkloadValidation.KeepStatefulSet),
        ["daemonsets.apps"] = new DaemonSetRules(),
        ["roles.rbac.authorization.k8s.io"] = new RoleRules(true),
        ["rolebindings.rbac.authorization.k8s.io"] = new RoleBindingRules(true),
        ["clusterroles.rbac.authorization.k8s.io"] = new RoleRules(false),
        ["clusterrolebindings.rbac.authorization.k8s.io"] = new RoleBindingRules(false),
    }.ToFrozenDictionary(StringComparer.Ordinal);

    public static KindRules For(ResourceType resource) => Rules.GetValueOrDefault(resource.QualifiedName, Plain);
}
