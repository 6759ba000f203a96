using System.Text.Json.Nodes;

namespace Fairway.Simulation.Clusters;

/// <summary>Draws what users do. Names are few, so that they do it to the same things again.</summary>
internal sealed class UserDrawer(Random chance)
{
    private const string Rolling = """{"type":"RollingUpdate","rollingUpdate":{"maxSurge":%s,"maxUnavailable":%u} }""";

    private static readonly string[] Kinds = ["deployments", "statefulsets", "daemonsets", "jobs", "cronjobs"];
    private static readonly string[] Policies = ["Background", "Foreground", "Orphan"];
    private static readonly string[] Counts = ["0", "1", "2", "\"25%\"", "\"50%\""];

    public IEnumerable<StoryItem> Draw(TimeSpan length)
    {
        var first = chance.Next(2, 6);
        for (var item = 0; item < first; item++)
        {
            yield return Create(TimeSpan.FromSeconds(item));
        }

        var more = chance.Next(8, 36);
        for (var item = 0; item < more; item++)
        {
            yield return Any(TimeSpan.FromSeconds(chance.Next(5, (int)length.TotalSeconds)));
        }
    }

    private StoryItem Any(TimeSpan at) => chance.Next(16) switch
    {
        0 or 1 => Create(at),
        2 or 3 => Scale(at),
        4 or 5 or 6 => Image(at),
        7 => Pause(at),
        8 or 9 => Delete(at),
        10 => PodVerb(at, "is deleted", (run, pod) => run.DeleteAsync(Manifests.PathOf("pods", pod))),
        11 => PodVerb(at, "is evicted", (run, pod) => run.EvictAsync(pod)),
        12 => PodVerb(at, "is deleted at once", (run, pod) => run.DeleteAsync(
            Manifests.PathOf("pods", pod), "gracePeriodSeconds", "0")),
        13 => Budget(at),
        14 => Node(at),
        _ => Service(at),
    };

    private StoryItem Create(TimeSpan at)
    {
        var kind = One(Kinds);
        var name = NameOf(kind);
        var image = One(Manifests.Servers);
        var body = kind switch
        {
            "deployments" => Manifests.Deployment(name, chance.Next(1, 7), image, Strategy()),
            "statefulsets" => Manifests.StatefulSet(name, chance.Next(1, 5), image, StatefulMore()),
            "daemonsets" => Manifests.DaemonSet(name, image, DaemonUpdate()),
            "jobs" => Manifests.Job(
                name, chance.Next(1, 5), chance.Next(1, 4), chance.Next(4) == 0 ? "fail:1" : "task:1"),
            _ => Manifests.CronJob(name, One("Allow", "Forbid", "Replace"), One("task:1", "task:long")),
        };
        return new StoryItem(at, $"{kind} {name} is created with {body["spec"]!.ToJsonString()}",
            run => run.PostAsync(Manifests.PathOf(kind), body.DeepClone()));
    }

    private StoryItem Scale(TimeSpan at)
    {
        var kind = One("deployments", "statefulsets");
        return Patch(at, kind, NameOf(kind), $$"""{"spec":{"replicas":{{chance.Next(0, 8)}} } }""");
    }

    private StoryItem Image(TimeSpan at)
    {
        var kind = One("deployments", "statefulsets", "daemonsets");
        return Patch(at, kind, NameOf(kind), $$"""
            {"spec":{"template":{"spec":{"containers":[{"name":"c","image":"{{One(Manifests.Servers)}}"}]} } } }
            """);
    }

    private StoryItem Pause(TimeSpan at) => chance.Next(3) == 0
        ? Patch(at, "cronjobs", NameOf("cronjobs"), $$"""{"spec":{"suspend":{{One("true", "false")}} } }""")
        : Patch(at, "deployments", NameOf("deployments"), $$"""{"spec":{"paused":{{One("true", "false")}} } }""");

    private StoryItem Delete(TimeSpan at)
    {
        var kind = One([.. Kinds, "poddisruptionbudgets", "services"]);
        var (name, policy) = (NameOf(kind), One(Policies));
        return new StoryItem(at, $"{kind} {name} is deleted, {policy}",
            run => run.DeleteAsync(Manifests.PathOf(kind, name), "propagationPolicy", policy));
    }

    private StoryItem PodVerb(TimeSpan at, string what, Func<ClusterRun, string, Task> verb)
    {
        var place = chance.NextDouble();
        return new StoryItem(at, $"a pod at {place:F2} of all {what}",
            run => run.PodAt(place) is { } pod ? verb(run, pod) : Task.CompletedTask);
    }

    private StoryItem Budget(TimeSpan at)
    {
        var name = NameOf(One("deployments", "statefulsets"));
        var limit = One(
            "\"minAvailable\":1", "\"minAvailable\":2", "\"maxUnavailable\":1", "\"maxUnavailable\":\"30%\"");
        return new StoryItem(at, $"budget {name} is created, {limit}",
            run => run.PostAsync(Manifests.PathOf("poddisruptionbudgets"), Manifests.Budget(name, limit)));
    }

    private StoryItem Service(TimeSpan at)
    {
        var name = NameOf(One("deployments", "statefulsets"));
        return new StoryItem(at, $"service {name} is created",
            run => run.PostAsync(Manifests.PathOf("services"), Manifests.Service(name)));
    }

    private StoryItem Node(TimeSpan at)
    {
        var node = $"node-{chance.Next(ClusterRun.Nodes):000}";
        return chance.Next(3) switch
        {
            0 => new StoryItem(at, $"{node} is cordoned", run => run.CordonAsync(node, true)),
            1 => new StoryItem(at, $"{node} is uncordoned", run => run.CordonAsync(node, false)),
            _ => new StoryItem(at, $"{node} is drained", run => run.DrainAsync(node)),
        };
    }

    private static StoryItem Patch(TimeSpan at, string kind, string name, string body) => new(
        at, $"{kind} {name} becomes {body.Trim()}", run => run.PatchAsync(Manifests.PathOf(kind, name), body));

    private string NameOf(string kind) => $"{kind[..3]}-{chance.Next(kind is "jobs" ? 4 : 2)}";

    private string Strategy() => chance.Next(4) == 0
        ? """{"type":"Recreate"}"""
        : Bounds() is var (surge, unavailable)
            ? Rolling.Replace("%s", surge, StringComparison.Ordinal)
                .Replace("%u", unavailable, StringComparison.Ordinal)
            : "";

    // Both must not be nothing.
    private (string Surge, string Unavailable) Bounds() => One(Counts) is var surge && surge == "0"
        ? (surge, One(Counts[1..]))
        : (surge, One(Counts));

    private string StatefulMore() => chance.Next(4) switch
    {
        0 => ""","podManagementPolicy":"Parallel" """,
        1 => $$""","updateStrategy":{"type":"RollingUpdate","rollingUpdate":{"partition":{{chance.Next(3)}} } } """,
        _ => "",
    };

    private string DaemonUpdate() => chance.Next(3) switch
    {
        0 => """{"type":"RollingUpdate","rollingUpdate":{"maxSurge":1,"maxUnavailable":0} }""",
        1 => """{"type":"RollingUpdate","rollingUpdate":{"maxUnavailable":2} }""",
        _ => """{"type":"RollingUpdate"}""",
    };

    private T One<T>(params IReadOnlyList<T> all) => all[chance.Next(all.Count)];
}
