using System.Text.Json.Nodes;
using Fairway.Kube;
using Xunit;

namespace Fairway.Tests.Twin.Api;

/// <summary>Patches of a pod's status, for which the specification is not read; a dry run reads all.</summary>
public sealed class StatusAloneTests
{
    private const string Pod = "/api/v1/namespaces/a/pods/p";
    private const string Strategic = "application/strategic-merge-patch+json";

    [Theory]
    [InlineData("""{"status":{"phase":"Running","podIP":"10.0.0.1","podIPs":[{"ip":"10.0.0.1"}]}}""")]
    [InlineData("""{"status":{"conditions":[{"type":"Ready","status":"True"}],"qosClass":null}}""")]
    [InlineData("""{"status":{"containerStatuses":[{"name":"c","restartCount":1,"state":{}}]}}""")]
    [InlineData("""{"status":{"$patch":"replace","phase":"Failed"}}""")]
    [InlineData("""{"status":{"phase":null,"message":"é\u0041","startTime":"2026-01-01T01:00:00+01:00"}}""")]
    [InlineData("""{"status":{"phase":"Pending"}}""")]
    [InlineData("""{"status":{"phase":"Running","unknown":1}}""")]
    public async Task A_patch_comes_to_the_same_whether_the_specification_is_read_or_not(string patch)
    {
        await using var twin = new TwinClient();
        await CreateAsync(twin);
        await twin.OkAsync("PATCH", $"{Pod}/status", """{"status":{"reason":"r"}}""", Strategic);

        var read = await twin.SendAsync("PATCH", $"{Pod}/status?dryRun=All", patch, Strategic);
        var left = await twin.SendAsync("PATCH", $"{Pod}/status", patch, Strategic);

        Assert.Equal(Text(read), Text(left));
        Assert.Equal(read.Warnings, left.Warnings);
        Assert.Equal(Text(left), Text(await twin.SendAsync("GET", Pod)));
    }

    [Theory]
    [InlineData("""{"status":{"phase":1}}""")]
    [InlineData("""{"status":{"conditions":{}}}""")]
    [InlineData("""{"status":{"startTime":"yesterday"}}""")]
    public async Task A_refusal_says_the_same(string patch)
    {
        await using var twin = new TwinClient();
        await CreateAsync(twin);

        var read = await twin.SendAsync("PATCH", $"{Pod}/status?dryRun=All", patch, Strategic);
        var left = await twin.SendAsync("PATCH", $"{Pod}/status", patch, Strategic);

        Assert.False(left.IsSuccess);
        Assert.Equal(read.Status, left.Status);
        Assert.Equal(Text(read), Text(left));
    }

    [Fact]
    public async Task Selectors_find_the_pod_by_its_specification_afterwards()
    {
        await using var twin = new TwinClient();
        await CreateAsync(twin);

        await twin.OkAsync("PATCH", $"{Pod}/status", """{"status":{"phase":"Running"}}""", Strategic);

        var found = await twin.OkAsync(
            "GET", "/api/v1/pods?fieldSelector=spec.nodeName%3Dn,spec.restartPolicy%3DNever,status.phase%3DRunning");
        Assert.Single(found["items"]!.AsArray());
    }

    [Fact]
    public async Task A_specification_behind_the_status_stays_there()
    {
        await using var twin = new TwinClient();
        var pod = await CreateAsync(twin);
        var turned = new JsonObject(pod.Where(m => m.Key is not "spec").Append(KeyValuePair.Create("spec", pod["spec"]))
            .Select(m => KeyValuePair.Create(m.Key, m.Value?.DeepClone())));
        turned["metadata"]!["labels"] = new JsonObject { ["a"] = "b" };
        await twin.OkAsync("PUT", Pod, turned.ToJsonString());

        var patched = await twin.OkAsync("PATCH", $"{Pod}/status", """{"status":{"phase":"Failed"}}""", Strategic);

        Assert.Equal(["kind", "apiVersion", "metadata", "status", "spec"], patched.Select(member => member.Key));
        Assert.True(JsonNode.DeepEquals(pod["spec"], patched["spec"]));
    }

    [Fact]
    public async Task A_policy_sees_the_specification()
    {
        await using var twin = new TwinClient();
        await CreateAsync(twin);
        await PolicyAsync(twin, "object.spec.nodeName != 'n'");

        await twin.RefusedAsync(422, "PATCH", $"{Pod}/status", """{"status":{"phase":"Running"}}""", Strategic);
    }

    private static async Task PolicyAsync(TwinClient twin, string expression)
    {
        const string Group = "/apis/admissionregistration.k8s.io/v1";
        await twin.OkAsync("POST", $"{Group}/validatingadmissionpolicies", $$$"""
            {"metadata":{"name":"nodes"},"spec":{"matchConstraints":{"resourceRules":[{"apiGroups":[""],
             "apiVersions":["v1"],"operations":["UPDATE"],"resources":["pods/status"]}]},
             "validations":[{"expression":"{{{expression}}}"}]}}
            """);
        await twin.OkAsync("POST", $"{Group}/validatingadmissionpolicybindings", """
            {"metadata":{"name":"nodes"},"spec":{"policyName":"nodes","validationActions":["Deny"]}}
            """);
    }

    private static async Task<JsonObject> CreateAsync(TwinClient twin)
    {
        await twin.NamespaceAsync("a");
        return await twin.OkAsync("POST", "/api/v1/namespaces/a/pods", """
            {"metadata":{"name":"p","finalizers":["a/b"]},"spec":{"nodeName":"n","restartPolicy":"Never",
             "containers":[{"name":"c","image":"i","args":["é","\u0022"]}]}}
            """);
    }

    private static string Text(KubeResponse response)
    {
        var body = TwinClient.Body(response);
        (body["metadata"] as JsonObject)?.Remove("resourceVersion");
        return body.ToJsonString();
    }
}
