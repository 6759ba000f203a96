using System.Text.Json.Nodes;
using Fairway.Kube.Objects;
using Fairway.Kube.Requests;

namespace Fairway.Kube.Leases;

/// <summary>Writes Leases. Every write but the first names the version that it was decided on: who comes second gets a
/// 409.</summary>
internal sealed class LeaseWriter(IKubeApi api, TimeProvider time)
{
    /// <summary>The Lease as it is now, or null.</summary>
    public Task<LeaseRecord?> FindAsync(ObjectKey key, CancellationToken cancel) =>
        api.FindAsync(KubeResources.Leases, key, LeaseJson.Default.LeaseRecord, cancel);

    /// <summary>Creates the Lease with us as its holder.</summary>
    public async Task<LeaseRecord> CreateAsync(LeaseOptions options, CancellationToken cancel)
    {
        var metadata = new JsonObject { ["name"] = options.Key.Name };
        if (options.Labels.Count > 0)
        {
            metadata["labels"] = new JsonObject(options.Labels.OrderBy(label => label.Key, StringComparer.Ordinal)
                .Select(label => new KeyValuePair<string, JsonNode?>(label.Key, label.Value)));
        }

        var lease = new JsonObject
        {
            ["apiVersion"] = KubeResources.Leases.ApiVersion,
            ["kind"] = KubeResources.Leases.Kind,
            ["metadata"] = metadata,
            ["spec"] = Taken(options, epoch: 1),
        };
        var response = await api.CreateAsync(KubeResources.Leases, options.Key.Namespace, lease, null, cancel);
        return response.Read(LeaseJson.Default.LeaseRecord);
    }

    /// <summary>Puts us in the place of whoever held it, and counts the change of hands.</summary>
    public Task<LeaseRecord> TakeAsync(LeaseOptions options, LeaseRecord seen, CancellationToken cancel) =>
        PatchAsync(options.Key, seen, Taken(options, seen.Epoch + 1), cancel);

    /// <summary>A sign of life.</summary>
    public Task<LeaseRecord> RenewAsync(LeaseOptions options, LeaseRecord held, CancellationToken cancel) =>
        PatchAsync(options.Key, held, new JsonObject { ["renewTime"] = Now() }, cancel);

    /// <summary>Leaves it to whoever wants it. The Lease as it is then, or null where it was deleted.</summary>
    public async Task<LeaseRecord?> GiveUpAsync(LeaseOptions options, LeaseRecord held, CancellationToken cancel)
    {
        if (!options.DeleteWhenGivenUp)
        {
            return await PatchAsync(options.Key, held, new JsonObject { ["holderIdentity"] = null }, cancel);
        }

        await DeleteAsync(options.Key, held, cancel);
        return null;
    }

    /// <summary>Deletes it, unless it has changed.</summary>
    public Task<bool> DeleteAsync(ObjectKey key, LeaseRecord seen, CancellationToken cancel)
    {
        var unchanged = new DeleteOptions { ResourceVersion = seen.Metadata.ResourceVersion };
        return api.DeleteIfPresentAsync(KubeResources.Leases, key, unchanged, cancel);
    }

    private async Task<LeaseRecord> PatchAsync(
        ObjectKey key, LeaseRecord seen, JsonObject spec, CancellationToken cancel)
    {
        var patch = new JsonObject
        {
            ["metadata"] = new JsonObject { ["resourceVersion"] = seen.Metadata.ResourceVersion },
            ["spec"] = spec,
        };
        var response = await api.MergePatchAsync(KubeResources.Leases, key, patch, null, cancel);
        return response.Read(LeaseJson.Default.LeaseRecord);
    }

    private JsonObject Taken(LeaseOptions options, long epoch) => new()
    {
        ["holderIdentity"] = options.Holder,
        ["leaseDurationSeconds"] = (int)Math.Ceiling(options.Duration.TotalSeconds),
        ["acquireTime"] = Now(),
        ["renewTime"] = Now(),
        ["leaseTransitions"] = epoch,
    };

    private string Now() => MicroTime.Text(time.GetUtcNow());
}
