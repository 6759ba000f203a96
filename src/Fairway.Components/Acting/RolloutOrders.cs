using System.Text.Json;
using System.Text.Json.Nodes;
using Fairway.Api;
using Fairway.Api.Meta;
using Fairway.Api.Rollouts;
using Fairway.Delivery.Changes;
using Fairway.Kube;
using Fairway.Kube.Requests;
using Fairway.Merge.Diffing;

namespace Fairway.Components.Acting;

/// <summary>Rollouts in a tenant cluster, as the manager orders them. One is written only where it says something
/// new.</summary>
internal sealed class RolloutOrders(IKubeApi tenant, ChangeOrder order)
{
    private static readonly KubeResource Rollouts = FairwayResources.Of<Rollout>();
    private static readonly WriteOptions AsFairway = new() { FieldManager = Labels.ConfigurationManager, Force = true };

    /// <summary>Where the Rollout of a workload is.</summary>
    public static ObjectKey KeyOf(ObjectRef workload) =>
        new(workload.Namespace, $"{KindOf(workload)}-{workload.Name}");

    // Two groups have StatefulSets and DaemonSets.
    private static string KindOf(ObjectRef workload) => workload.Kind.Group == "apps"
        ? workload.Kind.Kind.ToLowerInvariant()
        : $"{workload.Kind.Kind.ToLowerInvariant()}.{workload.Kind.Group}";

    /// <summary>The Rollout of a workload; null where there is none.</summary>
    public Task<Rollout?> FindAsync(ObjectRef workload, CancellationToken cancel) =>
        tenant.FindAsync(Rollouts, KeyOf(workload), ApiJson.Default.Rollout, cancel);

    /// <summary>Whether the Rollout is of this order.</summary>
    public bool IsOurs(Rollout? rollout) => rollout?.Spec.Change == order.ChangeName;

    /// <summary>Asks for the brake; what an earlier change was permitted is taken back with it.</summary>
    public async Task<Rollout> BrakeAsync(ObjectRef workload, RolloutPace pace, CancellationToken cancel)
    {
        var known = await FindAsync(workload, cancel);
        return IsOurs(known)
            ? known!
            : await ApplyAsync(
                workload, known, new RolloutSpec { PermittedThrough = -1, Pace = pace }, Fenced.GoingOn, cancel);
    }

    /// <summary>Says from which generation on the workload has the new template.</summary>
    public async Task StartAsync(ObjectRef workload, long generation, CancellationToken cancel)
    {
        // Read anew: the tenant process has written its status since the brake was asked for.
        var rollout = await FindAsync(workload, cancel);
        if (IsOurs(rollout) && rollout!.Spec.Generation is null)
        {
            await ApplyAsync(workload, rollout, rollout.Spec with { Generation = generation }, Fenced.GoingOn, cancel);
        }
    }

    /// <summary>Permits a step until a moment. A higher one that was permitted stays so.</summary>
    public Task GrantAsync(ObjectRef workload, Rollout rollout, ChangeAct.Grant grant, CancellationToken cancel)
    {
        var spec = rollout.Spec with
        {
            PermittedThrough = Math.Max(rollout.Spec.PermittedThrough, grant.Step),
            PermitUntil = grant.Until,
            Paused = false,
        };
        var fenced = grant.Step > rollout.Spec.PermittedThrough ? Fenced.Beginning : Fenced.GoingOn;
        return spec == rollout.Spec ? Task.CompletedTask : ApplyAsync(workload, rollout, spec, fenced, cancel);
    }

    /// <summary>Halts. Not fenced: halting is always allowed.</summary>
    public Task HaltAsync(ObjectRef workload, Rollout rollout, CancellationToken cancel) => rollout.Spec.Paused
        ? Task.CompletedTask
        : ApplyAsync(workload, rollout, rollout.Spec with { Paused = true }, Fenced.Never, cancel);

    private async Task<Rollout> ApplyAsync(
        ObjectRef workload, Rollout? known, RolloutSpec wanted, Fenced fenced, CancellationToken cancel)
    {
        var key = KeyOf(workload);
        var body = JsonSerializer.SerializeToNode(
            new Rollout
            {
                Kind = nameof(Rollout),
                Metadata = new ObjectMeta
                {
                    Name = key.Name,
                    Namespace = key.Namespace,
                    ResourceVersion = known?.Metadata.ResourceVersion,
                    Labels = new Dictionary<string, string> { [Labels.Component] = order.Target.Component },
                },
                Spec = wanted with
                {
                    Workload = new WorkloadReference
                    {
                        ApiVersion = workload.ApiVersion,
                        Kind = workload.Kind.Kind,
                        Name = workload.Name,
                    },
                    Change = order.ChangeName,
                    Steps = order.Steps,
                },
            },
            ApiJson.Default.Rollout)!;
        await (fenced switch
        {
            Fenced.Beginning => order.Fence.EnsureMayBeginAsync(cancel),
            Fenced.GoingOn => order.Fence.EnsureAsync(cancel),
            _ => Task.CompletedTask,
        });

        var answer = await tenant.ApplyAsync(Rollouts, key, body, AsFairway, cancel);
        return answer.Read(ApiJson.Default.Rollout);
    }

    /// <summary>What a write must be allowed to do.</summary>
    private enum Fenced
    {
        Never,
        GoingOn,
        Beginning,
    }
}
