using Fairway.Api;
using Fairway.Api.Meta;
using Fairway.Kube.Requests;

namespace Fairway.Kube.Crds;

/// <summary>Brings admission policies and their bindings to a cluster, by server-side apply as the field manager
/// <c>fairway</c>, or takes them away. Where all is as wanted already, nothing is written.</summary>
public sealed class PolicyInstaller(IKubeApi api)
{
    private static readonly KubeResource Policies = new(
        "admissionregistration.k8s.io", "v1", "validatingadmissionpolicies", "ValidatingAdmissionPolicy", false);

    private static readonly KubeResource Bindings = new(
        "admissionregistration.k8s.io",
        "v1",
        "validatingadmissionpolicybindings",
        "ValidatingAdmissionPolicyBinding",
        false);

    // They are ours alone: who has changed them by hand has taken a protection away.
    private static readonly WriteOptions Ours = new() { FieldManager = Labels.ConfigurationManager, Force = true };

    /// <summary>All of them.</summary>
    /// <param name="policies">Policies and bindings.</param>
    /// <param name="cancel">Gives up.</param>
    /// <exception cref="KubeApiException">The server does not answer, or refuses one.</exception>
    public async Task InstallAsync(IReadOnlyList<ApiPolicy> policies, CancellationToken cancel) =>
        await Task.WhenAll(policies.Select(policy => api.ApplyAsync(
            ResourceOf(policy), new ObjectKey(null, policy.Name), policy.Yaml, Ours, cancel)));

    /// <summary>Deletes those that carry Fairway's label. Others of the same names are somebody else's, and
    /// stay.</summary>
    /// <param name="policies">Policies and bindings.</param>
    /// <param name="cancel">Gives up.</param>
    /// <exception cref="KubeApiException">The server does not answer, or refuses.</exception>
    public async Task RemoveAsync(IReadOnlyList<ApiPolicy> policies, CancellationToken cancel) =>
        await Task.WhenAll(policies.Select(policy => RemoveAsync(policy, cancel)));

    private async Task RemoveAsync(ApiPolicy policy, CancellationToken cancel)
    {
        var key = new ObjectKey(null, policy.Name);
        var metadata = (await api.FindAsync(ResourceOf(policy), key, cancel))?.ReadNode()["metadata"];
        if ((string?)metadata?["labels"]?[Labels.ManagedBy] == Labels.ManagedByFairway)
        {
            var same = new DeleteOptions { Uid = (string?)metadata["uid"] };
            await api.DeleteIfPresentAsync(ResourceOf(policy), key, same, cancel);
        }
    }

    private static KubeResource ResourceOf(ApiPolicy policy) => policy.IsBinding ? Bindings : Policies;
}
