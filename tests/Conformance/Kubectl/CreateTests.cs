using System.Text.Json.Nodes;
using Fairway.Conformance.Hosts;
using Xunit;

namespace Fairway.Conformance.Kubectl;

public sealed class CreateTests(FleetFixture fleet)
{
    public static TheoryData<string> Versions => KubectlVersions.All;

    [Theory, MemberData(nameof(Versions))]
    public async Task Manifests_and_generators_create(string version)
    {
        var kubectl = await KubectlSession.StartAsync(fleet, version);

        Assert.Equal("deployment.apps/web created", await kubectl.DoAsync("create -f -", Manifests.Deployment));
        Assert.Equal(
            "configmap/settings created",
            await kubectl.DoAsync("create configmap settings --from-literal=a=1")
        );
        Assert.Equal("secret/key created", await kubectl.DoAsync("create secret generic key --from-literal=k=v"));
        Assert.Equal("serviceaccount/robot created", await kubectl.DoAsync("create serviceaccount robot"));
        Assert.Equal("service/web created", await kubectl.DoAsync("create service clusterip web --tcp=80:8080"));
        Assert.Equal(
            "deployment.apps/idle created",
            await kubectl.DoAsync("create deployment idle --image=registry.example/idle:1")
        );
        Assert.Equal("pod/alone created", await kubectl.DoAsync("run alone --image=registry.example/app:1"));
        Assert.Equal("dg==", (string?)(await kubectl.GetAsync("secret key"))["data"]!["k"]);
    }

    [Theory, MemberData(nameof(Versions))]
    public async Task A_generated_name_is_told(string version)
    {
        var kubectl = await KubectlSession.StartAsync(fleet, version);
        var created = await kubectl.DoAsync(
            "create -f - -o name",
            "apiVersion: v1\nkind: ConfigMap\nmetadata: {generateName: made-}"
        );
        Assert.Matches("^configmap/made-[a-z0-9]{5}$", created);
    }

    [Theory, MemberData(nameof(Versions))]
    public async Task What_is_there_already_is_refused_and_what_is_not_is_not_found(string version)
    {
        var kubectl = await KubectlSession.StartAsync(fleet, version);
        await kubectl.DoAsync("create configmap twice");

        Assert.Contains(
            "\"twice\" already exists",
            await kubectl.FailAsync("create configmap twice"),
            StringComparison.Ordinal
        );
        Assert.Equal(
            "Error from server (NotFound): configmaps \"never\" not found",
            await kubectl.FailAsync("get configmap never")
        );
        Assert.Contains(
            "the server doesn't have a resource type \"unheardofs\"",
            await kubectl.FailAsync("get unheardofs"),
            StringComparison.Ordinal
        );
    }

    [Theory, MemberData(nameof(Versions))]
    public async Task A_field_that_does_not_exist_is_refused_by_the_server(string version)
    {
        var kubectl = await KubectlSession.StartAsync(fleet, version);
        var wrong = Manifests.Deployment.Replace("replicas: 2", "replicaz: 2", StringComparison.Ordinal);

        Assert.Contains(
            "unknown field \"spec.replicaz\"",
            await kubectl.FailAsync("create -f -", wrong),
            StringComparison.Ordinal
        );
        Assert.Contains(
            "unknown field \"spec.replicaz\"",
            await kubectl.FailAsync("apply -f -", wrong),
            StringComparison.Ordinal
        );
    }

    [Theory, MemberData(nameof(Versions))]
    public async Task A_dry_run_of_the_server_changes_nothing(string version)
    {
        var kubectl = await KubectlSession.StartAsync(fleet, version);

        Assert.Equal(
            "deployment.apps/web created (server dry run)",
            await kubectl.DoAsync("create --dry-run=server -f -", Manifests.Deployment)
        );
        Assert.Contains("(NotFound)", await kubectl.FailAsync("get deployment web"), StringComparison.Ordinal);
    }

    [Theory, MemberData(nameof(Versions))]
    public async Task Deleting_waits_until_the_object_is_gone(string version)
    {
        var kubectl = await KubectlSession.StartAsync(fleet, version);
        await kubectl.DoAsync("create -f -", Manifests.Pod);
        await kubectl.DoAsync("wait --for=condition=Ready pod/single --timeout=60s");

        Assert.StartsWith(
            "pod \"single\" deleted",
            await kubectl.DoAsync("delete pod single"),
            StringComparison.Ordinal
        );
        Assert.Contains("(NotFound)", await kubectl.FailAsync("get pod single"), StringComparison.Ordinal);
    }

    [Theory, MemberData(nameof(Versions))]
    public async Task Deleting_by_label_and_of_all_and_of_a_namespace(string version)
    {
        var kubectl = await KubectlSession.StartAsync(fleet, version);
        await kubectl.DoAsync("create -f -", Manifests.Deployment);
        foreach (var name in new[] { "a", "b", "c" })
        {
            await kubectl.DoAsync($"create configmap {name}");
            await kubectl.DoAsync($"label configmap {name} group={(name == "c" ? "other" : "one")}");
        }

        await kubectl.DoAsync("delete configmap -l group=one");
        Assert.Equal("configmap/c", await kubectl.DoAsync("get configmap -l group -o name"));
        await kubectl.DoAsync("delete deployment --all --cascade=foreground");
        Assert.Equal("", await kubectl.DoAsync("get replicaset,pod -o name"));
        Assert.Contains(
            "deleted",
            await kubectl.DoAsync($"delete namespace {kubectl.Namespace}"),
            StringComparison.Ordinal
        );
        Assert.Contains(
            "(NotFound)",
            await kubectl.FailAsync($"get namespace {kubectl.Namespace}"),
            StringComparison.Ordinal
        );
    }

    [Theory, MemberData(nameof(Versions))]
    public async Task A_list_in_one_file_is_created_and_replaced(string version)
    {
        var kubectl = await KubectlSession.StartAsync(fleet, version);
        var both = $"{Manifests.ConfigMap("one", "a: x")}---\n{Manifests.ConfigMap("two", "a: x")}";

        Assert.Equal("configmap/one created\nconfigmap/two created", await kubectl.DoAsync("create -f -", both));
        var other = both.Replace("a: x", "b: z", StringComparison.Ordinal);
        Assert.Equal("configmap/one replaced\nconfigmap/two replaced", await kubectl.DoAsync("replace -f -", other));
        Assert.Equal("{\"b\":\"z\"}", (await kubectl.GetAsync("configmap two"))["data"]!.ToJsonString());
        Assert.Equal(JsonValueOf("z"), (await kubectl.GetAsync("configmap one"))["data"]!["b"]!.ToJsonString());
    }

    private static string JsonValueOf(string text) => JsonValue.Create(text).ToJsonString();
}
