using System.Text.Json.Nodes;
using Fairway.Schema.Resources;

namespace Fairway.Schema.Defaults;

/// <summary>
/// Defaults of built-in kinds that depend on other places of the object, after <see cref="SchemaDefaulter"/>. What only
/// the server knows (addresses, ports, names, defaults that admission puts in) is not among them.
/// </summary>
public static class KindDefaults
{
    /// <summary>
    /// Changes the object in place; other kinds are left as they are. Doing it twice changes nothing more.
    /// </summary>
    public static void Apply(ResourceType resource, JsonObject value)
    {
        switch (resource.Group, resource.Kind)
        {
            case ("", "Pod"):
                PodDefaults.ApplyToPod(value);
                break;
            case ("", "PodTemplate"):
                PodDefaults.ApplyToTemplate(value);
                break;
            case ("", "Secret"):
                SecretDefaults.Apply(value);
                break;
            case ("", "Service"):
                ServiceDefaults.Apply(value);
                break;
            case ("", "ReplicationController"):
                WorkloadDefaults.ApplyToReplicationController(value);
                break;
            case ("", "Namespace" or "Node" or "LimitRange"):
                ClusterDefaults.Apply(resource.Kind, value);
                break;
            case ("apps", _):
                WorkloadDefaults.Apply(resource.Kind, value);
                break;
            case ("batch", "Job" or "CronJob"):
                BatchDefaults.Apply(resource.Kind, value);
                break;
            case ("autoscaling", "HorizontalPodAutoscaler") when resource.Version == "v2":
                AutoscalingDefaults.Apply(value);
                break;
            case ("rbac.authorization.k8s.io", "RoleBinding" or "ClusterRoleBinding"):
                ClusterDefaults.ApplyToBinding(value);
                break;
            case ("apiextensions.k8s.io", "CustomResourceDefinition"):
                DefinitionDefaults.Apply(value);
                break;
            case ("flowcontrol.apiserver.k8s.io", "FlowSchema" or "PriorityLevelConfiguration"):
                FlowDefaults.Apply(resource.Kind, value);
                break;
            case ("resource.k8s.io", "ResourceClaim" or "ResourceClaimTemplate"):
                DeviceDefaults.Apply(resource.Kind, value);
                break;
            case ("networking.k8s.io", "NetworkPolicy"):
                ClusterDefaults.ApplyToNetworkPolicy(value);
                break;
            default:
                break;
        }
    }
}
