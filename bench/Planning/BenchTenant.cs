using System.Text.Json;
using System.Text.Json.Nodes;
using Fairway.Components.Targets;
using Fairway.Components.Tenants;
using Fairway.Kube;
using Fairway.Kube.Requests;
using Fairway.Merge.Diffing;
using Fairway.Twin.Api;
using Fairway.Twin.Storage;

namespace Fairway.Bench.Planning;

/// <summary>A tenant cluster of the bench: an API and objects, without controllers.</summary>
internal sealed class BenchTenant
{
    private static readonly CancellationToken None = CancellationToken.None;
    private static readonly WriteOptions AsFairway = new() { FieldManager = "fairway" };
    private static readonly WriteOptions AsSomebody = new() { FieldManager = "kubectl-edit" };
    private readonly DirectKubeApi direct;

    public BenchTenant(int number)
    {
        var store = ApiStore.Open(TimeProvider.System);
        direct = new DirectKubeApi(
            new ApiServer(new ApiServerOptions(store, TimeProvider.System, new Random(number))), ApiUser.Admin);
        Api = new CountedApi(direct);
        Id = $"cluster-{number:000}";
    }

    public string Id { get; }

    public IKubeApi Api { get; }

    /// <summary>Where Fairway's own objects are.</summary>
    public Task PrepareAsync() => Inventory.EnsureNamespaceAsync(direct, None);

    /// <summary>Has what a target says, as if it had been brought.</summary>
    public async Task BringAsync(TargetDocument target, string digest, TenantKinds kinds, bool drifts)
    {
        foreach (var item in target.Items)
        {
            var reference = ObjectRef.Of(item);
            var key = Tenant.Key(reference);
            await direct.CreateAsync(kinds.Get(reference), key.Namespace, item, AsFairway, None);
        }

        await Inventory.WriteAsync(direct, target.Component, target.Version, digest, None);
        var map = target.Items.Select(ObjectRef.Of).FirstOrDefault(item => item.Kind.Kind == "ConfigMap");
        if (drifts && map.Name is not null)
        {
            var patch = new JsonObject
            {
                ["metadata"] = new JsonObject
                {
                    ["labels"] = new JsonObject { ["app.kubernetes.io/name"] = "somebody-else" },
                },
            };
            await direct.MergePatchAsync(kinds.Get(map), Tenant.Key(map), patch, AsSomebody, None);
        }
    }
}
