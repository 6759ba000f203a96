using Fairway.Kube;

namespace Fairway.Twin.Behaviour.Requests;

/// <summary>Resources of which only built-in controllers speak.</summary>
internal static class CoreResources
{
    public static KubeResource ServiceAccounts { get; } = new("", "v1", "serviceaccounts", "ServiceAccount", true);

    public static KubeResource Definitions { get; } =
        new("apiextensions.k8s.io", "v1", "customresourcedefinitions", "CustomResourceDefinition", false);
}
