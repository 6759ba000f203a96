using System.Text.Json.Nodes;
using Fairway.Conformance.Hosts;
using Xunit;

namespace Fairway.Conformance.Kubectl;

public sealed class ReadTests(FleetFixture fleet)
{
    public static TheoryData<string> Versions => KubectlVersions.All;

    [Theory, MemberData(nameof(Versions))]
    public async Task Tables_have_the_servers_columns(string version)
    {
        var kubectl = await StartAsync(version);

        Assert.Equal(
            ["NAME", "READY", "UP-TO-DATE", "AVAILABLE", "AGE"],
            Header(await kubectl.DoAsync("get deployment"))
        );
        Assert.Equal(
            ["NAME", "READY", "UP-TO-DATE", "AVAILABLE", "AGE", "CONTAINERS", "IMAGES", "SELECTOR"],
            Header(await kubectl.DoAsync("get deployment -o wide"))
        );
        Assert.Equal(["NAME", "READY", "STATUS", "RESTARTS", "AGE"], Header(await kubectl.DoAsync("get pod")));
        Assert.Equal(["NAME", "DATA", "AGE"], Header(await kubectl.DoAsync("get configmap")));
        Assert.Equal(["NAME", "STATUS", "ROLES", "AGE", "VERSION"], Header(await kubectl.DoAsync("get node")));
        Assert.Equal(["NAMESPACE", "NAME", "DATA", "AGE"], Header(await kubectl.DoAsync("get configmap -A")));
        Assert.Matches(@"(?m)^web +2/2 +2 +2 +\S+$", await kubectl.DoAsync("get deployment web"));
        Assert.Matches(@"(?m)^c +2 +\S+ +tier=gold$", await kubectl.DoAsync("get configmap c --show-labels"));
        Assert.Matches(@"(?m)^c +2 +\S+ +gold$", await kubectl.DoAsync("get configmap c -L tier"));
    }

    [Theory, MemberData(nameof(Versions))]
    public async Task Every_output_format(string version)
    {
        var kubectl = await StartAsync(version);

        Assert.Equal("v", (string?)JsonNode.Parse(await kubectl.DoAsync("get configmap c -o json"))!["data"]!["k"]);
        Assert.Contains("\n  k: v\n", await kubectl.DoAsync("get configmap c -o yaml"), StringComparison.Ordinal);
        Assert.Equal("configmap/c", await kubectl.DoAsync("get configmap c -o name"));
        Assert.Equal("v", await kubectl.DoAsync("get configmap c -o jsonpath={.data.k}"));
        Assert.Equal("v/w", await kubectl.DoAsync("get configmap c -o go-template={{.data.k}}/{{.data.l}}"));
        Assert.Equal(
            ["N", "K", "c", "v"],
            (await kubectl.DoAsync("get configmap c -o custom-columns=N:.metadata.name,K:.data.k")).Split(
                [' ', '\n'],
                StringSplitOptions.RemoveEmptyEntries
            )
        );
        var list = JsonNode.Parse(await kubectl.DoAsync("get deployment,configmap -o json"))!;
        Assert.Equal("List", (string?)list["kind"]);
        Assert.Contains(list["items"]!.AsArray(), item => (string?)item!["kind"] == "Deployment");
    }

    [Theory, MemberData(nameof(Versions))]
    public async Task Selectors_sorting_and_chunks(string version)
    {
        var kubectl = await StartAsync(version);
        await kubectl.DoAsync("create configmap b");
        await kubectl.DoAsync("label configmap b tier=tin");

        Assert.Equal("configmap/b\nconfigmap/c", await kubectl.DoAsync("get configmap -l tier -o name --chunk-size=1"));
        Assert.Equal(
            "configmap/c",
            await kubectl.DoAsync(["get", "configmap", "-l", "tier in (gold, lead)", "-o", "name"])
        );
        Assert.Equal("configmap/b", await kubectl.DoAsync("get configmap -o name --field-selector=metadata.name=b"));
        Assert.Equal(
            "b\nc",
            await kubectl.DoAsync(
                "get configmap -l tier --sort-by=.metadata.name --no-headers -o custom-columns=N:.metadata.name"
            )
        );
        Assert.Equal(
            2,
            (await kubectl.DoAsync("get pod --field-selector=status.phase=Running -o name")).Split('\n').Length
        );
        Assert.Contains(
            "No resources found",
            (await kubectl.TryAsync(["get", "secret", "-l", "none=none"])).Errors,
            StringComparison.Ordinal
        );
    }

    [Theory, MemberData(nameof(Versions))]
    public async Task Watching_shows_changes_as_they_come(string version)
    {
        var kubectl = await StartAsync(version);
        var seen = new List<string>();

        await kubectl.FollowAsync(
            "get configmap -l tier -w --output-watch-events --no-headers",
            async line =>
            {
                seen.Add(string.Join(' ', line.Split(' ', StringSplitOptions.RemoveEmptyEntries).Take(3)));
                await (
                    seen.Count switch
                    {
                        1 => kubectl.DoAsync(["patch", "configmap", "c", "-p", """{"data":{"m":"x"}}"""]),
                        2 => kubectl.DoAsync("delete configmap c"),
                        _ => Task.CompletedTask,
                    }
                );
                return seen.Count == 3;
            }
        );

        Assert.Equal(["ADDED c 2", "MODIFIED c 3", "DELETED c 3"], seen);
    }

    [Theory, MemberData(nameof(Versions))]
    public async Task Describe_tells_the_state_of_things(string version)
    {
        var kubectl = await StartAsync(version);

        var deployment = await kubectl.DoAsync("describe deployment web");
        Assert.Matches(@"Replicas: +2 desired \| 2 updated \| 2 total \| 2 available \| 0 unavailable", deployment);
        Assert.Matches(@"NewReplicaSet: +web-\S+ \(2/2 replicas created\)", deployment);
        var pods = await kubectl.DoAsync("describe pod -l app=web");
        Assert.Matches(@"(?m)^Status: +Running$", pods);
        Assert.Matches(@"(?m)^Controlled By: +ReplicaSet/web-\S+$", pods);
        Assert.Matches(@"(?m)^Name: +c$", await kubectl.DoAsync("describe configmap c"));
        var node = await kubectl.DoAsync("describe node");
        Assert.Matches(@"(?m)^  Ready +True", node);
        Assert.Contains("Non-terminated Pods:", node, StringComparison.Ordinal);
        Assert.Matches(@"(?m)^Status: +Active$", await kubectl.DoAsync($"describe namespace {kubectl.Namespace}"));
    }

    [Theory, MemberData(nameof(Versions))]
    public async Task Events_are_listed(string version)
    {
        var kubectl = await StartAsync(version);
        var reasons = await kubectl.DoAsync("get events -o jsonpath={.items[*].reason}");
        Assert.Contains("ScalingReplicaSet", reasons.Split(' '));
        Assert.Contains(
            "ScalingReplicaSet",
            await kubectl.DoAsync("events --for deployment/web"),
            StringComparison.Ordinal
        );
    }

    private async Task<KubectlSession> StartAsync(string version)
    {
        var kubectl = await KubectlSession.StartAsync(fleet, version);
        await kubectl.DoAsync("create -f -", Manifests.Deployment);
        await kubectl.DoAsync("create configmap c --from-literal=k=v --from-literal=l=w");
        await kubectl.DoAsync("label configmap c tier=gold");
        await kubectl.DoAsync("rollout status deployment/web --timeout=60s");
        return kubectl;
    }

    private static string[] Header(string table) =>
        table
            .Split('\n')[0]
            .Split("  ", StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .SelectMany(cell => cell.Split(' '))
            .ToArray();
}
