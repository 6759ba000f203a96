using Xunit;

namespace Fairway.Tests.Twin.Api.Admission.Policies;

/// <summary>ValidatingAdmissionPolicies at work.</summary>
public sealed class ValidatingPolicyTests
{
    private const string Short = """
        "validations":[{"expression":
          "object == null || !has(object.data) || object.data.all(k, size(object.data[k]) < 3)"}]
        """;

    private const string Denied =
        "configmaps \"x\" is forbidden: ValidatingAdmissionPolicy 'p' with binding 'p' denied request: ";

    [Fact]
    public async Task A_policy_holds_for_the_very_next_write_and_no_longer_than_it_is_there()
    {
        await using var client = await PolicyClient.OpenAsync();
        await PolicyClient.ValidateAsync(client, Short);

        await RefusedAsync(client, """{"k":"long"}""");
        await client.OkAsync(
            "DELETE", "/apis/admissionregistration.k8s.io/v1/validatingadmissionpolicybindings/p");
        await client.OkAsync("POST", PolicyClient.ConfigMaps, PolicyClient.ConfigMap("x", """{"k":"long"}"""));
    }

    [Fact]
    public async Task Updates_patches_and_applies_are_judged_like_creates()
    {
        await using var client = await PolicyClient.OpenAsync();
        await PolicyClient.ValidateAsync(client, Short);
        await client.OkAsync("POST", PolicyClient.ConfigMaps, PolicyClient.ConfigMap("x", """{"k":"ok"}"""));

        await client.RefusedAsync(
            422, "PATCH", $"{PolicyClient.ConfigMaps}/x", """{"data":{"k":"long"}}""", "application/merge-patch+json");
        await client.RefusedAsync(
            422,
            "PATCH",
            $"{PolicyClient.ConfigMaps}/x?fieldManager=m&force=true",
            """{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"x"},"data":{"k":"long"}}""",
            "application/apply-patch+yaml");
    }

    [Theory]
    [InlineData("""{"expression":"false"}""", 422, "Invalid", "failed expression: false")]
    [InlineData("""{"expression":"false","message":" no "}""", 422, "Invalid", "no")]
    [InlineData(
        """{"expression":"false","messageExpression":"'not ' + object.metadata.name","message":"no"}""",
        422, "Invalid", "not x")]
    [InlineData("""{"expression":"false","messageExpression":"string(1/0)","message":"no"}""", 422, "Invalid", "no")]
    [InlineData("""{"expression":"false","reason":"Forbidden"}""", 403, "Forbidden", "failed expression: false")]
    [InlineData(
        """{"expression":"false","reason":"RequestEntityTooLarge"}""",
        413, "RequestEntityTooLarge", "failed expression: false")]
    [InlineData(
        """{"expression":"object.data.none == 'x'"}""", 422, "Invalid",
        "expression 'object.data.none == 'x'' resulted in error: no such key: none")]
    public async Task A_refusal_says_why(string validation, int status, string reason, string message)
    {
        await using var client = await PolicyClient.OpenAsync();
        await PolicyClient.ValidateAsync(client, $"\"validations\":[{validation}]");

        var refusal = await client.RefusedAsync(
            status, "POST", PolicyClient.ConfigMaps, PolicyClient.ConfigMap("x", """{"k":"v"}"""));

        Assert.Equal((reason, Denied + message), ((string)refusal["reason"]!, PolicyClient.Message(refusal)));
        Assert.Equal(Denied[(Denied.IndexOf(':', StringComparison.Ordinal) + 2)..] + message,
            (string)refusal["details"]!["causes"]![0]!["message"]!);
    }

    [Fact]
    public async Task Variables_are_known_to_those_that_follow_and_to_all_other_expressions()
    {
        await using var client = await PolicyClient.OpenAsync();
        await PolicyClient.ValidateAsync(client, """
            "variables":[{"name":"names","expression":"object.data.map(k, k)"},
                         {"name":"count","expression":"size(variables.names)"}],
            "matchConditions":[{"name":"made","expression":"request.operation == 'CREATE'"}],
            "validations":[{"expression":"variables.count < 2",
                            "messageExpression":"'there are ' + string(variables.count)"}]
            """);

        await client.OkAsync("POST", PolicyClient.ConfigMaps, PolicyClient.ConfigMap("y", """{"a":"1"}"""));
        Assert.EndsWith("there are 2", await RefusedAsync(client, """{"a":"1","b":"2"}"""), StringComparison.Ordinal);
        await client.MergeAsync($"{PolicyClient.ConfigMaps}/y", """{"data":{"b":"2"}}""");
    }

    [Fact]
    public async Task What_cannot_be_evaluated_counts_as_the_policy_says()
    {
        await using var client = await PolicyClient.OpenAsync();
        await PolicyClient.ValidateAsync(client, """
            "failurePolicy":"Ignore","validations":[{"expression":"object.data.none == 'x'"}]
            """);

        await client.OkAsync("POST", PolicyClient.ConfigMaps, PolicyClient.ConfigMap("x", """{"k":"v"}"""));
    }

    [Fact]
    public async Task A_binding_may_warn_instead()
    {
        await using var client = await PolicyClient.OpenAsync();
        await PolicyClient.ValidateAsync(
            client, "\"validations\":[{\"expression\":\"false\"}]", "\"validationActions\":[\"Warn\",\"Audit\"]");

        var answer = await client.SendAsync("POST", PolicyClient.ConfigMaps, PolicyClient.ConfigMap("x"));

        Assert.Equal(
            ["Validation failed for ValidatingAdmissionPolicy 'p' with binding 'p': failed expression: false"],
            answer.Warnings);
    }

    [Theory]
    [InlineData("""{"name":"limits","parameterNotFoundAction":"Deny"}""", "at most 1")]
    [InlineData("""{"selector":{"matchLabels":{"a":"b"}},"parameterNotFoundAction":"Deny"}""", "at most 1")]
    [InlineData(
        """{"name":"none","parameterNotFoundAction":"Deny"}""",
        "failed to configure binding: no params found for policy binding with `Deny` parameterNotFoundAction")]
    [InlineData("""{"name":"none","parameterNotFoundAction":"Allow"}""", null)]
    public async Task Parameters_are_found_by_name_or_by_labels(string reference, string? message)
    {
        await using var client = await PolicyClient.OpenAsync();
        await client.OkAsync("POST", PolicyClient.ConfigMaps, """
            {"metadata":{"name":"limits","labels":{"a":"b"}},"data":{"max":"1"}}
            """);
        await PolicyClient.ValidateAsync(
            client,
            """
            "paramKind":{"apiVersion":"v1","kind":"ConfigMap"},
            "validations":[{"expression":"size(object.data) <= int(params.data.max)",
                            "messageExpression":"'at most ' + params.data.max"}]
            """,
            $"\"validationActions\":[\"Deny\"],\"paramRef\":{reference}");

        var answer = await client.SendAsync(
            "POST", PolicyClient.ConfigMaps, PolicyClient.ConfigMap("x", """{"a":"1","b":"2"}"""));

        Assert.Equal(
            message is null ? null : Denied + message,
            answer.IsSuccess ? null : PolicyClient.Message(TwinClient.Body(answer)));
    }

    [Fact]
    public async Task Deletions_show_what_is_deleted_and_by_whom()
    {
        await using var client = await PolicyClient.OpenAsync();
        await client.OkAsync("POST", PolicyClient.ConfigMaps, PolicyClient.ConfigMap("x", """{"keep":"me"}"""));
        await PolicyClient.ValidateAsync(client, """
            "validations":[{"expression":"request.operation != 'DELETE' || !has(oldObject.data.keep)",
              "messageExpression":"request.userInfo.username + ' may not delete ' + oldObject.metadata.name + ' of '
                + namespaceObject.metadata.name"}]
            """.ReplaceLineEndings(" "));

        var refusal = await client.RefusedAsync(422, "DELETE", $"{PolicyClient.ConfigMaps}/x");

        Assert.EndsWith("fairway-admin may not delete x of a", PolicyClient.Message(refusal), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Expressions_that_cost_too_much_fail()
    {
        await using var client = await PolicyClient.OpenAsync();
        const string Many = "[0,1,2,3,4,5,6,7,8,9]";
        var loop = $"{Many}.all(a, {Many}.all(b, {Many}.all(c, {Many}.all(d, {Many}.all(e, {Many}.all(f, true))))))";
        await PolicyClient.ValidateAsync(client, $$"""
            "validations":[{"expression":"{{loop}}"}]
            """);

        Assert.EndsWith("cost limit exceeded", await RefusedAsync(client, "{}"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("authorizer.group('').resource('secrets').namespace('a').check('get').allowed()", true)]
    [InlineData("authorizer.serviceAccount('a', 'x').group('').resource('secrets').check('get').allowed()", false)]
    [InlineData("authorizer.requestResource.check('patch').allowed()", true)]
    [InlineData("authorizer.serviceAccount('a', 'x').path('/healthz').check('get').allowed()", true)]
    public async Task Expressions_may_ask_what_the_user_may_do(string expression, bool isAllowed)
    {
        await using var client = await PolicyClient.OpenAsync();
        await PolicyClient.ValidateAsync(client, $$"""
            "validations":[{"expression":"{{expression}}"}]
            """);

        var answer = await client.SendAsync("POST", PolicyClient.ConfigMaps, PolicyClient.ConfigMap("x"));

        Assert.Equal(isAllowed, answer.IsSuccess);
    }

    private static async Task<string> RefusedAsync(TwinClient client, string data) => PolicyClient.Message(
        await client.RefusedAsync(422, "POST", PolicyClient.ConfigMaps, PolicyClient.ConfigMap("x", data)));
}
