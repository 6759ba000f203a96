using Fairway.Conformance.Hosts;
using Fairway.Conformance.Kubectl;
using Xunit;

namespace Fairway.Conformance.Upstream;

/// <summary>
/// What test/e2e/apimachinery/webhook.go asserts, with real webhooks over HTTPS and configurations by kubectl. Rows
/// that need no wire have their tests in tests/Unit/Twin/Api/Admission; the one of attaching needs a container.
/// </summary>
public sealed class AdmissionWebhookTests(FleetFixture fleet)
{
    /// <summary>AdmissionWebhook should mutate configmap; should be able to deny pod and configmap creation</summary>
    [Fact]
    public async Task Webhooks_behind_a_service_and_a_url_change_and_refuse()
    {
        await using var scene = await SceneAsync();
        await scene.ConfigureAsync("Mutating", scene.Service("/add/one"), scene.Url("/add/two"));
        await scene.Kubectl.DoAsync("create configmap m --from-literal=a=b");
        Assert.Equal(
            "yes yes", await scene.Kubectl.DoAsync("get configmap m -o jsonpath={.data.one}{'\\x20'}{.data.two}"));

        await scene.ConfigureAsync("Validating", scene.Service("/deny"));
        var complaint = await scene.Kubectl.FailAsync("create configmap n --from-literal=a=b");

        Assert.Contains(
            "admission webhook \"w0.example.com\" denied the request: this is not wanted", complaint,
            StringComparison.Ordinal);
        await scene.Kubectl.FailAsync("label configmap m x=y");
        await scene.Kubectl.FailAsync("delete configmap m");
    }

    /// <summary>AdmissionWebhook should honor timeout</summary>
    [Fact]
    public async Task Who_does_not_answer_in_time_fails_as_the_policy_says()
    {
        await using var scene = await SceneAsync();
        await scene.ConfigureAsync("Validating", scene.Url("/hang") + ",\"timeoutSeconds\":1");
        Assert.Contains(
            "context deadline exceeded", await scene.Kubectl.FailAsync("create configmap m"), StringComparison.Ordinal);

        await scene.ConfigureAsync(
            "Validating", scene.Url("/hang") + ",\"timeoutSeconds\":1,\"failurePolicy\":\"Ignore\"");
        await scene.Kubectl.DoAsync("create configmap m");
    }

    /// <summary>AdmissionWebhook should unconditionally reject operations on fail closed webhook</summary>
    [Fact]
    public async Task Who_cannot_be_reached_or_trusted_refuses_all()
    {
        await using var scene = await SceneAsync();
        await scene.ConfigureAsync("Validating", "\"clientConfig\":{\"url\":\"https://127.0.0.1:1/x\"}");
        Assert.Contains(
            "dial tcp 127.0.0.1:1: connect: connection refused", await scene.Kubectl.FailAsync("create configmap m"),
            StringComparison.Ordinal);

        await using var other = await WebhookServer.StartAsync("other.example.com");
        await scene.ConfigureAsync("Validating", scene.Url("/allow", other.CaBundle));
        Assert.Contains(
            "tls: failed to verify certificate: x509:", await scene.Kubectl.FailAsync("create configmap m"),
            StringComparison.Ordinal);
    }

    /// <summary>AdmissionWebhook patching/updating a validating webhook should work; listing ... should work</summary>
    [Fact]
    public async Task Configurations_are_listed_patched_and_deleted_and_hold_at_once()
    {
        await using var scene = await SceneAsync();
        await scene.ConfigureAsync("Validating", scene.Url("/deny"));
        var name = scene.Name("Validating");
        Assert.Matches(
            $@"^{name}\s+1\s", await scene.Kubectl.DoAsync($"get validatingwebhookconfiguration {name} --no-headers"));
        await scene.Kubectl.FailAsync("create configmap m");

        await scene.Kubectl.DoAsync([
            "patch", "validatingwebhookconfiguration", name, "--type=json", "-p",
            """[{"op":"replace","path":"/webhooks/0/rules/0/operations","value":["DELETE"]}]""",
        ]);
        await scene.Kubectl.DoAsync("create configmap m");
        await scene.Kubectl.FailAsync("delete configmap m");
        await scene.Kubectl.DoAsync($"delete validatingwebhookconfigurations -l scene={scene.Kubectl.Namespace}");
        await scene.Kubectl.DoAsync("delete configmap m");
    }

    /// <summary>AdmissionWebhook should mutate everything except 'skip-me' configmaps; should reject ... invalid match
    /// conditions</summary>
    [Fact]
    public async Task Match_conditions_leave_out_what_they_name()
    {
        await using var scene = await SceneAsync();
        await scene.ConfigureAsync(
            "Mutating",
            scene.Url("/add/one")
            + ",\"matchConditions\":[{\"name\":\"skip-me\",\"expression\":\"object.metadata.name != 'skip-me'\"}]");

        await scene.Kubectl.DoAsync("create configmap skip-me --from-literal=a=b");
        await scene.Kubectl.DoAsync("create configmap m --from-literal=a=b");

        Assert.Equal("", await scene.Kubectl.DoAsync("get configmap skip-me -o jsonpath={.data.one}"));
        Assert.Equal("yes", await scene.Kubectl.DoAsync("get configmap m -o jsonpath={.data.one}"));
    }

    /// <summary>AdmissionWebhook should include webhook resources in discovery documents</summary>
    [Fact]
    public async Task Configurations_are_discovered()
    {
        await using var scene = await SceneAsync();

        var listed = await scene.Kubectl.DoAsync("api-resources --api-group=admissionregistration.k8s.io -o name");

        Assert.Contains("mutatingwebhookconfigurations.", listed, StringComparison.Ordinal);
        Assert.Contains("validatingwebhookconfigurations.", listed, StringComparison.Ordinal);
    }

    private async Task<WebhookScene> SceneAsync()
    {
        var kubectl = await KubectlSession.StartAsync(fleet, "136");
        await kubectl.DoAsync($"label namespace {kubectl.Namespace} scene={kubectl.Namespace}");
        return new WebhookScene(kubectl, await WebhookServer.StartAsync($"hook.{kubectl.Namespace}.svc"));
    }
}
