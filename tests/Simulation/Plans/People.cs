using System.Text.Json.Nodes;
using Fairway.Kube;
using Fairway.Simulation.Fleets;
using Fairway.Twin.Timing;

namespace Fairway.Simulation.Plans;

/// <summary>What people do to a world. After each of it some time passes.</summary>
internal sealed class People(World world)
{
    private const double Pause = 15;
    private const double Patience = 5;
    private const int MostTries = 24;

    public World World => world;

    public static string Path(string resource, string? name = null, string? ns = "default")
    {
        var parts = resource.Split('.', 2);
        var group = parts.Length == 1 ? "/api/v1" : $"/apis/{parts[1]}/{(parts[1] == "autoscaling" ? "v2" : "v1")}";
        var space = ns is null ? "" : $"/namespaces/{ns}";
        return $"{group}{space}/{parts[0]}{(name is null ? "" : $"/{name}")}";
    }

    public async Task CreateAsync(string resource, string body, string? ns = "default", double pause = Pause)
    {
        await InsistAsync(() => world.Cluster.PostAsync(Path(resource, null, ns), JsonNode.Parse(body)!));
        await world.PassAsync(pause);
    }

    /// <summary>A merge patch.</summary>
    public async Task ChangeAsync(
        string resource, string name, string patch, string? ns = "default", double pause = Pause)
    {
        await InsistAsync(() => world.Cluster.PatchAsync(Path(resource, name, ns), patch));
        await world.PassAsync(pause);
    }

    /// <summary>Scales a workload.</summary>
    public Task ScaleAsync(string resource, string name, int replicas, double pause = Pause) =>
        ChangeAsync(resource, name, $$"""{"spec":{"replicas":{{replicas}} } }""", pause: pause);

    /// <summary>Gives a workload another image.</summary>
    public Task RollAsync(string resource, string name, string image, double pause = Pause) =>
        ChangeAsync(resource, name, $$"""
            {"spec":{"template":{"spec":{"containers":[{"name":"c","image":"{{image}}"}]} } } }
            """, pause: pause);

    /// <summary>Deletes; how dependents go is the second part of a <c>propagationPolicy</c>'s value.</summary>
    public async Task DeleteAsync(
        string resource, string name, string? how = null, string? ns = "default", double pause = Pause)
    {
        await InsistAsync(() => world.Cluster.DeleteWithAsync(Path(resource, name, ns), how));
        await world.PassAsync(pause);
    }

    /// <summary>Asks for the eviction of the first pods of an application; some may be refused.</summary>
    public async Task EvictAsync(string application, int count, double pause = Pause)
    {
        var pods = world.All("pods")
            .Where(pod => (string?)pod["metadata"]!["labels"]?["app"] == application)
            .Select(pod => (string)pod["metadata"]!["name"]!).Order(StringComparer.Ordinal).Take(count).ToList();
        foreach (var pod in pods)
        {
            await world.Cluster.TryPostAsync($"{Path("pods", pod)}/eviction", new JsonObject
            {
                ["apiVersion"] = "policy/v1",
                ["kind"] = "Eviction",
                ["metadata"] = new JsonObject { ["name"] = pod, ["namespace"] = "default" },
            });
        }

        await world.PassAsync(pause);
    }

    /// <summary>A node refuses the pods that it has got, as one does that is short of something.</summary>
    public async Task RefuseAsync(string node)
    {
        foreach (var pod in world.All("pods").Where(pod => (string?)pod["spec"]!["nodeName"] == node
            && (string?)pod["status"]!["phase"] is "Pending" or "Running").ToList())
        {
            await world.Cluster.PatchAsync(
                $"{Path("pods", (string)pod["metadata"]!["name"]!)}/status", """{"status":{"phase":"Failed"}}""");
        }

        await world.PassAsync(0.2);
    }

    /// <summary>The first pod of an application is deleted, as soon as there is one.</summary>
    public async Task LosePodAsync(string application, double pause = Pause)
    {
        string? found = null;
        for (var look = 0; found is null && look < MostTries; look++)
        {
            found = world.All("pods")
                .Where(pod => (string?)pod["metadata"]!["labels"]?["app"] == application)
                .Select(pod => (string)pod["metadata"]!["name"]!).Order(StringComparer.Ordinal).FirstOrDefault();
            await world.PassAsync(found is null ? Patience : 0);
        }

        await DeleteAsync("pods", found ?? throw new SimulationException($"{application} has no pod"), pause: pause);
    }

    /// <summary>Does it again while it is refused: what was there before may be on its way out yet.</summary>
    private async Task InsistAsync(Func<Task> act)
    {
        for (var tries = 0; ; tries++)
        {
            try
            {
                await act();
                return;
            }
            catch (KubeApiException) when (tries < MostTries)
            {
                await world.PassAsync(Patience);
            }
        }
    }

    public Task PassAsync(double seconds) => world.PassAsync(seconds);

    /// <summary>A workload's body: replicas of one small container.</summary>
    public static string Body(
        string name, int replicas, string spec = "", string image = "web:1", string pod = "") => $$"""
        {"metadata":{"name":"{{name}}"},"spec":{"replicas":{{replicas}},{{spec}}
         "selector":{"matchLabels":{"app":"{{name}}"} },{{Template(name, image, pod)}} } }
        """;

    /// <summary>A template of one small container.</summary>
    public static string Template(string name, string image = "web:1", string pod = "") => $$"""
        "template":{"metadata":{"labels":{"app":"{{name}}"} },
         "spec":{ {{pod}} "containers":[{"name":"c","image":"{{image}}"}]} }
        """;
}
