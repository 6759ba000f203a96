using Xunit;

namespace Fairway.Tests.Twin.Api.Admission;

public sealed class DefaultClassTests
{
    private const string Claims = "/api/v1/namespaces/a/persistentvolumeclaims";
    private const string Pods = "/api/v1/namespaces/a/pods";

    [Fact]
    public async Task A_claim_gets_the_newest_default_class_and_its_guard()
    {
        await using var twin = await OpenAsync();
        await twin.OkAsync("POST", "/apis/storage.k8s.io/v1/storageclasses", StorageClass("old", "true"));
        twin.Time.Advance(TimeSpan.FromMinutes(1));
        await twin.OkAsync("POST", "/apis/storage.k8s.io/v1/storageclasses", StorageClass("new", "true"));
        await twin.OkAsync("POST", "/apis/storage.k8s.io/v1/storageclasses", StorageClass("none", "false"));

        var claim = await twin.OkAsync("POST", Claims, Claim("c", "1Gi"));

        Assert.Equal("new", (string?)claim["spec"]!["storageClassName"]);
        Assert.Equal("kubernetes.io/pvc-protection", (string?)claim["metadata"]!["finalizers"]![0]);
    }

    [Fact]
    public async Task A_claim_stays_without_a_class_where_none_is_the_default_or_it_wants_none()
    {
        await using var twin = await OpenAsync();
        var claim = await twin.OkAsync("POST", Claims, Claim("c", "1Gi"));
        Assert.Null(claim["spec"]!["storageClassName"]);

        await twin.OkAsync("POST", "/apis/storage.k8s.io/v1/storageclasses", StorageClass("default", "true"));
        var none = await twin.OkAsync("POST", Claims, Claim("d", "1Gi", ",\"storageClassName\":\"\""));
        Assert.Equal("", (string?)none["spec"]!["storageClassName"]);
    }

    [Theory]
    [InlineData("true", 200)]
    [InlineData("false", 403)]
    public async Task A_claim_grows_where_its_class_lets_it(string grows, int status)
    {
        await using var twin = await OpenAsync();
        await twin.OkAsync(
            "POST", "/apis/storage.k8s.io/v1/storageclasses",
            $$"""{"metadata":{"name":"s"},"provisioner":"x.example.com","allowVolumeExpansion":{{grows}}}""");
        await twin.OkAsync("POST", Claims, Claim("c", "1Gi", ",\"storageClassName\":\"s\",\"volumeName\":\"v\""));
        await twin.MergeAsync($"{Claims}/c/status", """{"status":{"phase":"Bound"}}""");

        var response = await twin.SendAsync(
            "PATCH", $"{Claims}/c", """{"spec":{"resources":{"requests":{"storage":"2Gi"}}}}""",
            "application/merge-patch+json");

        Assert.Equal(status, response.Status);
        if (status == 403)
        {
            Assert.Equal(
                "persistentvolumeclaims \"c\" is forbidden: only dynamically provisioned pvc can be resized and the "
                + "storageclass that provisions the pvc must support resize",
                (string?)TwinClient.Body(response)["message"]);
        }
    }

    [Fact]
    public async Task An_ingress_gets_the_default_class()
    {
        await using var twin = await OpenAsync();
        await twin.OkAsync(
            "POST", "/apis/networking.k8s.io/v1/ingressclasses",
            """
            {"metadata":{"name":"web","annotations":{"ingressclass.kubernetes.io/is-default-class":"true"}},
            "spec":{"controller":"example.com/c"}}
            """);

        var ingress = await twin.OkAsync(
            "POST", "/apis/networking.k8s.io/v1/namespaces/a/ingresses",
            """
            {"metadata":{"name":"i"},"spec":{"defaultBackend":{"service":{"name":"s","port":{"number":80}}}}}
            """);

        Assert.Equal("web", (string?)ingress["spec"]!["ingressClassName"]);
    }

    [Fact]
    public async Task A_pod_gets_what_its_runtime_costs_and_where_it_runs()
    {
        await using var twin = await OpenAsync();
        await twin.OkAsync(
            "POST", "/apis/node.k8s.io/v1/runtimeclasses",
            """
            {"metadata":{"name":"vm"},"handler":"vm","overhead":{"podFixed":{"cpu":"250m"}},
            "scheduling":{"nodeSelector":{"vm":"yes"},"tolerations":[{"key":"vm","operator":"Exists"}]}}
            """);

        var pod = await twin.OkAsync("POST", Pods, Pod("p", ",\"runtimeClassName\":\"vm\""));

        Assert.Equal("250m", (string?)pod["spec"]!["overhead"]!["cpu"]);
        Assert.Equal("yes", (string?)pod["spec"]!["nodeSelector"]!["vm"]);
        Assert.Contains(pod["spec"]!["tolerations"]!.AsArray(), t => (string?)t!["key"] == "vm");
        var refused = await twin.RefusedAsync(403, "POST", Pods, Pod("q", ",\"runtimeClassName\":\"nope\""));
        Assert.Equal(
            "pods \"q\" is forbidden: pod rejected: RuntimeClass \"nope\" not found", (string?)refused["message"]);
    }

    [Fact]
    public async Task A_pod_runs_as_an_account_that_is_there_and_as_the_account_says()
    {
        await using var twin = await OpenAsync();
        await twin.OkAsync(
            "POST", "/api/v1/namespaces/a/serviceaccounts",
            """
            {"metadata":{"name":"quiet"},"automountServiceAccountToken":false,"imagePullSecrets":[{"name":"pull"}]}
            """);

        var pod = await twin.OkAsync("POST", Pods, Pod("p", ",\"serviceAccountName\":\"quiet\""));

        Assert.Null(pod["spec"]!["volumes"]);
        Assert.Equal("pull", (string?)pod["spec"]!["imagePullSecrets"]![0]!["name"]);
        var refused = await twin.RefusedAsync(403, "POST", Pods, Pod("q", ",\"serviceAccountName\":\"nope\""));
        Assert.Equal(
            "pods \"q\" is forbidden: error looking up service account a/nope: serviceaccount \"nope\" not found",
            (string?)refused["message"]);
    }

    [Fact]
    public async Task A_new_node_takes_no_pods_before_it_is_ready()
    {
        await using var twin = await OpenAsync();

        var node = await twin.OkAsync("POST", "/api/v1/nodes", """{"metadata":{"name":"n"}}""");

        Assert.Equal(
            """[{"key":"node.kubernetes.io/not-ready","effect":"NoSchedule"}]""",
            node["spec"]!["taints"]!.ToJsonString());
    }

    [Fact]
    public async Task Only_one_priority_class_is_the_default_and_pods_without_a_class_get_it()
    {
        await using var twin = await OpenAsync();
        const string Classes = "/apis/scheduling.k8s.io/v1/priorityclasses";
        await twin.OkAsync("POST", Classes, """{"metadata":{"name":"mine"},"value":7,"globalDefault":true}""");

        var refused = await twin.RefusedAsync(
            403, "POST", Classes, """{"metadata":{"name":"too"},"value":8,"globalDefault":true}""");
        var pod = await twin.OkAsync("POST", Pods, Pod("p", ""));

        Assert.Equal(
            "priorityclasses.scheduling.k8s.io \"too\" is forbidden: PriorityClass mine is already marked as default. "
            + "Only one default can exist",
            (string?)refused["message"]);
        Assert.Equal(7, (int)pod["spec"]!["priority"]!);
        Assert.Equal("mine", (string?)pod["spec"]!["priorityClassName"]);
    }

    [Fact]
    public async Task Namespaces_of_the_cluster_itself_stay()
    {
        await using var twin = await OpenAsync();

        var refused = await twin.RefusedAsync(403, "DELETE", "/api/v1/namespaces/kube-system");

        Assert.Equal(
            "namespaces \"kube-system\" is forbidden: this namespace may not be deleted", (string?)refused["message"]);
    }

    private static string StorageClass(string name, string isDefault) =>
        $$$"""
        {"metadata":{"name":"{{{name}}}","annotations":
        {"storageclass.kubernetes.io/is-default-class":"{{{isDefault}}}"}},
        "provisioner":"x.example.com"}
        """;

    private static string Claim(string name, string size, string more = "") =>
        $$$"""
        {"metadata":{"name":"{{{name}}}"},"spec":{"accessModes":["ReadWriteOnce"],
        "resources":{"requests":{"storage":"{{{size}}}"}}{{{more}}}}}
        """;

    private static string Pod(string name, string more) =>
        $$$"""{"metadata":{"name":"{{{name}}}"},"spec":{"containers":[{"name":"c","image":"i"}]{{{more}}}}}""";

    private static async Task<TwinClient> OpenAsync()
    {
        var twin = new TwinClient();
        await twin.NamespaceAsync("a");
        return twin;
    }
}
