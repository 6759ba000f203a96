using System.Text.Json.Nodes;
using Fairway.Components.Health;
using Fairway.Merge.Diffing;
using Xunit;

namespace Fairway.Tests.Components.Health;

/// <summary>Rows of <c>cases.tsv</c>: an object, and what keeps it from being healthy.</summary>
public sealed class ObjectHealthTests
{
    public static TheoryData<string, string, string, string> Cases()
    {
        var data = new TheoryData<string, string, string, string>();
        using var stream = typeof(ObjectHealthTests).Assembly.GetManifestResourceStream("health-cases.tsv")!;
        using var reader = new StreamReader(stream);
        foreach (var line in reader.ReadToEnd().Split('\n').Where(line => line.Length > 0 && line[0] != '#'))
        {
            var cells = line.Split('\t');
            data.Add(cells[0], cells[1], cells[2], cells[3]);
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Each_kind_is_judged_by_its_own_fields(string kind, string verdict, string says, string item)
    {
        var cut = kind.LastIndexOf('/');
        var live = (JsonObject)JsonNode.Parse(item)!;
        (live["apiVersion"], live["kind"]) = (kind[..cut], kind[(cut + 1)..]);
        live["metadata"] ??= new JsonObject();
        live["metadata"]!["name"] = "x";

        var trouble = ObjectHealth.Of(ObjectRef.Of(live), live);

        var found = trouble is null ? "Healthy" : trouble.IsFinal ? "Final" : "Waiting";
        Assert.Equal((verdict, says), (found, trouble?.Message ?? ""));
    }

    [Fact]
    public void What_is_not_there_is_not_healthy_and_kinds_without_a_state_are_not_looked_for()
    {
        var map = ObjectRef.Of((JsonObject)JsonNode.Parse("""
            {"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"a","namespace":"b"}}
            """)!);
        Assert.Equal("ConfigMap b/a: it is not there", $"{ObjectHealth.Of(map, null)}");
        Assert.False(ObjectHealth.HasAny(map));
        Assert.True(ObjectHealth.HasAny(map with { Kind = new("example.io", "v1", "Thing") }));
    }

    [Fact]
    public void A_status_that_cannot_be_judged_does_not_pass()
    {
        var live = (JsonObject)JsonNode.Parse("""
            {"apiVersion":"apps/v1","kind":"Deployment","metadata":{"name":"x"},
             "status":{"observedGeneration":1,"updatedReplicas":"many"}}
            """)!;
        Assert.StartsWith(
            "it cannot be judged: no such overload",
            ObjectHealth.Of(ObjectRef.Of(live), live)!.Message,
            StringComparison.Ordinal);
    }
}
