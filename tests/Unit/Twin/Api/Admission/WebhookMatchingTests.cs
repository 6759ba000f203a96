using Xunit;

namespace Fairway.Tests.Twin.Api.Admission;

public sealed class WebhookMatchingTests
{
    private const string Configurations = "/apis/admissionregistration.k8s.io/v1/validatingwebhookconfigurations";

    [Theory]
    [InlineData("""[{"apiGroups":[""],"apiVersions":["v1"],"operations":["CREATE"],"resources":["configmaps"]}]""", 1)]
    [InlineData("""[{"apiGroups":[""],"apiVersions":["v1"],"operations":["DELETE"],"resources":["configmaps"]}]""", 0)]
    [InlineData("""[{"apiGroups":["apps"],"apiVersions":["v1"],"operations":["*"],"resources":["*"]}]""", 0)]
    [InlineData("""[{"apiGroups":[""],"apiVersions":["v2"],"operations":["*"],"resources":["*"]}]""", 0)]
    [InlineData("""[{"apiGroups":["*"],"apiVersions":["*"],"operations":["*"],"resources":["*/*"]}]""", 1)]
    [InlineData(
        """[{"apiGroups":["*"],"apiVersions":["*"],"operations":["*"],"resources":["configmaps/status"]}]""", 0)]
    [InlineData(
        """[{"apiGroups":["*"],"apiVersions":["*"],"operations":["*"],"resources":["*"],"scope":"Cluster"}]""", 0)]
    [InlineData(
        """[{"apiGroups":["*"],"apiVersions":["*"],"operations":["*"],"resources":["*"],"scope":"Namespaced"}]""", 1)]
    public async Task Rules_say_which_writes_are_asked_about(string rules, int calls)
    {
        await using var session = await ConfiguredAsync($"\"rules\":{rules}");

        await session.Twin.ConfigMapAsync("m");

        Assert.Equal(calls, session.Hooks.Called.Count);
    }

    [Theory]
    [InlineData("""{"matchLabels":{"team":"x"}}""", 0)]
    [InlineData("""{"matchLabels":{"kubernetes.io/metadata.name":"a"}}""", 1)]
    [InlineData("""{"matchExpressions":[{"key":"team","operator":"DoesNotExist"}]}""", 1)]
    [InlineData(
        """{"matchExpressions":[{"key":"kubernetes.io/metadata.name","operator":"NotIn","values":["a","b"]}]}""", 0)]
    public async Task Namespaces_are_selected_by_their_labels(string selector, int calls)
    {
        await using var session = await ConfiguredAsync($"{AllMaps},\"namespaceSelector\":{selector}");

        await session.Twin.ConfigMapAsync("m");

        Assert.Equal(calls, session.Hooks.Called.Count);
    }

    [Fact]
    public async Task Objects_are_selected_by_the_labels_that_they_have_or_had()
    {
        await using var session =
            await ConfiguredAsync(AllMaps + ""","objectSelector":{"matchLabels":{"a":"b"}}""");

        await session.Twin.ConfigMapAsync("plain");
        Assert.Empty(session.Hooks.Called);
        await session.Twin.ConfigMapAsync("m", labels: """{"a":"b"}""");
        await session.Twin.MergeAsync(
            "/api/v1/namespaces/a/configmaps/m", """{"metadata":{"labels":{"a":null}}}""");
        await session.Twin.MergeAsync("/api/v1/namespaces/a/configmaps/m", """{"data":{"k":"w"}}""");

        Assert.Equal(2, session.Hooks.Called.Count);
    }

    [Fact]
    public async Task A_namespace_is_selected_by_the_labels_that_it_is_to_have()
    {
        const string Rules =
            """" "rules":[{"apiGroups":[""],"apiVersions":["v1"],"operations":["*"],"resources":["namespaces"]}] """";
        await using var session =
            await ConfiguredAsync(Rules + ""","namespaceSelector":{"matchLabels":{"team":"x"}}""");

        await session.Twin.NamespaceAsync("b");
        await session.Twin.MergeAsync("/api/v1/namespaces/b", """{"metadata":{"labels":{"team":"x"}}}""");

        Assert.Equal("UPDATE", (string?)Assert.Single(session.Hooks.Requests)["operation"]);
    }

    [Theory]
    [InlineData("Equivalent", 1)]
    [InlineData("Exact", 0)]
    public async Task Another_version_of_the_same_objects_counts_where_the_policy_says_so(string policy, int calls)
    {
        const string Rules =
            """" "rules":[{"apiGroups":[""],"apiVersions":["v1"],"operations":["*"],"resources":["events"]}] """";
        await using var session = await ConfiguredAsync(Rules + $$""","matchPolicy":"{{policy}}" """);

        await session.Twin.OkAsync(
            "POST", "/apis/events.k8s.io/v1/namespaces/a/events",
            """
            {"metadata":{"name":"e"},"eventTime":"2026-01-02T03:04:05.000000Z","note":"happened","reason":"R",
            "reportingController":"c.example.com/x","reportingInstance":"i","action":"A","type":"Normal",
            "regarding":{"kind":"Pod","name":"p","namespace":"a"}}
            """);

        Assert.Equal(calls, session.Hooks.Called.Count);
        if (calls == 1)
        {
            var seen = session.Hooks.Requests[0];
            Assert.Equal("happened", (string?)seen["object"]!["message"]);
            Assert.Equal("v1", (string?)seen["object"]!["apiVersion"]);
            Assert.Equal("events.k8s.io", (string?)seen["requestKind"]!["group"]);
            Assert.Equal("", (string?)seen["kind"]!["group"]);
        }
    }

    private const string AllMaps =
        """" "rules":[{"apiGroups":[""],"apiVersions":["v1"],"operations":["*"],"resources":["configmaps"]}] """";

    private static async Task<WebhookSession> ConfiguredAsync(string fields)
    {
        var session = await WebhookSession.OpenAsync();
        session.Hooks.Allow("/one");
        await session.Twin.OkAsync(
            "POST", Configurations,
            $$"""
            {"metadata":{"name":"one"},"webhooks":[{"name":"one.example.com",
            "clientConfig":{"url":"https://127.0.0.1:9443/one"},"sideEffects":"None","admissionReviewVersions":["v1"],
            {{fields}}}]}
            """);
        return session;
    }
}
