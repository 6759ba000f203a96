using System.Text.Json.Nodes;
using Fairway.Conformance.Hosts;
using Xunit;

namespace Fairway.Conformance.Upstream;

/// <summary>What test/e2e/apimachinery/flowcontrol.go asserts of rows of the conformance list.</summary>
public sealed class FlowControlTests(FleetFixture fleet)
{
    private const string Group = "/apis/flowcontrol.apiserver.k8s.io";

    /// <summary>API priority and fairness should support FlowSchema API operations</summary>
    [Fact]
    public Task Flow_schemas_can_be_worked_with() => WorkAsync("flowschemas", "FlowSchema", """
        {"matchingPrecedence":9999,"priorityLevelConfiguration":{"name":"global-default"},
         "rules":[{"subjects":[{"kind":"User","user":{"name":"example-e2e-non-existent-user"}}],
          "nonResourceRules":[{"verbs":["*"],"nonResourceURLs":["*"]}]}]}
        """, """{"spec":{"matchingPrecedence":9998}}""");

    /// <summary>API priority and fairness should support PriorityLevelConfiguration API operations</summary>
    [Fact]
    public Task Priority_levels_can_be_worked_with() => WorkAsync(
        "prioritylevelconfigurations", "PriorityLevelConfiguration",
        """{"type":"Limited","limited":{"nominalConcurrencyShares":2,"limitResponse":{"type":"Reject"}}}""",
        """{"spec":{"limited":{"nominalConcurrencyShares":4}}}""");

    private async Task WorkAsync(string plural, string kind, string spec, string patch)
    {
        using var cluster = await UpstreamCluster.OfAsync(fleet);
        var collection = $"{Group}/v1/{plural}";
        var selector = $"?labelSelector=special-label%3D{cluster.Namespace}";
        Assert.Contains(
            $"{plural}/status",
            (await cluster.OkAsync("GET", $"{Group}/v1"))["resources"]!.AsArray().Select(r => (string?)r!["name"]));
        var body = $$$"""
            {"apiVersion":"flowcontrol.apiserver.k8s.io/v1","kind":"{{{kind}}}",
             "metadata":{"generateName":"e2e-","labels":{"special-label":"{{{cluster.Namespace}}}"}},"spec":{{{spec}}} }
            """;
        var made = await cluster.OkAsync("POST", collection, body);
        await cluster.OkAsync("POST", collection, body);
        var path = $"{collection}/{made["metadata"]!["name"]}";

        Assert.Equal(2, (await cluster.OkAsync("GET", collection + selector))["items"]!.AsArray().Count);
        var watched = await cluster.WatchAsync(
            $"{collection}{selector}&watch=true&timeoutSeconds=5&resourceVersion="
                + ((JsonObject)made["metadata"]!)["resourceVersion"],
            1);
        Assert.Equal("ADDED", (string?)watched[0]["type"]);
        var patched = await cluster.OkAsync("PATCH", path, patch, "application/merge-patch+json");
        Assert.Equal(2, (int?)patched["metadata"]!["generation"]);
        var status = await cluster.OkAsync("PATCH", $"{path}/status", """
            {"status":{"conditions":[{"type":"PatchStatusFailed","status":"False","reason":"Rpatch","message":"m",
              "lastTransitionTime":"2026-01-02T03:04:05Z"}]}}
            """, "application/merge-patch+json");
        Assert.Equal("PatchStatusFailed", (string?)status["status"]!["conditions"]![0]!["type"]);
        status["status"]!["conditions"]![0]!["type"] = "UpdateStatusFailed";
        await cluster.OkAsync("PUT", $"{path}/status", status.ToJsonString());
        Assert.Equal(
            "UpdateStatusFailed",
            (string?)(await cluster.OkAsync("GET", $"{path}/status"))["status"]!["conditions"]![0]!["type"]);

        await cluster.OkAsync("DELETE", path);
        Assert.Equal(404, (await cluster.SendAsync("GET", path)).Status);
        await cluster.OkAsync("DELETE", collection + selector);
        Assert.Empty((await cluster.OkAsync("GET", collection + selector))["items"]!.AsArray());
    }
}
