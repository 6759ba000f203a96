using System.Buffers;
using System.Text;
using System.Text.Json.Nodes;
using Fairway.Kube;
using Fairway.Kube.Requests;
using Fairway.Tests.Twin.Behaviour;
using Fairway.Workloads.Definitions;
using Xunit;
using static System.StringComparison;

namespace Fairway.Tests.Workloads.Definitions;

/// <summary>OpenKruise's kinds in a cluster of the twin.</summary>
public sealed class KruiseDefinitionTests
{
    private const string Sets = "/apis/apps.kruise.io/v1alpha1/namespaces/default/clonesets";
    private const string Stateful = "/apis/apps.kruise.io/v1beta1/namespaces/default/statefulsets";
    private const string Daemons = "/apis/apps.kruise.io/v1alpha1/namespaces/default/daemonsets";

    private const string Policies = "/apis/admissionregistration.k8s.io/v1/validatingadmissionpolicies";
    private const string Bindings = "/apis/admissionregistration.k8s.io/v1/validatingadmissionpolicybindings";

    private const string Pods =
        """
        "selector":{"matchLabels":{"app":"a"}},
        "template":{"metadata":{"labels":{"app":"a"}},"spec":{"containers":[{"name":"c","image":"i:1"}]}}
        """;

    [Fact]
    public void A_set_gets_the_defaults_that_OpenKruise_gives() => Run(async cluster =>
    {
        var set = await cluster.PostAsync(Sets, Body("CloneSet", "v1alpha1", Pods));

        Assert.Equal(
            """{"maxSurge":0,"maxUnavailable":"20%","partition":0,"type":"ReCreate"}""",
            Sorted(set["spec"]!["updateStrategy"]!));
        Assert.Equal(1, (int?)set["spec"]!["replicas"]);
        Assert.Equal(10, (int?)set["spec"]!["revisionHistoryLimit"]);
        Assert.Equal("i:1", (string?)set["spec"]!["template"]!["spec"]!["containers"]![0]!["image"]);
    });

    [Fact]
    public void Both_versions_show_the_same_object() => Run(async cluster =>
    {
        await cluster.PostAsync(Daemons, Body("DaemonSet", "v1alpha1", Pods));

        var newer = await cluster.GetAsync("/apis/apps.kruise.io/v1beta1/namespaces/default/daemonsets/s");

        Assert.Equal("Standard", (string?)newer["spec"]!["updateStrategy"]!["rollingUpdate"]!["rollingUpdateType"]);
        Assert.Equal("apps.kruise.io/v1beta1", (string?)newer["apiVersion"]);
    });

    [Fact]
    public void A_set_is_scaled_by_its_subresource() => Run(async cluster =>
    {
        await cluster.PostAsync(Stateful, Body("StatefulSet", "v1beta1", Pods));

        var scale = await cluster.GetAsync($"{Stateful}/s/scale");
        scale["spec"]!["replicas"] = 4;
        await cluster.PutAsync($"{Stateful}/s/scale", scale.ToJsonString());

        Assert.Equal(4, (int?)(await cluster.GetAsync($"{Stateful}/s"))["spec"]!["replicas"]);
    });

    [Theory]
    [InlineData(Sets, "\"updateStrategy\":{\"maxUnavailable\":0}", "nothing could ever be updated; raise one of them")]
    [InlineData(Sets, "\"updateStrategy\":{\"maxUnavailable\":\"0%\",\"maxSurge\":0}", "are both 0")]
    [InlineData(Sets, "\"updateStrategy\":{\"type\":\"InPlaceOnly\",\"maxSurge\":1}", "InPlaceOnly forbids that")]
    [InlineData(Sets, "\"updateStrategy\":{\"partition\":\"5\"}", "partition")]
    [InlineData(Sets, "\"updateStrategy\":{\"partition\":\"101%\"}", "partition")]
    [InlineData(Sets, "\"updateStrategy\":{\"partition\":-1}", "greater than or equal to 0")]
    [InlineData(Sets, "\"updateStrategy\":{\"type\":\"Sometimes\"}", "ReCreate")]
    [InlineData(Sets, "\"replicas\":2000000", "1000000")]
    [InlineData(Sets, "\"minReadySeconds\":60,\"progressDeadlineSeconds\":30", "more than minReadySeconds")]
    [InlineData(Sets, "\"scaleStrategy\":{\"podsToDelete\":[\"a\",\"a\"]}", "Duplicate value")]
    [InlineData(Stateful, "\"updateStrategy\":{\"rollingUpdate\":{\"unorderedUpdate\":{}}}", "Parallel")]
    [InlineData(Stateful, "\"updateStrategy\":{\"rollingUpdate\":{\"partition\":\"50%\"}}", "partition")]
    [InlineData(Stateful, "\"reserveOrdinals\":[\"x\"]", "reserveOrdinals")]
    [InlineData(Daemons, "\"updateStrategy\":{\"rollingUpdate\":{\"maxSurge\":1,\"maxUnavailable\":1}}", "exclude")]
    [InlineData(Daemons, "\"updateStrategy\":{\"rollingUpdate\":{\"maxUnavailable\":0}}", "nothing could ever")]
    public void What_contradicts_itself_is_refused_with_a_sentence(string sets, string more, string sentence) =>
        Run(async cluster =>
        {
            var (kind, version) = Of(sets);

            var refusal = await Assert.ThrowsAsync<KubeApiException>(() => SendAsync(
                cluster, sets, Body(kind, version, $"{Pods},{more}")));

            Assert.Equal(422, refusal.Status);
            Assert.Contains(sentence, refusal.Message, Ordinal);
        });

    [Theory]
    [InlineData("\"app\":\"a\"", "\"app\":\"b\"", "", "does not match the labels")]
    [InlineData("\"app\":\"a\"", "", "", "does not match the labels")]
    [InlineData("", "\"app\":\"a\"", "", "every pod of the namespace")]
    [InlineData("\"app\":\"a\"", "\"app\":\"a\"", "\"restartPolicy\":\"Never\"", "must be Always")]
    public void A_template_that_does_not_fit_is_refused(string selects, string has, string spec, string sentence) =>
        Run(async cluster =>
        {
            var body = $$$"""
                "selector":{"matchLabels":{{{{selects}}}}},
                "template":{"metadata":{"labels":{{{{has}}}}},"spec":{{{{spec}}}}}
                """;
            foreach (var sets in new[] { Sets, Stateful, Daemons })
            {
                var (kind, version) = Of(sets);
                var refusal = await Assert.ThrowsAsync<KubeApiException>(() =>
                    SendAsync(cluster, sets, Body(kind, version, body)));
                Assert.Contains(sentence, refusal.Message, Ordinal);
            }
        });

    [Fact]
    public void A_selector_never_changes() => Run(async cluster =>
    {
        await cluster.PostAsync(Sets, Body("CloneSet", "v1alpha1", Pods));

        var refusal = await Assert.ThrowsAsync<KubeApiException>(() => PatchAsync(
            cluster,
            "s",
            """{"spec":{"selector":{"matchLabels":{"app":"b"}},"template":{"metadata":{"labels":{"app":"b"}}}}}"""));

        Assert.Contains("the selector cannot change", refusal.Message, Ordinal);
    });

    [Theory]
    [InlineData(Sets)]
    [InlineData(Stateful)]
    [InlineData(Daemons)]
    public void Sets_that_select_each_others_pods_are_refused(string sets) => Run(async cluster =>
    {
        var (kind, version) = Of(sets);
        await PostAsync(cluster, "first", Pair("""{"matchLabels":{"app":"a"}}""", """{"app":"a","tier":"x"}"""));

        await RefusedAsync(
            "second",
            Pair("""{"matchLabels":{"tier":"y"}}""", """{"app":"a","tier":"y"}"""),
            $"{kind} first selects the pods of this template");
        await RefusedAsync(
            "second",
            Pair(
                """{"matchExpressions":[{"key":"tier","operator":"In","values":["x","y"]}]}""",
                """{"app":"b","tier":"y"}"""),
            $"the selector finds the pods of {kind} first");
        await RefusedAsync(
            "second",
            Pair(
                """{"matchExpressions":[{"key":"tier","operator":"NotIn","values":["z"]}]}""",
                """{"app":"b","tier":"y"}"""),
            $"the selector finds the pods of {kind} first");
        await PostAsync(cluster, "second", Pair("""{"matchLabels":{"app":"b"}}""", """{"app":"b","tier":"x"}"""));

        async Task PostAsync(TwinCluster there, string name, string pair)
        {
            await SendAsync(there, sets, Body(kind, version, pair).Replace("\"s\"", $"\"{name}\"", Ordinal));
        }

        async Task RefusedAsync(string name, string pair, string sentence)
        {
            var refusal = await Assert.ThrowsAsync<KubeApiException>(() => PostAsync(cluster, name, pair));
            Assert.Equal(422, refusal.Status);
            Assert.Contains(sentence, refusal.Message, Ordinal);
        }
    });

    [Fact]
    public void A_template_that_comes_into_anothers_selector_is_refused() => Run(async cluster =>
    {
        await SendAsync(cluster, Sets, Body("CloneSet", "v1alpha1", Pods));
        var other = Pair("""{"matchLabels":{"tier":"y"}}""", """{"tier":"y"}""");
        await SendAsync(cluster, Sets, Body("CloneSet", "v1alpha1", other).Replace("\"s\"", "\"t\"", Ordinal));

        var refusal = await Assert.ThrowsAsync<KubeApiException>(() => PatchAsync(
            cluster, "t", """{"spec":{"template":{"metadata":{"labels":{"app":"a"}}}}}"""));

        Assert.Contains("CloneSet s selects the pods of this template", refusal.Message, Ordinal);
        await PatchAsync(cluster, "t", """{"spec":{"replicas":3,"template":{"metadata":{"labels":{"app":"c"}}}}}""");
    });

    [Fact]
    public void What_overlaps_already_can_be_mended() => Run(async cluster =>
    {
        const string Policy =
            "/apis/admissionregistration.k8s.io/v1/validatingadmissionpolicybindings/fairway-clonesets-apart";
        await cluster.DeleteAsync(Policy);
        await SendAsync(cluster, Sets, Body("CloneSet", "v1alpha1", Pods));
        await SendAsync(cluster, Sets, Body("CloneSet", "v1alpha1", Pods).Replace("\"s\"", "\"t\"", Ordinal));
        await InstallAsync(cluster);

        await PatchAsync(cluster, "t", """{"spec":{"replicas":0}}""");
        await cluster.DeleteAsync($"{Sets}/t");
    });

    [Fact]
    public void What_somebody_else_has_brought_is_left_alone() => TwinCluster.Run(
        async cluster =>
        {
            await cluster.PostAsync(
                "/apis/apiextensions.k8s.io/v1/customresourcedefinitions",
                """
                {"metadata":{"name":"clonesets.apps.kruise.io"},
                 "spec":{"group":"apps.kruise.io","scope":"Namespaced",
                  "names":{"kind":"CloneSet","plural":"clonesets"},
                  "versions":[{"name":"v1alpha1","served":true,"storage":true,"schema":{"openAPIV3Schema":
                   {"type":"object","x-kubernetes-preserve-unknown-fields":true}}}]}}
                """);

            Assert.Equal(["clonesets.apps.kruise.io"], await InstallAsync(cluster));

            var set = await cluster.PostAsync(Sets, Body("CloneSet", "v1alpha1", ""));
            Assert.Equal("{}", set["spec"]!.ToJsonString());
            await cluster.ListAsync(Daemons);
        },
        nodes: 0);

    [Fact]
    public void Where_OpenKruise_is_nothing_is_brought() => TwinCluster.Run(
        async cluster =>
        {
            await cluster.PostAsync(
                "/apis/admissionregistration.k8s.io/v1/mutatingwebhookconfigurations",
                """{"metadata":{"name":"kruise-mutating-webhook-configuration"},"webhooks":[]}""");

            Assert.Equal(3, (await InstallAsync(cluster)).Length);

            Assert.False(await cluster.ExistsAsync(Sets));
        },
        nodes: 0);

    [Fact]
    public void Where_OpenKruise_came_later_our_policies_go_and_others_of_their_names_stay() => Run(async cluster =>
    {
        await cluster.PostAsync(
            "/apis/admissionregistration.k8s.io/v1/mutatingwebhookconfigurations",
            """{"metadata":{"name":"kruise-mutating-webhook-configuration"},"webhooks":[]}""");
        await cluster.MergeAsync(
            $"{Policies}/fairway-daemonsets-apart",
            """{"metadata":{"labels":{"app.kubernetes.io/managed-by":"somebody"}}}""");

        await InstallAsync(cluster);

        Assert.Equal(["fairway-daemonsets-apart"], await NamesAsync(cluster, Policies));
        Assert.Empty(await NamesAsync(cluster, Bindings));
        var writes = cluster.Api.Writes.Count;
        await InstallAsync(cluster);
        Assert.Equal(writes, cluster.Api.Writes.Count);
    });

    [Fact]
    public void An_API_server_without_admission_policies_gets_the_definitions_and_a_warning() => TwinCluster.Run(
        async cluster =>
        {
            cluster.Api.Refuses = request => Answer(request, 404, "NotFound");

            Assert.Empty(await InstallAsync(cluster));

            Assert.True(await cluster.ExistsAsync(Sets));
            Assert.Contains("whose selectors overlap are not refused", cluster.Logs.ToString(), Ordinal);
            Assert.Single(cluster.Logs.ToString().Split('\n'));
        },
        nodes: 0);

    [Fact]
    public void Who_may_not_look_at_policies_still_leaves_OpenKruise_alone() => TwinCluster.Run(
        async cluster =>
        {
            await cluster.PostAsync(
                "/apis/admissionregistration.k8s.io/v1/mutatingwebhookconfigurations",
                """{"metadata":{"name":"kruise-mutating-webhook-configuration"},"webhooks":[]}""");
            cluster.Api.Refuses = request => Answer(request, 403, "Forbidden");

            Assert.Equal(3, (await InstallAsync(cluster)).Length);

            Assert.Contains("are not looked for", cluster.Logs.ToString(), Ordinal);
        },
        nodes: 0);

    [Fact]
    public void A_second_installation_writes_nothing() => Run(async cluster =>
    {
        var before = await cluster.ListAsync("/apis/apiextensions.k8s.io/v1/customresourcedefinitions");

        Assert.Empty(await InstallAsync(cluster));

        var after = await cluster.ListAsync("/apis/apiextensions.k8s.io/v1/customresourcedefinitions");
        Assert.Equal(before.Select(Version), after.Select(Version));
    });

    private static void Run(Func<TwinCluster, Task> scenario) => TwinCluster.Run(
        async cluster =>
        {
            await InstallAsync(cluster);
            await scenario(cluster);
        },
        nodes: 0);

    private static async Task<string[]> InstallAsync(TwinCluster cluster)
    {
        var environment = KubeEnvironment.Of(cluster.Time, 1) with { Logs = cluster.Logs };
        var installer = new KruiseInstaller(cluster.Api, environment);
        return [.. await installer.InstallAsync(TimeSpan.FromMinutes(1), CancellationToken.None)];
    }

    private static async Task<IEnumerable<string>> NamesAsync(TwinCluster cluster, string path) =>
        (await cluster.ListAsync(path)).Select(KruiseCluster.Name).Where(name => name.StartsWith("fairway-", Ordinal));

    /// <summary>The answer to every request for a policy or a binding.</summary>
    private static KubeResponse? Answer(KubeRequest request, int status, string reason) =>
        !request.Path.Contains("/validatingadmissionpolic", Ordinal)
            ? null
            : new KubeResponse
            {
                Status = status,
                ContentType = "application/json",
                Body = new ReadOnlySequence<byte>(Encoding.UTF8.GetBytes(
                    $$"""{"kind":"Status","apiVersion":"v1","reason":"{{reason}}","code":{{status}}}""")),
            };

    private static async Task SendAsync(TwinCluster cluster, string path, string body) =>
        (await cluster.Api.SendAsync(
            new KubeRequest
            {
                Method = "POST",
                Path = path,
                ContentType = "application/json",
                Body = Encoding.UTF8.GetBytes(body),
            },
            CancellationToken.None)).EnsureSuccess();

    private static Task PatchAsync(TwinCluster cluster, string name, string patch) => cluster.Api.PatchAsync(
        new KubeResource("apps.kruise.io", "v1alpha1", "clonesets", "CloneSet", true),
        new ObjectKey("default", name),
        PatchKind.Merge,
        JsonNode.Parse(patch)!,
        null,
        CancellationToken.None);

    private static string Pair(string selector, string labels) =>
        $$$"""
        "selector":{{{selector}}},
        "template":{"metadata":{"labels":{{{labels}}}},"spec":{"containers":[{"name":"c","image":"i:1"}]}}
        """;

    private static (string Kind, string Version) Of(string sets) => sets switch
    {
        Sets => ("CloneSet", "v1alpha1"),
        Stateful => ("StatefulSet", "v1beta1"),
        _ => ("DaemonSet", "v1alpha1"),
    };

    private static string Body(string kind, string version, string spec) =>
        $$$"""
        {"apiVersion":"apps.kruise.io/{{{version}}}","kind":"{{{kind}}}","metadata":{"name":"s"},"spec":{{{{spec}}}}}
        """;

    private static string Sorted(JsonNode node) => new JsonObject(((JsonObject)node)
        .OrderBy(pair => pair.Key, StringComparer.Ordinal)
        .Select(pair => KeyValuePair.Create(pair.Key, pair.Value?.DeepClone()))).ToJsonString();

    private static string Version(JsonObject obj) => (string)obj["metadata"]!["resourceVersion"]!;
}
