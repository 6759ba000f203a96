using System.Text.Json.Nodes;
using Fairway.Kube;
using Fairway.Kube.Controllers;
using Fairway.Simulation.Fleets;
using Fairway.Twin.Storage;
using Fairway.Twin.Timing;

namespace Fairway.Simulation.Plans;

/// <summary>One run of a workload, with one thing going wrong or nothing.</summary>
internal sealed class PlanRun
{
    public const string Target = "target";

    private static readonly TimeSpan Blindness = TimeSpan.FromSeconds(40);
    private static readonly TimeSpan Margin = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Longest = TimeSpan.FromHours(5);

    private readonly Workload workload;
    private readonly Plan? plan;
    private readonly World world;
    private readonly Twist twist;
    private bool isDone;

    private PlanRun(Workload workload, int seed, Plan? plan, Twist? twist)
    {
        this.workload = workload;
        this.plan = plan;
        this.twist = twist ?? new Twist();
        world = new World(new SimulationLoop(new SimulationSeed(seed)))
        {
            Nodes = workload.Nodes,
            Behaviours = workload.Behaviours,
        };
        Recorder = new Recorder(world);
        if (this.twist.Lag is { } lag)
        {
            world.Checks.Excuse(lag, this.twist.Unseen);
        }

        world.Calls = this.twist.Calls is { } calls
            ? (process, request, send) => process.Name == Target ? calls(world, request, send) : send(request)
            : null;
        world.Wrote = Wrote;
        world.Delivering = DeliverAsync;
    }

    public Recorder Recorder { get; }

    public World World => world;

    /// <summary>What there was in the end; null where the run broke off.</summary>
    public EndView? End { get; private set; }

    /// <summary>What went wrong that must not; null for nothing.</summary>
    public string? Failure { get; private set; }

    public static PlanRun Of(Workload workload, int seed, Plan? plan = null, Twist? twist = null)
    {
        var run = new PlanRun(workload, seed, plan, twist);
        try
        {
            run.world.Loop.Run(run.RunAsync, Longest);
        }
        catch (Exception e) when (e is SimulationException or KubeApiException)
        {
            run.Failure = run.world.Cry ?? e.Message;
        }

        return run;
    }

    private async Task RunAsync()
    {
        await world.StartAsync(World.Everything, controller => workload.Owns(controller.Name) ? null : controller);
        await world.StartAsync(Target, Mine);
        await world.PassAsync(5);
        await workload.Story(new People(world));
        await world.RestAsync();
        world.Checks.SeeRest(World.Name);
        End = EndView.Of(world);
        Recorder.IsOn = false;
        await RepeatAsync();
    }

    /// <summary>Everything is looked at anew, and nothing is to be done.</summary>
    private async Task RepeatAsync()
    {
        var before = world.History.Count;
        world.Restart(Target);
        if (plan is null)
        {
            world.Restart(World.Everything);
        }

        await world.PassAsync(60);
        if (world.History.Skip(before).FirstOrDefault() is { } late)
        {
            throw new SimulationException($"a reconcile that is repeated at rest writes: {late}");
        }
    }

    private ControllerDefinition? Mine(ControllerDefinition controller)
    {
        if (!workload.Owns(controller.Name))
        {
            return null;
        }

        foreach (var cache in controller.Sources.Select(source => source.Cache).Concat(controller.Reads))
        {
            var resource = cache.Resource;
            Recorder.Reads.Add(resource.Group.Length == 0 ? resource.Plural : $"{resource.Plural}.{resource.Group}");
        }

        return twist.Definition(world, controller);
    }

    private void Wrote(WorldProcess process, KubeRequest request)
    {
        if (process.Name == Target)
        {
            Recorder.Wrote(request);
            if (plan is Plan.Crash crash && !isDone && Recorder.Writes.Count == crash.Write + 1)
            {
                isDone = true;
                world.Restart(Target);
            }
        }
    }

    private async ValueTask<WatchFrame?> DeliverAsync(WorldProcess process, string resource, WatchFrame frame)
    {
        if (process.Name != Target)
        {
            return frame;
        }

        if (twist.Late is { } late && frame.Type is not (WatchEventType.Bookmark or WatchEventType.Error))
        {
            await Task.Delay(late(world, resource, (JsonObject)JsonNode.Parse(frame.Object.Span)!), world.Loop.Time);
        }

        var count = Recorder.Notices.Count;
        Recorder.Delivered(resource, frame);
        if (isDone || Recorder.Notices.Count == count)
        {
            return frame;
        }

        var notice = Recorder.Notices[^1];
        if (plan is Plan.Stale stale && notice.Revision == stale.Until.Revision
            && notice.Resource == stale.Until.Resource)
        {
            isDone = true;
            GoBack(stale);
        }
        else if (plan is Plan.Unobserved unseen && notice.Revision == unseen.Since.Revision
            && notice.Resource == unseen.Since.Resource)
        {
            isDone = true;
            return await BlindAsync(unseen);
        }

        return frame;
    }

    private void GoBack(Plan.Stale stale)
    {
        var age = stale.Until.At - stale.Since.At + Blindness + Margin;
        world.Checks.Excuse(age, age);
        var view = new OldView(stale.Since.Revision);
        _ = ReleaseAsync();
        world.Restart(Target, view);

        async Task ReleaseAsync()
        {
            await Task.Delay(Blindness, world.Loop.Time);
            world.Say($"{Target} sees again what is");
            view.Release();
        }
    }

    private async ValueTask<WatchFrame?> BlindAsync(Plan.Unobserved unseen)
    {
        world.Checks.Excuse(Blindness + Margin, TimeSpan.Zero);
        world.Say($"{Target} sees no {unseen.Since.Resource} any more");
        await world.UntilAsync(change => Ends(unseen, change), Blindness);
        world.Say($"{Target} reads all {unseen.Since.Resource} anew");
        return new WatchFrame(WatchEventType.Error, """
            {"kind":"Status","apiVersion":"v1","status":"Failure","reason":"Expired","code":410,
             "message":"The resourceVersion for the provided watch is too old."}
            """u8.ToArray());
    }

    private static bool Ends(Plan.Unobserved unseen, Change change)
    {
        if (change.Resource != unseen.Since.Resource || change.Key != unseen.Since.Key)
        {
            return false;
        }

        var isDeletion = change.Kind == StoreEventKind.Deleted;
        var changed = Recorder.Between(
            change.Before is { } before ? EndView.LeavesOf(before) : [],
            isDeletion ? [] : EndView.LeavesOf(change.Object));
        var now = unseen.Since with { IsDeletion = isDeletion, Changed = changed };
        return PlanMaker.Undoes(unseen.Since, now);
    }
}
