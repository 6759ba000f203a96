using System.Text.Json.Nodes;
using Fairway.Api.Rollouts;
using Fairway.Kube;
using Fairway.Twin.Behaviour.Nodes;
using Xunit;

namespace Fairway.Tests.Rollouts.Histories;

/// <summary>
/// One random history of a workload that rolls: changes, permits that are given, renewed and left to lapse, pauses,
/// scaling, lost pods, dark nodes, templates changed by others, and a tenant process that dies in the middle of its
/// writes; then everything is healed, and must come to its end.
/// </summary>
internal sealed class RolloutHistory
{
    private const int Events = 40;
    private const int Nodes = 6;
    private static readonly (int Unavailable, int Surge) Limits = (2, 1);

    private readonly TenantScene scene;
    private readonly string kind;
    private readonly Random random;
    private readonly List<string> told = [];
    private readonly List<string> offences = [];
    private int images = 1;
    private int steps = 1;

    private RolloutHistory(TenantScene scene, string kind, int seed)
    {
        (this.scene, this.kind, random) = (scene, kind, new Random(seed));
        var guard = new TenantGuard(scene.Cluster, Limits, offences.Add);
        scene.Line = _ => guard;
        scene.Pace = """{"maxUnavailable":2,"maxSurge":1}""";
        Guard = guard;
    }

    private TenantGuard Guard { get; }

    /// <summary>Plays one; gives how many writes were looked at.</summary>
    public static int Play(string kind, int seed)
    {
        var looks = 0;
        TenantScene.Run(
            async scene =>
            {
                var history = new RolloutHistory(scene, kind, seed);
                try
                {
                    await history.LiveAsync();
                }
                catch (Exception e) when (e is not OperationCanceledException)
                {
                    throw new InvalidOperationException($"seed {seed}:\n{string.Join('\n', history.told)}", e);
                }

                looks = history.Guard.Looks;
            },
            kind,
            Nodes,
            new PodBehaviours(
                [
                    new PodBehaviourRule(
                        PodBehaviour.Default with { EndsAfter = TimeSpan.FromSeconds(1), BecomesReady = false },
                        "*:bad*"),
                ],
                PodBehaviour.Default));
        return looks;
    }

    private async Task LiveAsync()
    {
        StartTenant();
        await scene.CreateAsync(Nodes);
        await ChangeAsync();
        for (var number = 0; number < Events; number++)
        {
            await EventAsync();
            await scene.Cluster.PassAsync(TimeSpan.FromSeconds(random.Next(1, 12)));
            Assert.Equal([], offences);
        }

        await HealAsync();
    }

    private Task EventAsync() => random.Next(20) switch
    {
        < 9 => GrantAsync(),
        9 or 10 => KillPodAsync(),
        11 or 12 => ScaleAsync(),
        13 => DarkenAsync(),
        14 => BrightenAsync(),
        15 => DieAsync(),
        16 => PauseAsync(),
        17 => ForeignAsync(),
        _ => ChangeAsync(),
    };

    private async Task ChangeAsync()
    {
        string[][] ways = [["0"], ["5", "0"], ["\"50%\"", "0"], ["5", "\"50%\"", "1", "0"]];
        var way = ways[random.Next(ways.Length)];
        var image = random.Next(6) == 0 ? $"app:bad{++images}" : $"app:{++images}";
        Tell($"change to {image} by {string.Join(' ', way)}");
        steps = way.Length;
        await scene.BrakeAsync(way);
        await scene.BringAsync(image);
    }

    private async Task GrantAsync()
    {
        var step = Math.Min(steps - 1, ((await scene.StatusAsync())?.Step ?? -1) + random.Next(2));
        if (step >= 0)
        {
            Tell($"grant {step}");
            await scene.GrantAsync(step, TimeSpan.FromSeconds(random.Next(1, 40)));
        }
    }

    private async Task KillPodAsync()
    {
        var pods = await scene.Cluster.ListAsync(TenantScene.Pods);
        if (pods.Length > 0)
        {
            var name = (string)pods[random.Next(pods.Length)]["metadata"]!["name"]!;
            Tell($"kill {name}");
            await scene.Cluster.DeleteAsync($"{TenantScene.Pods}/{name}");
        }
    }

    private async Task ScaleAsync()
    {
        if (kind == "Deployment")
        {
            var replicas = random.Next(8) == 0 ? 0 : random.Next(2, 10);
            Tell($"scale to {replicas}");
            await scene.PatchWorkloadAsync($$"""{"spec":{"replicas":{{replicas}} } }""");
        }
    }

    private async Task DarkenAsync()
    {
        await BrightenAsync();
        var node = $"node-00{random.Next(Nodes)}";
        Tell($"{node} goes dark");
        await scene.Cluster.PostAsync(
            "/apis/twin.fairway.dev/v1alpha1/nodebehaviors",
            $$"""
            {"apiVersion":"twin.fairway.dev/v1alpha1","kind":"NodeBehavior","metadata":{"name":"dark"},
             "spec":{"selector":{"nodes":["{{node}}"]},"dark":{} } }
            """);
    }

    private async Task BrightenAsync()
    {
        const string Dark = "/apis/twin.fairway.dev/v1alpha1/nodebehaviors/dark";
        if (await scene.Cluster.ExistsAsync(Dark))
        {
            Tell("nodes return");
            await scene.Cluster.DeleteAsync(Dark);
        }
    }

    private Task DieAsync()
    {
        Tell("the tenant dies soon");
        scene.Last!.Api.DiesAfter = scene.Last.Api.Writes.Count + random.Next(1, 4);
        return Task.CompletedTask;
    }

    private Task PauseAsync()
    {
        Tell("pause");
        return scene.PatchRolloutAsync("""{"spec":{"paused":true}}""");
    }

    private async Task ForeignAsync()
    {
        Tell("somebody changes the template");
        await scene.PatchWorkloadAsync(
            $$"""{"spec":{"template":{"spec":{"containers":[{"name":"app","image":"app:{{++images}}"}] } } } }""");
    }

    private async Task HealAsync()
    {
        await BrightenAsync();
        if (kind == "Deployment")
        {
            await scene.PatchWorkloadAsync("""{"spec":{"replicas":5}}""");
        }

        await scene.Cluster.PassAsync(TimeSpan.FromMinutes(6));
        var image = $"app:{++images}";
        Tell($"heal with {image}");
        await scene.BrakeAsync("2", "0");
        await scene.BringAsync(image);
        await scene.WalkAsync(0);
        var done = await scene.WalkAsync(1);
        Assert.Equal(RolloutPhase.Complete, done.Phase);
        await scene.Cluster.PassAsync(TimeSpan.FromMinutes(1));
        var all = kind == "Deployment" ? 5 : Nodes;
        Assert.Equal(all, await scene.CountAsync(image));
        Assert.Equal(all, (await scene.Cluster.ListAsync(TenantScene.Pods)).Length);
        var writes = scene.Last!.Api.Writes.Count;
        await scene.Cluster.PassAsync(TimeSpan.FromMinutes(10));
        Assert.Equal([], scene.Last!.Api.Writes.Skip(writes));
        Assert.Equal([], offences);
    }

    private void StartTenant() => scene.StartTenant().Died = StartTenant;

    private void Tell(string what) => told.Add($"{scene.Cluster.Now:HH:mm:ss.fff} {what}");
}
