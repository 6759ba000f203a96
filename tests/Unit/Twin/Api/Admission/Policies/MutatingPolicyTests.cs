using Xunit;

namespace Fairway.Tests.Twin.Api.Admission.Policies;

/// <summary>MutatingAdmissionPolicies at work.</summary>
public sealed class MutatingPolicyTests
{
    private const string Labels = """
        [{"patchType":"ApplyConfiguration","applyConfiguration":{"expression":
          "Object{metadata: Object.metadata{labels: {'by': request.userInfo.username}}}"}}]
        """;

    private const string Deployments = "/apis/apps/v1/namespaces/a/deployments";

    private const string Deployment = """
        {"metadata":{"name":"d"},"spec":{"replicas":1,"selector":{"matchLabels":{"a":"b"}},
         "template":{"metadata":{"labels":{"a":"b"}},"spec":{"containers":[{"name":"app","image":"i"}]}}}}
        """;

    [Fact]
    public async Task A_configuration_is_merged_as_an_apply_is()
    {
        await using var client = await PolicyClient.OpenAsync();
        await PolicyClient.MutateAsync(client, Labels);

        var made = await client.OkAsync(
            "POST", PolicyClient.ConfigMaps, """{"metadata":{"name":"x","labels":{"own":"1"}}}""");

        Assert.Equal("""{"own":"1","by":"fairway-admin"}""", made["metadata"]!["labels"]!.ToJsonString());
    }

    [Fact]
    public async Task Elements_of_lists_are_found_by_their_keys()
    {
        await using var client = await PolicyClient.OpenAsync();
        await PolicyClient.MutateAsync(client, """
            [{"patchType":"ApplyConfiguration","applyConfiguration":{"expression":
              "Object{spec: Object.spec{template: Object.spec.template{spec: Object.spec.template.spec{containers: [
                Object.spec.template.spec.containers{name: 'app', imagePullPolicy: 'Never'},
                Object.spec.template.spec.containers{name: 'side', image: 's'}]}}}}"}}]
            """.ReplaceLineEndings(" "));

        var made = await client.OkAsync("POST", Deployments, Deployment);

        var containers = made["spec"]!["template"]!["spec"]!["containers"]!.AsArray();
        Assert.Equal(
            ["app i Never", "side s Always"],
            containers.Select(c => $"{c!["name"]} {c["image"]} {c["imagePullPolicy"]}"));
    }

    [Fact]
    public async Task A_JSON_patch_is_applied_and_one_whose_test_fails_changes_nothing()
    {
        await using var client = await PolicyClient.OpenAsync();
        await PolicyClient.MutateAsync(client, """
            [{"patchType":"JSONPatch","jsonPatch":{"expression":
              "[JSONPatch{op: 'test', path: '/spec/replicas', value: 1},
                JSONPatch{op: 'replace', path: '/spec/replicas', value: object.spec.replicas + 2},
                JSONPatch{op: 'add', path: '/metadata/annotations', value: {}},
                JSONPatch{op: 'add', path: '/metadata/annotations/' + jsonpatch.escapeKey('a/b'), value: 'c'}]"}}]
            """.ReplaceLineEndings(" "));

        var made = await client.OkAsync("POST", Deployments, Deployment);
        Assert.Equal(
            ("3", """{"a/b":"c"}"""),
            (made["spec"]!["replicas"]!.ToString(), made["metadata"]!["annotations"]!.ToJsonString()));

        var other = await client.OkAsync(
            "POST", Deployments, Deployment.Replace("\"replicas\":1", "\"replicas\":5", StringComparison.Ordinal)
                .Replace("\"d\"", "\"e\"", StringComparison.Ordinal));
        Assert.Equal("5", other["spec"]!["replicas"]!.ToString());
    }

    [Theory]
    [InlineData(
        "Object{spec: Object.spec{selector: Object.spec.selector{matchLabels: {'x':'y'}}}}",
        "error applying patch: invalid ApplyConfiguration: may not mutate atomic arrays, maps or structs: "
        + ".spec.selector")]
    [InlineData(
        "Object{spec: Object.wrong{replicas: 1}}",
        "type mismatch: unexpected type name \\\"Object.wrong\\\", expected \\\"Object.spec\\\", which matches field "
        + "name path from root Object type")]
    [InlineData(
        "Object{spec: Object.spec{nope: 1}}",
        "error applying patch: failed to convert patch object to typed object: .spec.nope: field not declared in "
        + "schema")]
    public async Task What_cannot_be_applied_refuses_the_write(string expression, string message)
    {
        await using var client = await PolicyClient.OpenAsync();
        await PolicyClient.MutateAsync(client, $$$"""
            [{"patchType":"ApplyConfiguration","applyConfiguration":{"expression":"{{{expression}}}"}}]
            """);

        var refusal = await client.RefusedAsync(403, "POST", Deployments, Deployment);

        Assert.Equal(
            "policy 'p' with binding 'p' denied request: " + message.Replace("\\\"", "\"", StringComparison.Ordinal),
            PolicyClient.Message(refusal));
        Assert.Equal("Invalid", (string)refusal["reason"]!);
    }

    [Fact]
    public async Task Failures_may_be_ignored_and_conditions_exclude()
    {
        await using var client = await PolicyClient.OpenAsync();
        await PolicyClient.MutateAsync(
            client,
            """
            [{"patchType":"ApplyConfiguration","applyConfiguration":{"expression":
              "Object{metadata: Object.metadata{labels: {'x': object.data.none}}}"}}]
            """,
            "\"failurePolicy\":\"Ignore\",");
        await PolicyClient.MutateAsync(
            client, Labels, "\"matchConditions\":[{\"name\":\"c\",\"expression\":\"object.metadata.name != 'x'\"}],",
            name: "q");

        var made = await client.OkAsync("POST", PolicyClient.ConfigMaps, PolicyClient.ConfigMap("x"));

        Assert.Null(made["metadata"]!["labels"]);
    }

    [Fact]
    public async Task A_policy_sees_once_more_what_later_ones_have_changed()
    {
        await using var client = await PolicyClient.OpenAsync();
        const string Counted = "{'count': string(size(object.metadata.?labels.orValue({})))}";
        const string Count = $$$"""
            [{"patchType":"ApplyConfiguration","applyConfiguration":{"expression":
              "Object{metadata: Object.metadata{labels: {{{Counted}}}}}"}}]
            """;
        await client.OkAsync(
            "POST",
            "/apis/admissionregistration.k8s.io/v1/mutatingadmissionpolicies",
            PolicyClient.Policy("a", $"\"reinvocationPolicy\":\"IfNeeded\",\"mutations\":{Count}"));
        await client.OkAsync(
            "POST",
            "/apis/admissionregistration.k8s.io/v1/mutatingadmissionpolicybindings",
            """{"metadata":{"name":"a"},"spec":{"policyName":"a"}}""");
        await PolicyClient.MutateAsync(client, Labels, name: "b");

        var made = await client.OkAsync("POST", PolicyClient.ConfigMaps, PolicyClient.ConfigMap("x"));

        Assert.Equal("2", (string)made["metadata"]!["labels"]!["count"]!);
    }
}
