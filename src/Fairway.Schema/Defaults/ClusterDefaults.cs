using System.Text.Json.Nodes;

namespace Fairway.Schema.Defaults;

/// <summary>Kinds that describe the cluster, its limits and who may do what.</summary>
internal static class ClusterDefaults
{
    private const string RbacGroup = "rbac.authorization.k8s.io";

    public static void Apply(string kind, JsonObject value)
    {
        switch (kind)
        {
            case "Namespace":
                LabelWithName(value);
                break;
            case "Node":
                AllocateAll(value);
                break;
            default:
                foreach (var item in value.Child("spec")?.Each("limits") ?? [])
                {
                    ApplyToLimit(item);
                }

                break;
        }
    }

    /// <summary>Names the group of the role and of users and groups; service accounts are of the core group.</summary>
    public static void ApplyToBinding(JsonObject binding)
    {
        binding.Child("roleRef")?.Default("apiGroup", JsonValue.Create(RbacGroup));
        foreach (var subject in binding.Each("subjects"))
        {
            if (subject.Text("kind") is "User" or "Group")
            {
                subject.Default("apiGroup", JsonValue.Create(RbacGroup));
            }
        }
    }

    /// <summary>A policy is about what comes in, and about what goes out where it says anything about that.</summary>
    public static void ApplyToNetworkPolicy(JsonObject policy)
    {
        var spec = policy.Need("spec");
        if (!spec.Holds("policyTypes"))
        {
            spec["policyTypes"] = spec.Holds("egress") ? new JsonArray("Ingress", "Egress") : new JsonArray("Ingress");
        }
    }

    private static void LabelWithName(JsonObject ns)
    {
        var metadata = ns.Need("metadata");
        if (metadata.Text("name") is { Length: > 0 } name)
        {
            metadata.Need("labels")["kubernetes.io/metadata.name"] = name;
        }
    }

    private static void AllocateAll(JsonObject node)
    {
        if (node.Child("status") is { } status
            && status.Child("capacity") is { } capacity && !status.Holds("allocatable"))
        {
            status["allocatable"] = capacity.DeepClone();
        }
    }

    /// <summary>
    /// For containers: the maximum is the default limit, the default limit the default request, and else the minimum
    /// is.
    /// </summary>
    private static void ApplyToLimit(JsonObject limit)
    {
        if (limit.Text("type") != "Container")
        {
            return;
        }

        CopyMissing(limit, "max", "default");
        CopyMissing(limit, "default", "defaultRequest");
        CopyMissing(limit, "min", "defaultRequest");
    }

    private static void CopyMissing(JsonObject limit, string from, string to)
    {
        foreach (var (name, amount) in limit.Child(from) ?? [])
        {
            limit.Need(to).Default(name, amount!.DeepClone());
        }
    }
}
