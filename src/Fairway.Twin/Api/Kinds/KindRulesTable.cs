using System.Collections.Frozen;
using Fairway.Schema.Resources;
using Fairway.Twin.Api.Validation;

namespace Fairway.Twin.Api.Kinds;

/// <summary>Which rules a resource has, by its group and plural; the others have the base's.</summary>
internal static class KindRulesTable
{
    private static readonly KindRules Plain = new();
    private static readonly KindRules Definitions = new DefinitionRules();
    private static readonly KindRules OldAutoscalers = new AutoscalerRules(true);
    private static readonly KindRules Autoscalers = new AutoscalerRules(false);
    private static readonly KindRules Budgets = new BudgetRules();
    private static readonly KindRules Certificates = new CertificateRules();

    private static readonly FrozenDictionary<string, KindRules> Core =
        new Dictionary<string, KindRules>(StringComparer.Ordinal)
    {
        ["namespaces"] = new NamespaceRules(),
        ["nodes"] = new NodeRules(),
        ["pods"] = new PodRules(),
        ["endpoints"] = new EndpointsRules(),
        ["componentstatuses"] = new ComponentRules(),
        ["services"] = new ServiceRules(),
        ["replicationcontrollers"] =
            new WorkloadRules(WorkloadValidation.CheckReplicationController) { LeavesPods = true },
        ["serviceaccounts"] = new AnsweringRules(),
        ["persistentvolumes"] = new VolumeRules(),
        ["persistentvolumeclaims"] = new ClaimRules(),
        ["podtemplates"] = new PodTemplateRules(),
        ["resourcequotas"] =
            new SpecifiedRules(QuotaValidation.Check, QuotaValidation.KeepScopes, answersDeleted: true),
        ["limitranges"] = new SpecifiedRules(LimitRangeValidation.Check),
        ["configmaps"] = new ConfigMapRules(),
        ["secrets"] = new SecretRules(),
    }.ToFrozenDictionary(StringComparer.Ordinal);

    private static readonly FrozenDictionary<string, KindRules> Apps =
        new Dictionary<string, KindRules>(StringComparer.Ordinal)
    {
        ["deployments"] = new DeploymentRules(),
        ["replicasets"] = new WorkloadRules(WorkloadValidation.CheckReplicaSet, WorkloadValidation.KeepSelector),
        ["statefulsets"] =
            new WorkloadRules(WorkloadValidation.CheckStatefulSet, WorkloadValidation.KeepStatefulSet),
        ["daemonsets"] = new DaemonSetRules(),
    }.ToFrozenDictionary(StringComparer.Ordinal);

    private static readonly FrozenDictionary<string, KindRules> Batch =
        new Dictionary<string, KindRules>(StringComparer.Ordinal)
    {
        ["jobs"] = new JobRules(),
        ["cronjobs"] = new CronJobRules(),
    }.ToFrozenDictionary(StringComparer.Ordinal);

    private static readonly FrozenDictionary<string, KindRules> Access =
        new Dictionary<string, KindRules>(StringComparer.Ordinal)
    {
        ["roles"] = new RoleRules(true),
        ["rolebindings"] = new RoleBindingRules(true),
        ["clusterroles"] = new RoleRules(false),
        ["clusterrolebindings"] = new RoleBindingRules(false),
    }.ToFrozenDictionary(StringComparer.Ordinal);

    private static readonly FrozenDictionary<string, KindRules> Admission =
        new Dictionary<string, KindRules>(StringComparer.Ordinal)
    {
        ["mutatingwebhookconfigurations"] = new WebhookRules(),
        ["validatingwebhookconfigurations"] = new WebhookRules(),
        ["mutatingadmissionpolicies"] = new MutatingPolicyRules(),
        ["mutatingadmissionpolicybindings"] = new PolicyBindingRules(hasActions: false),
        ["validatingadmissionpolicies"] = new ValidatingPolicyRules(),
        ["validatingadmissionpolicybindings"] = new PolicyBindingRules(hasActions: true),
    }.ToFrozenDictionary(StringComparer.Ordinal);

    public static KindRules For(ResourceType resource) => resource.Group switch
    {
        "" => Core.GetValueOrDefault(resource.Plural, Plain),
        "apps" => Apps.GetValueOrDefault(resource.Plural, Plain),
        "autoscaling" => resource.Version == "v1" ? OldAutoscalers : Autoscalers,
        "batch" => Batch.GetValueOrDefault(resource.Plural, Plain),
        "policy" => Budgets,
        "rbac.authorization.k8s.io" => Access.GetValueOrDefault(resource.Plural, Plain),
        "apiextensions.k8s.io" => Definitions,
        "certificates.k8s.io" => Certificates,
        "admissionregistration.k8s.io" => Admission.GetValueOrDefault(resource.Plural, Plain),
        _ when resource.Custom is not null => new CustomRules(resource),
        _ => GroupRulesTable.For(resource, Plain),
    };
}
