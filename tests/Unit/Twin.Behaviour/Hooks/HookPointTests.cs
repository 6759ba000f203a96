using Fairway.Kube;
using Fairway.Kube.Controllers;
using Fairway.Kube.Hooks;
using Fairway.Twin.Api;
using Fairway.Twin.Behaviour;
using Xunit;

namespace Fairway.Tests.Twin.Behaviour.Hooks;

/// <summary>The ten points at which a run can be looked at and held up.</summary>
public sealed class HookPointTests
{
    private const string Pods = "/api/v1/namespaces/default/pods";

    private const string Deployment = """
        {"apiVersion":"apps/v1","kind":"Deployment","metadata":{"name":"web","namespace":"default"},
         "spec":{"replicas":2,"selector":{"matchLabels":{"app":"web"}},"template":{
           "metadata":{"labels":{"app":"web"}},"spec":{"containers":[{"name":"c","image":"i"}]}}}}
        """;

    [Fact]
    public void Each_verb_is_told_of_as_what_it_is_before_and_after() => Run(async (api, seen) =>
    {
        var hooked = new HookedKubeApi(api, seen);
        foreach (var (method, path) in new[]
                 {
                     ("GET", $"{Pods}/a"), ("GET", Pods), ("POST", Pods), ("PUT", $"{Pods}/a"), ("PATCH", $"{Pods}/a"),
                     ("DELETE", $"{Pods}/a"), ("DELETE", Pods), ("GET", "/version"),
                 })
        {
            await hooked.SendAsync(new KubeRequest { Method = method, Path = path }, CancellationToken.None);
        }

        var verbs = new[] { "Get", "List", "Create", "Update", "Patch", "Delete", "DeleteCollection" };
        Assert.Equal(verbs.SelectMany(verb => new[] { $"{verb}?", $"{verb}!" }), seen.Lines);
    });

    [Fact]
    public void A_controllers_reconciles_calls_and_deltas_are_told_of_with_their_cause() => Run(async (api, seen) =>
    {
        await StartAsync(api, seen);
        await PostAsync(api);
        await seen.UntilAsync("Create! pods of replicaset default/");

        Assert.Contains("Dequeue deployment default/web", seen.Lines);
        Assert.Contains("Delta Added deployments", seen.Lines);
        Assert.Contains("Dispatch deployments.apps", seen.Lines);
        Assert.Contains("Create! replicasets of deployment default/web", seen.Lines);
        Assert.Contains("Reconciled deployment default/web", seen.Lines);
    });

    [Fact]
    public void What_is_held_up_happens_when_it_is_let_go() => Run(async (api, seen) =>
    {
        await StartAsync(api, seen);
        seen.Held = new TaskCompletionSource();
        await PostAsync(api);
        await seen.PassAsync(TimeSpan.FromMinutes(5));
        Assert.DoesNotContain("Dequeue deployment default/web", seen.Lines);

        seen.Held.SetResult();
        await seen.UntilAsync("Create! replicasets of deployment default/web");
    });

    private static void Run(Func<IKubeApi, Watcher, Task> scenario)
    {
        var thread = new OneThread();
        thread.Run(async () =>
        {
            var seen = new Watcher(thread.Time);
            var options = new ApiServerOptions(ApiStore.Open(thread.Time), thread.Time, new Random(1)) { Hooks = seen };
            await using var server = new ApiServer(options);
            await scenario(new DirectKubeApi(server, ApiUser.Admin), seen);
            seen.Ending.Cancel();
        });
    }

    private static Task StartAsync(IKubeApi api, Watcher seen) => ClusterBehaviour.StartAsync(
        new HookedKubeApi(api, seen),
        new ClusterBehaviourOptions(KubeEnvironment.Of(seen.Time, 1) with { Hooks = seen }),
        seen.Ending.Token);

    private static async Task PostAsync(IKubeApi api) => (await api.SendAsync(
        new KubeRequest
        {
            Method = "POST",
            Path = "/apis/apps/v1/namespaces/default/deployments",
            ContentType = "application/json",
            Body = System.Text.Encoding.UTF8.GetBytes(Deployment),
        },
        CancellationToken.None)).EnsureSuccess();

    private sealed class Watcher(TimeProvider time) : IHookPoints
    {
        public List<string> Lines { get; } = [];

        public TimeProvider Time => time;

        public CancellationTokenSource Ending { get; } = new();

        public TaskCompletionSource? Held { get; set; }

        public Task PassAsync(TimeSpan span) => Task.Delay(span, time);

        public async Task UntilAsync(string start)
        {
            while (!Lines.Exists(line => line.StartsWith(start, StringComparison.Ordinal)))
            {
                await PassAsync(TimeSpan.FromSeconds(1));
            }
        }

        public ValueTask DequeuedAsync(HookedReconcile reconcile, CancellationToken cancel)
        {
            Lines.Add($"Dequeue {reconcile.Controller} {reconcile.Key}");
            return ValueTask.CompletedTask;
        }

        public void Reconciled(HookedReconcile reconcile, Outcome? outcome) =>
            Lines.Add($"Reconciled {reconcile.Controller} {reconcile.Key}");

        public ValueTask CallingAsync(HookedCall made, CancellationToken cancel) => Add($"{made.Point}?", made);

        public ValueTask AnsweredAsync(HookedCall made, KubeResponse response, CancellationToken cancel) =>
            Add($"{made.Point}!", made);

        public async ValueTask DeltaAsync(HookedDelta delta, CancellationToken cancel)
        {
            if (!delta.IsInitial)
            {
                await (Held?.Task ?? Task.CompletedTask);
                Lines.Add($"Delta {delta.Type} {delta.Resource.Plural}");
            }
        }

        public ValueTask DispatchingAsync(HookedDispatch dispatch, CancellationToken cancel)
        {
            Lines.Add($"Dispatch {dispatch.Resource}");
            return ValueTask.CompletedTask;
        }

        private ValueTask Add(string what, HookedCall call)
        {
            var cause = call.Reconcile is { } by ? $" {call.Target.Plural} of {by.Controller} {by.Key}" : "";
            Lines.Add(what + cause);
            return ValueTask.CompletedTask;
        }
    }
}
