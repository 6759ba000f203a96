using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Fairway.Api.Meta;
using Fairway.Api.Rollouts;
using Fairway.Kube;
using Fairway.Rollouts.Drivers;
using Fairway.Rollouts.Planning;
using Fairway.Rollouts.Sights;
using Xunit;

namespace Fairway.Tests.Rollouts.Planning;

/// <summary>
/// A StatefulSet with its controller and its pods as a small model of their own, a Rollout that is planned against it,
/// and checkers of the invariants that look at the model and at what was granted, never at the planner.
/// </summary>
internal sealed class SetModel
{
    private static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly StringBuilder story = new();
    private readonly Pod?[] pods;
    private readonly int[] partitions;
    private string template = "r1";
    private string observedTemplate = "r1";
    private string current = "r1";
    private long generation = 1;
    private long observed = 1;
    private int partition;
    private int uids;
    private int granted = -1;
    private string told = "";
    private DateTimeOffset? lookAgain;

    public SetModel(int replicas, params int[] partitions)
    {
        this.partitions = partitions;
        pods = new Pod?[replicas];
        for (var place = 0; place < replicas; place++)
        {
            pods[place] = new Pod($"uid-{uids++}", "r1", Start) { IsReady = true };
        }

        Rollout = new Rollout
        {
            Metadata = new ObjectMeta { Name = "web", Generation = 1 },
            Spec = new RolloutSpec
            {
                Workload = new WorkloadReference { ApiVersion = "apps/v1", Kind = "StatefulSet", Name = "web" },
                Change = "release-1",
                Steps = [.. partitions.Select(p => new RolloutStep { Partition = IntOrPercent.Count(p) })],
            },
        };
    }

    public Rollout Rollout { get; private set; }

    public DateTimeOffset Now { get; private set; } = Start.AddMinutes(1);

    /// <summary>Revisions whose pods crash.</summary>
    public HashSet<string> Bad { get; } = [];

    public string Story => story.ToString();

    public RolloutStatus Status => Rollout.Status!;

    public string Revisions => string.Join(' ', pods.Select(p => p?.Revision ?? "-"));

    public bool MustLook { get; private set; } = true;

    /// <summary>Tells, and makes, what the manager or a user does.</summary>
    public void Spec(string what, Func<RolloutSpec, RolloutSpec> change)
    {
        Tell(what);
        Rollout = Rollout with
        {
            Spec = change(Rollout.Spec),
            Metadata = Rollout.Metadata with { Generation = Rollout.Metadata.Generation + 1 },
        };
        granted = Rollout.Spec.PermittedThrough;
        MustLook = true;
    }

    /// <summary>How many generations back the workload is seen.</summary>
    public int Behind { get; set; }

    public void Template(string revision)
    {
        Tell($"the template becomes {revision}");
        template = revision;
        generation++;
        MustLook = true;
    }

    public void Bring(string revision)
    {
        Template(revision);
        Spec($"the manager says: generation {generation}", spec => spec with { Generation = generation });
    }

    public void Again(string change, string revision)
    {
        Spec($"the manager begins {change}", spec => spec with
        {
            Change = change, Generation = null, PermittedThrough = -1, PermitUntil = null,
        });
        Settle();
        Assert.True(Status.Braked, Story);
        Bring(revision);
    }

    public void Grant(int step, int seconds) => Spec(
        $"the manager grants step {step} for {seconds} s",
        spec => spec with { PermittedThrough = step, PermitUntil = Now.AddSeconds(seconds) });

    public void Pass(int seconds, Random? random = null)
    {
        for (var second = 0; second < seconds; second++)
        {
            Now = Now.AddSeconds(1);
            Settle(random);
        }
    }

    /// <summary>Does what can be done, until nothing can: in fixed order, or as the random draws.</summary>
    public void Settle(Random? random = null)
    {
        Func<bool>[] parts = [Tenant, Controller, Kubelet];
        for (var round = 0; round < 1000; round++)
        {
            random?.Shuffle(parts);
            var moved = false;
            foreach (var part in parts)
            {
                moved |= (random is null || random.Next(3) > 0) ? part() : true;
            }

            if (!moved)
            {
                return;
            }
        }

        Assert.Fail($"it does not come to rest:\n{Story}");
    }

    /// <summary>Lets the controller and the nodes go on without the tenant.</summary>
    public void Controllers(int rounds)
    {
        for (var round = 0; round < rounds; round++)
        {
            Controller();
            Kubelet();
        }
    }

    /// <summary>The tenant looks when something has changed, or when it said that it would, and at no other
    /// time.</summary>
    public bool Tenant()
    {
        if (!MustLook && !(lookAgain <= Now))
        {
            return false;
        }

        MustLook = false;
        var plan = RolloutPlanner.Plan(See());
        lookAgain = plan.LookAgainAt;
        foreach (var action in plan.Actions)
        {
            Act(action);
        }

        Rollout = Rollout with { Status = plan.Status };
        var words = $"{plan.Status.Phase} ({plan.Status.Reason}) step {plan.Status.Step}";
        if (words != told)
        {
            told = words;
            Tell($"status: {words}");
        }

        CheckStatus();
        var second = RolloutPlanner.Plan(See());
        Assert.True(plan.Actions.Length > 0 || second.Actions.Length == 0, Story);
        return true;
    }

    private void Act(RolloutAction action)
    {
        switch (action)
        {
            case RolloutAction.SetPartition set:
                Tell($"tenant: partition {(set.Partition == int.MaxValue ? "max" : set.Partition)}: {set.Reason}");
                partition = set.Partition;
                generation++;
                break;
            case RolloutAction.DeletePod delete:
                Tell($"tenant: delete {delete.Pod.Name}: {delete.Reason}");
                pods[delete.Pod.Place!.Value]!.IsDeleting = true;
                break;
        }

        MustLook = true;
        Check();
    }

    /// <summary>As the controller of a real cluster, OrderedReady.</summary>
    private bool Controller()
    {
        if (observed < generation)
        {
            (observed, observedTemplate) = (generation, template);
            return Changed();
        }

        for (var place = 0; place < pods.Length; place++)
        {
            if (pods[place] is null)
            {
                var revision = place < partition ? current : template;
                pods[place] = new Pod($"uid-{uids++}", revision, Now);
                Tell($"web-{place} is made of {revision}");
                CheckMade(place, revision);
                return Changed();
            }

            if (pods[place] is { IsReady: false } or { IsDeleting: true })
            {
                return false;
            }
        }

        for (var place = pods.Length - 1; place >= partition; place--)
        {
            if (pods[place]!.Revision != template)
            {
                pods[place]!.IsDeleting = true;
                return Changed();
            }
        }

        if (Array.TrueForAll(pods, p => p!.Revision == template) && current != template)
        {
            current = template;
            return Changed();
        }

        return false;
    }

    private bool Kubelet()
    {
        for (var place = 0; place < pods.Length; place++)
        {
            switch (pods[place])
            {
                case { IsDeleting: true }:
                    pods[place] = null;
                    return Changed();
                case { IsReady: false, Waiting: null } pod when pod.CreatedAt < Now && Bad.Contains(pod.Revision):
                    pod.Waiting = "CrashLoopBackOff";
                    return Changed();
                case { IsReady: false, Waiting: null } pod when pod.CreatedAt < Now:
                    pod.IsReady = true;
                    return Changed();
            }
        }

        return false;
    }

    /// <summary>What goes bad while it runs.</summary>
    public void Crash(string revision)
    {
        Tell($"all pods of {revision} crash");
        Bad.Add(revision);
        foreach (var pod in pods.OfType<Pod>().Where(p => p.Revision == revision))
        {
            (pod.IsReady, pod.Waiting) = (false, "CrashLoopBackOff");
        }

        MustLook = true;
    }

    private bool Changed()
    {
        MustLook = true;
        Check();
        return true;
    }

    /// <summary>Nothing is made new beyond what was granted for it, and while it was granted.</summary>
    private void CheckMade(int place, string revision)
    {
        var first = granted < 0 ? int.MaxValue : partitions[granted];
        Assert.True(revision == current || place >= first, $"web-{place} is new too early\n{Story}");
    }

    /// <summary>Never more than one is away.</summary>
    private void Check()
    {
        var away = pods.Count(p => p is null or { IsDeleting: true } or { IsReady: false, Waiting: null });
        Assert.True(away <= 1 || Bad.Count > 0, $"{away} pods are away\n{Story}");
    }

    /// <summary>A step that is said to be reached is reached.</summary>
    private void CheckStatus()
    {
        if (Status.Change == Rollout.Spec.Change && Status.Step >= 0 && Status.Phase != RolloutPhase.Complete)
        {
            var beyond = pods.Skip(partitions[Status.Step]);
            Assert.True(beyond.All(p => p is { IsReady: true } && p.Revision == Status.Revision), Story);
        }
    }

    private RolloutObservation See() => new(Rollout, Now)
    {
        Driver = new StatefulSetDriver(),
        Workload = new WorkloadSight
        {
            Key = new ObjectKey("default", "web"),
            Uid = "uid",
            ResourceVersion = "1",
            Generation = generation - Behind,
            ObservedGeneration = observed,
            Replicas = pods.Length,
            Template = template,
            UpdateRevision = observedTemplate,
            HeldRevision = current,
            UpdatedReplicas = pods.Count(p => p?.Revision == observedTemplate),
            Partition = partition,
            IsOrdered = true,
            Pods = [.. pods.Index().Where(p => p.Item is not null).Select(p => Sight(p.Index, p.Item!))],
        },
    };

    private static ReplicaSight Sight(int place, Pod pod) => new()
    {
        Name = $"web-{place}",
        Uid = pod.Uid,
        Place = place,
        Revision = pod.Revision,
        IsReady = pod.IsReady,
        IsDeleting = pod.IsDeleting,
        CreatedAt = pod.CreatedAt,
        Node = "node",
        Containers = [new ContainerSight("app", 0, pod.Waiting)],
    };

    private void Tell(string line) => story.Append(
        CultureInfo.InvariantCulture, $"{(Now - Start).TotalSeconds,4}s  {Revisions,-12} {line}\n");

    private sealed class Pod(string uid, string revision, DateTimeOffset createdAt)
    {
        public string Uid => uid;

        public string Revision => revision;

        public DateTimeOffset CreatedAt => createdAt;

        public bool IsReady { get; set; }

        public bool IsDeleting { get; set; }

        public string? Waiting { get; set; }
    }
}
