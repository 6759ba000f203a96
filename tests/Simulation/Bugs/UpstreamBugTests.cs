using System.Text.Json.Nodes;
using Fairway.Kube;
using Fairway.Kube.Controllers;
using Fairway.Kube.Pods.Daemons;
using Fairway.Simulation.Plans;
using Fairway.Simulation.Stories;
using Fairway.Twin.Behaviour.DaemonSets;
using Fairway.Twin.Behaviour.Nodes;
using PlanPeople = Fairway.Simulation.Plans.People;

namespace Fairway.Simulation.Bugs;

/// <summary>
/// Bugs that Kubernetes, or OpenKruise, had: each is put back into the controller that we have, and caught by a
/// checker. What triggers it (a late event, an eviction at a moment) befalls the sound controller as well, and harms
/// nothing.
/// </summary>
public sealed class UpstreamBugTests
{
    private const string Deployments = "deployments.apps";
    private const string ReplicaSets = "replicasets.apps";
    private const string StatefulSets = "statefulsets.apps";
    private const string Jobs = "jobs.batch";

    /// <summary>kubernetes/kubernetes#129795: expectations expire after five minutes, and a cache that is later than
    /// that shows too few pods.</summary>
    [Fact]
    public void Expectations_that_expire_under_a_late_cache_make_pods_twice()
    {
        var late = new Twist { Late = (world, resource, _) => resource == "pods" ? Until(world, 420) : default };
        var bug = late with
        {
            Definition = (world, controller) =>
                Expectations.Around(controller, TimeSpan.FromMinutes(5), world.Loop.Time),
        };
        Caught("R-1", late, () => bug, "replicaset", async people =>
        {
            await people.CreateAsync(ReplicaSets, PlanPeople.Body("web", 3), pause: 330);
            await people.ScaleAsync(ReplicaSets, "web", 4, pause: 120);
        });
    }

    /// <summary>kubernetes/kubernetes#105200: the Job is newer in the cache than its pod, which is counted
    /// again.</summary>
    [Fact]
    public void A_pod_whose_finalizer_seems_to_be_there_yet_is_counted_twice()
    {
        var late = new Twist
        {
            Late = (_, resource, item) => Seconds(resource == "pods" && Phase(item) == "Succeeded"
                && item["metadata"]!["finalizers"] is null ? 20 : 0),
        };
        Caught("J-", late, () => late with { Definition = Forgetful }, "job", async people =>
            await people.CreateAsync(Jobs, Job(""" "completions":3,"parallelism":1, """), pause: 120));
    }

    /// <summary>kubernetes/kubernetes#130103: the pod is gone from the count, and the Job's own count is
    /// late.</summary>
    [Fact]
    public void A_job_whose_count_comes_late_makes_one_pod_too_many()
    {
        var late = new Twist
        {
            Late = (_, resource, item) =>
                Seconds(resource == Jobs && item["status"]?["startTime"] is not null ? 20 : 0),
            Lag = Seconds(60),
        };
        Caught("J-1", late, () => late with { Definition = Forgetful }, "job", async people =>
            await people.CreateAsync(Jobs, Job(""" "completions":1,"parallelism":1, """), pause: 120));
    }

    /// <summary>kubernetes/kubernetes#119685: a pod below the partition that is made again gets the new
    /// template.</summary>
    [Fact]
    public void A_pod_below_the_partition_comes_back_updated()
    {
        var bug = new Twist
        {
            Calls = (world, request, send) => send(IsCreation(request, "pods") && Body(request) is { } pod
                ? With(request, Updated(world, pod))
                : request),
        };
        Caught("S-3", new Twist(), () => bug, "statefulset", async people =>
        {
            await people.CreateAsync(StatefulSets, PlanPeople.Body("db", 3, """
                "updateStrategy":{"type":"RollingUpdate","rollingUpdate":{"partition":2}},
                """));
            await people.RollAsync(StatefulSets, "db", "db:2");
            await people.DeleteAsync("pods", "db-0");
        });
    }

    /// <summary>openkruise/kruise#1545, and its form in StatefulSets: the new revision becomes the current one while
    /// old pods are there, and with it the partition's promise is gone.</summary>
    [Fact]
    public void A_revision_that_is_promoted_early_is_seen()
    {
        var bug = new Twist
        {
            Calls = (_, request, send) =>
            {
                if (request.Path.EndsWith("/db/status", StringComparison.Ordinal)
                    && Body(request)?["status"] is JsonObject status && status["updateRevision"] is { } update)
                {
                    status["currentRevision"] = update.DeepClone();
                    return send(With(request, (JsonObject)status.Parent!));
                }

                return send(request);
            },
        };
        Caught("S-6", new Twist(), () => bug, "statefulset", async people =>
        {
            await people.CreateAsync(StatefulSets, PlanPeople.Body("db", 2));
            await people.RollAsync(StatefulSets, "db", "db:2");
        });
    }

    /// <summary>kubernetes/kubernetes#65240: a node refuses its daemon pod, and gets the next at once, for
    /// ever.</summary>
    [Fact]
    public void A_daemon_pod_that_fails_is_made_again_and_again_at_once()
    {
        var bug = new Twist
        {
            Definition = (_, controller) =>
            {
                ((DaemonSetReconciler)controller.Reconciler).Failures = new FailedDaemonPods(default, default);
                return controller;
            },
        };
        Caught("A-5", new Twist(), () => bug, "daemonset", async people =>
        {
            await people.CreateAsync("daemonsets.apps", Daemon);
            for (var refusal = 0; refusal < 40; refusal++)
            {
                await people.RefuseAsync("node-000");
            }

            await people.PassAsync(60);
        });
    }

    /// <summary>kubernetes/kubernetes#88097: an owner that the collector's cache does not have is taken for
    /// gone.</summary>
    [Fact]
    public void A_dependent_of_an_owner_not_yet_seen_is_deleted()
    {
        var late = new Twist { Late = (_, resource, _) => Seconds(resource == "configmaps" ? 30 : 0) };
        var bug = late with
        {
            Calls = async (_, request, send) => request.Method == "GET"
                ? (await send(request)) with { Status = 404 }
                : await send(request),
        };
        Caught("G-1", late, () => bug, "garbage", async people =>
        {
            await people.CreateAsync("configmaps", """{"metadata":{"name":"owner"}}""", pause: 1);
            var uid = (string)people.World.Find("configmaps", "owner")!["metadata"]!["uid"]!;
            await people.CreateAsync("services", $$"""
                {"metadata":{"name":"web","ownerReferences":[{"apiVersion":"v1","kind":"ConfigMap","name":"owner",
                 "uid":"{{uid}}"}]},"spec":{"ports":[{"port":80}]} }
                """, pause: 60);
        });
    }

    /// <summary>kubernetes/kubernetes#82149: the status is written again over an eviction's, after the
    /// conflict.</summary>
    [Fact]
    public void A_budget_that_is_written_over_an_eviction_is_spent_twice()
    {
        var (evicted, isOver) = (false, false);
        async Task<KubeResponse> Evicting(
            World world, KubeRequest request, Func<KubeRequest, Task<KubeResponse>> send, bool insists)
        {
            if (!evicted && Body(request)?["status"]?["disruptionsAllowed"]?.ToJsonString() == "2")
            {
                evicted = true;
                await new PlanPeople(world).EvictAsync("web", 1, pause: 0);
            }

            var response = await send(request);
            if (insists && response.Status == 409 && Body(request) is { } body)
            {
                (body["metadata"] as JsonObject)?.Remove("resourceVersion");
                response = await send(With(request, body));
            }

            if (evicted && !isOver)
            {
                isOver = true;
                await new PlanPeople(world).EvictAsync("web", 4, pause: 0);
            }

            return response;
        }

        var sound = new Twist { Calls = (world, request, send) => Evicting(world, request, send, insists: false) };
        var bug = new Twist { Calls = (world, request, send) => Evicting(world, request, send, insists: true) };
        Caught("B-2", sound, () => { (evicted, isOver) = (false, false); return bug; }, "disruption", async people =>
        {
            await people.CreateAsync(Deployments, PlanPeople.Body("web", 3));
            await people.CreateAsync("poddisruptionbudgets.policy", """
                {"metadata":{"name":"web"},"spec":{"minAvailable":2,"selector":{"matchLabels":{"app":"web"}}}}
                """);
            await people.ScaleAsync(Deployments, "web", 4, pause: 30);
        });
    }

    /// <summary>kubernetes/kubernetes#62772: a Job of a name of its own each time, and a controller that starts anew
    /// with an old view.</summary>
    [Fact]
    public void A_cron_job_runs_twice_after_a_restart()
    {
        var restarted = false;
        async Task<KubeResponse> Restarting(
            World world, KubeRequest request, Func<KubeRequest, Task<KubeResponse>> send)
        {
            var before = world.Cluster.Store.Revision;
            var response = await send(request);
            if (!restarted && IsCreation(request, "jobs"))
            {
                restarted = true;
                var view = new OldView(before);
                world.Restart(PlanRun.Target, view);
                _ = ReleaseAsync(world, view);
            }

            return response;
        }

        var sound = new Twist { Calls = Restarting, Unseen = Seconds(60), Lag = Seconds(60) };
        var bug = sound with
        {
            Calls = (world, request, send) =>
            {
                if (IsCreation(request, "jobs") && Body(request) is { } job)
                {
                    job["metadata"]!["generateName"] = "tick-";
                    ((JsonObject)job["metadata"]!).Remove("name");
                    request = With(request, job);
                }

                return Restarting(world, request, send);
            },
        };
        Caught("C-1", sound, () => { restarted = false; return bug; }, "cronjob", async people =>
        {
            await people.CreateAsync("cronjobs.batch", $$"""
                {"metadata":{"name":"tick"},"spec":{"schedule":"* * * * *","jobTemplate":{"spec":{
                 {{PlanPeople.Template("tick", "done:1", Never)}} } } } }
                """, pause: 100);
            await people.ChangeAsync("cronjobs.batch", "tick", """{"spec":{"suspend":true}}""", pause: 60);
        });
    }

    /// <summary>kubernetes/kubernetes#60807: the last step of a namespace's deletion fails for ever.</summary>
    [Fact]
    public void A_namespace_that_is_never_finalised_stays()
    {
        var bug = new Twist
        {
            Calls = async (_, request, send) => request.Path.EndsWith("/finalize", StringComparison.Ordinal)
                ? await send(
                    request with { Method = "GET", Path = request.Path[..^"/finalize".Length], Body = default })
                : await send(request),
        };
        Caught("N-3", new Twist(), () => bug, "namespace", async people =>
        {
            await people.CreateAsync("namespaces", """{"metadata":{"name":"team"}}""", null);
            await people.DeleteAsync("namespaces", "team", ns: null, pause: 60);
        });
    }

    /// <summary>kubernetes/kubernetes#109414: a pod that has ended stays among the endpoints, under an address that
    /// another may get.</summary>
    [Fact]
    public void An_endpoint_of_a_pod_that_has_ended_stays()
    {
        var bug = new Twist
        {
            Calls = (world, request, send) => send(IsFewer(world, request)
                ? request with { Method = "GET", Body = default, ContentType = null }
                : request),
        };
        Caught("E-2", new Twist(), () => bug, "endpointslice", async people =>
        {
            await people.CreateAsync("services", """
                {"metadata":{"name":"web"},"spec":{"selector":{"app":"web"},"ports":[{"port":80}]}}
                """);
            await people.CreateAsync(Deployments, PlanPeople.Body("web", 3));
            await people.ScaleAsync(Deployments, "web", 1);
        });
    }

    private const string Never = """ "restartPolicy":"Never", """;

    private const string Daemon = """
        {"metadata":{"name":"agent"},"spec":{"selector":{"matchLabels":{"app":"agent"}},
         "template":{"metadata":{"labels":{"app":"agent"}},"spec":{"containers":[{"name":"c","image":"web:1"}]}}}}
        """;

    private static PodBehaviours Ending { get; } = new(
        [new PodBehaviourRule(PodBehaviour.Default with { EndsAfter = Seconds(2), ExitCode = 0 }, "done:*")],
        PodBehaviour.Default);

    private static string Job(string spec) => $$"""
        {"metadata":{"name":"task"},"spec":{ {{spec}} {{PlanPeople.Template("task", "done:1", Never)}} } }
        """;

    /// <summary>The sound controller breaks no rule, and the broken one this.</summary>
    private static void Caught(
        string rule, Twist sound, Func<Twist> bug, string controller, Func<PlanPeople, Task> story)
    {
        var workload = new Workload(controller, "a bug", story) { Behaviours = Ending };
        var control = PlanRun.Of(workload, Seeded.Known, twist: sound);
        Assert.True(control.Failure is null, $"the sound one: {control.Failure}\n{control.World.Tail}");
        var broken = PlanRun.Of(workload, Seeded.Known, twist: bug());
        Assert.True(
            broken.Failure?.StartsWith(rule, StringComparison.Ordinal) == true,
            $"{rule} is not cried, but: {broken.Failure}\n{broken.World.Tail}");
    }

    /// <summary>A controller that does not wait until it sees what it has written.</summary>
    private static ControllerDefinition Forgetful(World world, ControllerDefinition controller) =>
        controller with { Writes = null };

    private static async Task ReleaseAsync(World world, OldView view)
    {
        await world.PassAsync(30);
        view.Release();
    }

    private static bool IsFewer(World world, KubeRequest request)
    {
        var name = request.Path.Split('/')[^1];
        return request.Method == "PATCH" && Body(request)?["endpoints"] is JsonArray now
            && world.Find("endpointslices.discovery.k8s.io", name)?["endpoints"] is JsonArray before
            && Ready(now) < Ready(before);

        static int Ready(JsonArray endpoints) =>
            endpoints.Count(one => one!["conditions"]?["ready"]?.GetValue<bool>() == true);
    }

    private static JsonObject Updated(World world, JsonObject pod)
    {
        if (world.Find(StatefulSets, "db")?["status"]?["updateRevision"] is { } update)
        {
            pod["metadata"]!["labels"]!["controller-revision-hash"] = update.DeepClone();
        }

        return pod;
    }

    private static bool IsCreation(KubeRequest request, string plural) =>
        request.Method == "POST" && request.Path.EndsWith($"/{plural}", StringComparison.Ordinal);

    private static JsonObject? Body(KubeRequest request) =>
        request.Body.IsEmpty || request.Body.Span[0] != '{' ? null : JsonNode.Parse(request.Body.Span) as JsonObject;

    private static KubeRequest With(KubeRequest request, JsonObject body) =>
        request with { Body = System.Text.Encoding.UTF8.GetBytes(body.ToJsonString()) };

    private static string? Phase(JsonObject pod) => (string?)pod["status"]?["phase"];

    /// <summary>How long it is until so many seconds of the story have passed.</summary>
    private static TimeSpan Until(World world, double seconds)
    {
        var left = Seconds(seconds) - world.Loop.Time.Elapsed;
        return left > TimeSpan.Zero ? left : TimeSpan.Zero;
    }

    private static TimeSpan Seconds(double count) => TimeSpan.FromSeconds(count);
}
