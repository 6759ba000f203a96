using System.Text;
using System.Text.Json.Nodes;
using Fairway.Api;
using Fairway.Kube;
using Fairway.Kube.Crds;
using Fairway.Kube.Requests;
using Fairway.Tests.Twin.Behaviour;
using Fairway.Twin.Api;
using Xunit;

namespace Fairway.Tests.Kube.Crds;

/// <summary>Definitions are brought to a cluster of the twin, and waited for.</summary>
public sealed class CrdInstallerTests
{
    private const string Definitions = "/apis/apiextensions.k8s.io/v1/customresourcedefinitions";

    private static ApiCrd Rollouts { get; } = ApiCrds.Tenant.Single(crd => crd.Name == "rollouts.fairway.dev");
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly OneThread thread = new();

    [Fact]
    public void Every_kind_of_ours_is_served_afterwards()
    {
        Run(async (api, server) =>
        {
            await InstallAsync(api, [.. ApiCrds.Meta, .. ApiCrds.Tenant]);

            foreach (var kind in ApiKind.Meta.Concat(ApiKind.Tenant).Select(ApiKind.Of))
            {
                await server.ListAsync(
                    new KubeResource("fairway.dev", "v1alpha1", kind.Plural, kind.Kind, kind.Namespaced),
                    ListQuery.All,
                    CancellationToken.None);
            }
        });
    }

    [Fact]
    public void A_second_installation_writes_nothing()
    {
        Run(async (api, server) =>
        {
            await InstallAsync(api, ApiCrds.Meta);
            var first = await ListAsync(server);
            api.Opened.Clear();

            await InstallAsync(api, ApiCrds.Meta);

            Assert.Equal(first, await ListAsync(server));
            Assert.Empty(api.Opened);
        });
    }

    [Fact]
    public void What_is_not_established_at_once_is_watched_until_it_is()
    {
        Run(async (api, _) =>
        {
            api.HidesStatus = true;

            await InstallAsync(api, [Rollouts]);

            Assert.Equal([$"{Definitions}?fieldSelector=metadata.name=rollouts.fairway.dev"], api.Opened);
        });
    }

    [Fact]
    public void A_server_that_does_not_answer_is_asked_again()
    {
        Run(async (api, server) =>
        {
            api.Unreachable = 3;

            await InstallAsync(api, ApiCrds.Tenant);

            Assert.Contains("rollouts.fairway.dev", await ListAsync(server), StringComparison.Ordinal);
        });
    }

    [Fact]
    public void A_watch_that_breaks_off_is_opened_again()
    {
        Run(async (api, _) =>
        {
            api.HidesStatus = true;
            api.UnreachableWatches = 2;

            await InstallAsync(api, [Rollouts]);

            Assert.Equal(3, api.Opened.Count);
        });
    }

    [Fact]
    public void A_server_that_never_answers_is_given_up_in_time()
    {
        Run(async (api, _) =>
        {
            api.Unreachable = int.MaxValue;

            var refusal = await Assert.ThrowsAsync<CrdInstallException>(() => InstallAsync(api, ApiCrds.Tenant));

            Assert.Equal(
                "The API server has not established rollouts.fairway.dev within 30 seconds: connection refused. "
                + "Look at: kubectl get crd rollouts.fairway.dev -o yaml",
                refusal.Message);
            Assert.True(thread.Time.Elapsed < Patience + TimeSpan.FromSeconds(1));
        });
    }

    [Fact]
    public void A_name_that_another_definition_has_is_told()
    {
        Run(async (api, server) =>
        {
            var other = Encoding.UTF8.GetString(ApiCrds.Tenant[0].Yaml.Span)
                .Replace("fairway.dev", "example.com", StringComparison.Ordinal);
            await InstallAsync(api, [new ApiCrd("rollouts.example.com", Encoding.UTF8.GetBytes(other))]);
            var ours = Encoding.UTF8.GetBytes(other
                .Replace("name: rollouts.", "name: turns.", StringComparison.Ordinal)
                .Replace("plural: rollouts", "plural: turns", StringComparison.Ordinal));

            var refusal = await Assert.ThrowsAsync<CrdInstallException>(
                () => InstallAsync(api, [new ApiCrd("turns.example.com", ours)]));

            Assert.StartsWith(
                "The API server has not established turns.example.com within 30 seconds: NamesAccepted is False (",
                refusal.Message,
                StringComparison.Ordinal);
        });
    }

    [Fact]
    public void A_refused_definition_is_told_at_once()
    {
        Run(async (api, _) =>
        {
            var refusal = await Assert.ThrowsAsync<CrdInstallException>(
                () => InstallAsync(api, [new ApiCrd("x.fairway.dev", "spec: {group: fairway.dev}"u8.ToArray())]));

            Assert.StartsWith("The API server refuses x.fairway.dev: ", refusal.Message, StringComparison.Ordinal);
            Assert.Equal(TimeSpan.Zero, thread.Time.Elapsed);
        });
    }

    [Fact]
    public void Who_gives_up_is_told_so()
    {
        Run(async (api, _) =>
        {
            api.Unreachable = int.MaxValue;
            using var cancel = new CancellationTokenSource(TimeSpan.FromSeconds(1), thread.Time);

            await Assert.ThrowsAnyAsync<OperationCanceledException>(() =>
                new CrdInstaller(api, KubeEnvironment.Of(thread.Time, 1))
                    .InstallAsync(ApiCrds.Tenant, Patience, cancel.Token));
        });
    }

    private Task InstallAsync(IKubeApi api, IReadOnlyList<ApiCrd> crds) =>
        new CrdInstaller(api, KubeEnvironment.Of(thread.Time, 1)).InstallAsync(crds, Patience, CancellationToken.None);

    private static async Task<string> ListAsync(IKubeApi api)
    {
        var list = await api.ListAsync(
            KubeResources.CustomResourceDefinitions, ListQuery.All, CancellationToken.None);
        return list.ReadNode()["items"]!.ToJsonString();
    }

    private void Run(Func<SlowToEstablish, IKubeApi, Task> scenario) => thread.Run(async () =>
    {
        await using var store = ApiStore.Open(thread.Time);
        var server = new ApiServer(new ApiServerOptions(store, thread.Time, new Random(1)));
        var api = new DirectKubeApi(server, ApiUser.Admin);
        await scenario(new SlowToEstablish(api), api);
    });

    /// <summary>A server that answers late, and establishes late.</summary>
    private sealed class SlowToEstablish(IKubeApi inner) : IKubeApi
    {
        public List<string> Opened { get; } = [];

        public int Unreachable { get; set; }

        public int UnreachableWatches { get; set; }

        public bool HidesStatus { get; set; }

        public async Task<KubeResponse> SendAsync(KubeRequest request, CancellationToken cancel)
        {
            if (Unreachable-- > 0)
            {
                throw new KubeApiException(0, "Unreachable", "connection refused");
            }

            var answer = await inner.SendAsync(request, cancel);
            if (!HidesStatus || !answer.IsSuccess)
            {
                return answer;
            }

            var tree = (JsonObject)answer.ReadNode();
            tree.Remove("status");
            return answer with { Body = new(Encoding.UTF8.GetBytes(tree.ToJsonString())) };
        }

        public Task<IKubeWatch> WatchAsync(KubeRequest request, CancellationToken cancel)
        {
            Opened.Add($"{request.Path}?{request.Query[0].Key}={request.Query[0].Value}");
            return UnreachableWatches-- > 0
                ? throw new KubeApiException(0, "Unreachable", "connection refused")
                : inner.WatchAsync(request, cancel);
        }
    }
}
