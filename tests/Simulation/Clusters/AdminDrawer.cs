namespace Fairway.Simulation.Clusters;

/// <summary>Draws what administrators do: to nodes, namespaces, quotas and budgets, and what has priority.</summary>
internal sealed class AdminDrawer(Random chance)
{
    private static readonly string[] Budgets =
    [
        "\"minAvailable\":0,\"maxUnavailable\":null", "\"minAvailable\":\"100%\",\"maxUnavailable\":null",
        "\"minAvailable\":null,\"maxUnavailable\":1", "\"minAvailable\":null,\"maxUnavailable\":0",
    ];

    public IEnumerable<StoryItem> Draw(TimeSpan length)
    {
        var count = chance.Next(0, 10);
        for (var item = 0; item < count; item++)
        {
            yield return Any(TimeSpan.FromSeconds(chance.Next(5, (int)length.TotalSeconds)));
        }
    }

    private StoryItem Any(TimeSpan at) => chance.Next(13) switch
    {
        0 => Added(at),
        1 => Lost(at),
        2 or 3 => Dark(at),
        4 => Team(at),
        5 or 6 => Work(at),
        7 => Disbanded(at),
        8 or 9 => Quota(at),
        10 => Budget(at),
        _ => Important(at),
    };

    private StoryItem Added(TimeSpan at)
    {
        var node = $"more-{chance.Next(2)}";
        return new StoryItem(at, $"{node} is added", run => run.AddNodeAsync(node));
    }

    private StoryItem Lost(TimeSpan at)
    {
        var node = Node();
        return new StoryItem(at, $"{node} is lost for good", run => run.DeleteAsync(Manifests.PathOf("nodes", node)));
    }

    private StoryItem Dark(TimeSpan at)
    {
        var (node, span) = (Node(), TimeSpan.FromSeconds(chance.Next(20, 420)));
        return new StoryItem(at, $"nothing is heard of {node} for {span}", run => run.DarkenAsync(node, span));
    }

    private StoryItem Team(TimeSpan at)
    {
        var team = Name("team");
        return new StoryItem(at, $"namespace {team} is created",
            run => run.PostAsync(Manifests.PathOf("namespaces"), Manifests.Of(team, "{}")));
    }

    private StoryItem Work(TimeSpan at)
    {
        var (team, kind, name) = (Name("team"), chance.Next(2) == 0 ? "deployments" : "jobs", Name("work"));
        var image = Manifests.Servers[chance.Next(Manifests.Servers.Count)];
        var body = kind == "jobs"
            ? Manifests.Job(name, chance.Next(1, 4), 2, "task:1")
            : Manifests.Deployment(name, chance.Next(1, 4), image, """{"type":"RollingUpdate"}""");
        return new StoryItem(at, $"{kind} {name} is created in {team} with {body["spec"]!.ToJsonString()}",
            run => run.PostAsync(Manifests.PathOf(kind, ns: team), body.DeepClone()));
    }

    private StoryItem Disbanded(TimeSpan at)
    {
        var team = Name("team");
        return new StoryItem(at, $"namespace {team} is deleted",
            run => run.DeleteAsync(Manifests.PathOf("namespaces", team)));
    }

    private StoryItem Quota(TimeSpan at)
    {
        var (name, pods, how) = (Name("few"), chance.Next(0, 12), chance.Next(4));
        var spec = $$"""{"hard":{"pods":"{{pods}}"} }""";
        return how switch
        {
            0 => new StoryItem(at, $"quota {name} is deleted",
                run => run.DeleteAsync(Manifests.PathOf("resourcequotas", name))),
            1 => new StoryItem(at, $"quota {name} becomes {pods} pods",
                run => run.PatchAsync(Manifests.PathOf("resourcequotas", name), $$"""{"spec":{{spec}} }""")),
            _ => new StoryItem(at, $"quota {name} is created, {pods} pods",
                run => run.PostAsync(Manifests.PathOf("resourcequotas"), Manifests.Of(name, spec))),
        };
    }

    private StoryItem Budget(TimeSpan at)
    {
        var (name, limit) = (Name(chance.Next(2) == 0 ? "dep" : "sta"), Budgets[chance.Next(Budgets.Length)]);
        return new StoryItem(at, $"budget {name} becomes {limit}",
            run => run.PatchAsync(
                Manifests.PathOf("poddisruptionbudgets", name), $$"""{"spec":{ {{limit}} } }"""));
    }

    /// <summary>Pods of which two fill a node, so that some must make room for others.</summary>
    private StoryItem Important(TimeSpan at)
    {
        var name = Name("big");
        var priority = Manifests.Priorities[chance.Next(Manifests.Priorities.Count)];
        var replicas = chance.Next(1, 8);
        var body = Manifests.Deployment(name, replicas, "good:1", """{"type":"RollingUpdate"}""");
        Manifests.Ask(body, "7", priority);
        return new StoryItem(at, $"{name} is created, {replicas} of {priority} priority, two of which fill a node",
            run => run.PostAsync(Manifests.PathOf("deployments"), body.DeepClone()));
    }

    private string Node() => chance.Next(5) == 0
        ? $"more-{chance.Next(2)}"
        : $"node-{chance.Next(ClusterRun.Nodes):000}";

    private string Name(string what) => $"{what}-{chance.Next(2)}";
}
