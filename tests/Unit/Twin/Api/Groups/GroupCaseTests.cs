using System.Text.Json.Nodes;
using Fairway.Schema.Resources;
using Fairway.Tests.Twin.Api.Validation;
using Xunit;

namespace Fairway.Tests.Twin.Api.Groups;

/// <summary>
/// The kinds of the other groups: each line of <c>good.jsonl</c> is taken, and each row of <c>group-cases.tsv</c>
/// changes one so that it is refused, with the reason. A star at the end stands for the rest; two semicolons part
/// reasons.
/// </summary>
public sealed class GroupCaseTests
{
    public static TheoryData<string, string, string> Cases =>
    [
        .. Lines("group-cases.tsv").Skip(1).Select(l => l.Split('\t'))
            .Select(c => new TheoryDataRow<string, string, string>(c[0], c[1], c[2])),
    ];

    public static TheoryData<string> Kinds => [.. Lines("good.jsonl").Select(l => Row(Checking.Json(l)).Plural)];

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task What_breaks_a_rule_is_refused_and_told_which(string plural, string patch, string expected)
    {
        await using var twin = new TwinClient();
        await twin.NamespaceAsync("a");
        var body = Checking.With(Good(plural).ToJsonString(), patch);

        var refusal = await twin.RefusedAsync(422, "POST", Collection(body), body.ToJsonString());

        var causes = refusal["details"]!["causes"]!.AsArray().Select(c => $"{c!["field"]}: {c["message"]}");
        var actual = string.Join(" ;; ", causes);
        if (expected.EndsWith('*'))
        {
            Assert.StartsWith(expected[..^1], actual, StringComparison.Ordinal);
        }
        else
        {
            Assert.Equal(expected, actual);
        }
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task A_good_object_is_kept_shown_in_columns_and_deleted(string plural)
    {
        await using var twin = new TwinClient();
        await twin.NamespaceAsync("a");
        var body = Good(plural);
        var path = $"{Collection(body)}/{body["metadata"]!["name"]}";

        var made = await twin.OkAsync("POST", Collection(body), body.ToJsonString());
        var same = await twin.OkAsync("PUT", path, made.ToJsonString());
        var table = await twin.SendAsync(
            "GET", path, accept: "application/json;as=Table;v=v1;g=meta.k8s.io,application/json");
        await twin.OkAsync("DELETE", path);

        Assert.Equal(TwinClient.Revision(made), TwinClient.Revision(same));
        var shown = TwinClient.Body(table);
        Assert.Equal(
            shown["columnDefinitions"]!.AsArray().Count, shown["rows"]![0]!["cells"]!.AsArray().Count);
        if (made["metadata"]!["finalizers"] is not null)
        {
            await twin.MergeAsync(path, """{"metadata":{"finalizers":null}}""");
        }

        await twin.RefusedAsync(404, "GET", path);
    }

    [Theory]
    [InlineData("ingressclasses", """{"spec":{"controller":"example.com/d"}}""", "spec.controller: Invalid value: *")]
    [InlineData("ipaddresses", """{"spec":{"parentRef":{"name":"t"}}}""", "spec.parentRef: Invalid value: *")]
    [InlineData("servicecidrs", """{"spec":{"cidrs":["10.8.0.0/16"]}}""", "spec.cidrs[0]: Invalid value: *")]
    [InlineData("endpointslices", """{"addressType":"FQDN","endpoints":[]}""", "addressType: Invalid value: *")]
    [InlineData("storageclasses", """{"parameters":{"a":"b"}}""", "parameters: Forbidden: updates to parameters*")]
    [InlineData("storageclasses", """{"reclaimPolicy":"Retain"}""", "reclaimPolicy: Forbidden: updates to*")]
    [InlineData("volumeattributesclasses", """{"driverName":"x.y"}""", "driverName: Forbidden: updates to*")]
    [InlineData("csidrivers", """{"spec":{"attachRequired":false}}""", "spec.attachedRequired: Invalid value: false*")]
    [InlineData("csistoragecapacities", """{"storageClassName":"d"}""", "storageClassName: Invalid value: \"d\"*")]
    [InlineData("volumeattachments", """{"spec":{"nodeName":"m"}}""", "spec: Invalid value: *")]
    [InlineData("priorityclasses", """{"value":6}""", "value: Forbidden: may not be changed in an update.")]
    [InlineData("runtimeclasses", """{"handler":"kata"}""", "handler: Invalid value: \"kata\": field is immutable")]
    [InlineData("resourceslices", """{"spec":{"driver":"c.d"}}""", "spec.driver: Invalid value: \"c.d\"*")]
    [InlineData("resourceclaims", """{"spec":{"devices":{"requests":[]}}}""", "spec: Invalid value: *")]
    public async Task What_is_fixed_cannot_be_changed(string plural, string patch, string expected)
    {
        await using var twin = new TwinClient();
        await twin.NamespaceAsync("a");
        var body = Good(plural);
        await twin.OkAsync("POST", Collection(body), body.ToJsonString());

        var refusal = await twin.RefusedAsync(
            422, "PATCH", $"{Collection(body)}/{body["metadata"]!["name"]}", patch, "application/merge-patch+json");

        var cause = refusal["details"]!["causes"]![0]!;
        Assert.StartsWith(
            expected.TrimEnd('*'), $"{cause["field"]}: {cause["message"]}", StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("ingresses", """{"spec":{"ingressClassName":"c"}}""", 2)]
    [InlineData("endpointslices", """{"metadata":{"labels":{"a":"b"}}}""", 2)]
    [InlineData("endpointslices", """{"metadata":{"annotations":{"a":"b"}}}""", 1)]
    [InlineData("priorityclasses", """{"description":"d"}""", 1)]
    [InlineData("csidrivers", """{"spec":{"podInfoOnMount":true}}""", 2)]
    [InlineData("storageclasses", """{"allowVolumeExpansion":true}""", 0)]
    public async Task Generations_count_what_each_kind_counts(string plural, string patch, int generation)
    {
        await using var twin = new TwinClient();
        await twin.NamespaceAsync("a");
        var body = Good(plural);
        await twin.OkAsync("POST", Collection(body), body.ToJsonString());

        var changed = await twin.MergeAsync($"{Collection(body)}/{body["metadata"]!["name"]}", patch);

        Assert.Equal(generation, (int?)changed["metadata"]!["generation"] ?? 0);
    }

    [Theory]
    [InlineData("csidrivers")]
    [InlineData("runtimeclasses")]
    [InlineData("apiservices")]
    public async Task Some_are_replaced_only_by_who_says_what_they_replace(string plural)
    {
        await using var twin = new TwinClient();
        var body = Good(plural);
        await twin.OkAsync("POST", Collection(body), body.ToJsonString());

        var refusal = await twin.RefusedAsync(
            422, "PUT", $"{Collection(body)}/{body["metadata"]!["name"]}", body.ToJsonString());

        Assert.EndsWith(
            "metadata.resourceVersion: Invalid value: 0: must be specified for an update",
            (string?)refusal["message"],
            StringComparison.Ordinal);
    }

    private static JsonObject Good(string plural) =>
        Lines("good.jsonl").Select(Checking.Json).First(o => Row(o).Plural == plural);

    private static ResourceType Row(JsonObject obj)
    {
        var version = ((string)obj["apiVersion"]!).Split('/');
        return ResourceTable.BuiltIn.ByKind(version[0], version[1], (string)obj["kind"]!)!;
    }

    private static string Collection(JsonObject obj)
    {
        var row = Row(obj);
        var ns = obj["metadata"]!["namespace"] is { } named ? $"namespaces/{named}/" : "";
        return $"/apis/{row.ApiVersion}/{ns}{row.Plural}";
    }

    private static string[] Lines(string file)
    {
        using var stream = typeof(GroupCaseTests).Assembly.GetManifestResourceStream($"groups/{file}")!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }
}
