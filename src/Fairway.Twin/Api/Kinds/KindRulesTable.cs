using System.Collections.Frozen;
using Fairway.Schema.Resources;

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
        ["replicationcontrollers"] = new GenerationRules(),
        ["serviceaccounts"] = new AnsweringRules(),
        ["persistentvolumes"] = new AnsweringRules(),
        ["persistentvolumeclaims"] = new AnsweringRules(),
        ["podtemplates"] = new AnsweringRules(),
        ["resourcequotas"] = new AnsweringRules(),
        ["deployments.apps"] = new DeploymentRules(),
        ["replicasets.apps"] = new GenerationRules(),
        ["statefulsets.apps"] = new GenerationRules(),
        ["daemonsets.apps"] = new DaemonSetRules(),
        ["roles.rbac.authorization.k8s.io"] = new PathNamedRules(),
        ["rolebindings.rbac.authorization.k8s.io"] = new PathNamedRules(),
        ["clusterroles.rbac.authorization.k8s.io"] = new PathNamedRules(),
        ["clusterrolebindings.rbac.authorization.k8s.io"] = new PathNamedRules(),
    }.ToFrozenDictionary(StringComparer.Ordinal);

    public static KindRules For(ResourceType resource) => Rules.GetValueOrDefault(resource.QualifiedName, Plain);
}
