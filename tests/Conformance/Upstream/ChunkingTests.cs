using Fairway.Conformance.Hosts;
using Xunit;

namespace Fairway.Conformance.Upstream;

/// <summary>
/// What test/e2e/apimachinery/chunking.go asserts. Its other row waits for a compaction, which takes minutes of real
/// time: ListTests has it under a clock of its own.
/// </summary>
public sealed class ChunkingTests(FleetFixture fleet)
{
    private const int Templates = 40;

    /// <summary>Servers with support for API chunking should return chunks of results for list calls</summary>
    [Theory]
    [InlineData(3)]
    [InlineData(17)]
    [InlineData(40)]
    public async Task Chunks_of_a_list_are_one_state(int limit)
    {
        using var cluster = await UpstreamCluster.OfAsync(fleet);
        var path = $"/api/v1/namespaces/{cluster.Namespace}/podtemplates";
        for (var i = 0; i < Templates; i++)
        {
            await cluster.OkAsync("POST", path, $$$"""
                {"metadata":{"name":"template-{{{i:D4}}}"},
                 "template":{"spec":{"containers":[{"name":"test","image":"registry.example/t:1"}]} } }
                """);
        }

        var (names, revisions, left) = (new List<string>(), new HashSet<string>(), "");
        do
        {
            var query = left.Length == 0 ? "" : $"&continue={Uri.EscapeDataString(left)}";
            var page = await cluster.OkAsync("GET", $"{path}?limit={limit}{query}");
            var items = page["items"]!.AsArray();
            Assert.InRange(items.Count, 1, limit);
            names.AddRange(items.Select(i => (string)i!["metadata"]!["name"]!));
            revisions.Add((string)page["metadata"]!["resourceVersion"]!);
            left = (string?)page["metadata"]!["continue"] ?? "";
            var remaining = (int?)page["metadata"]!["remainingItemCount"] ?? 0;
            Assert.Equal(Templates - names.Count, remaining);
        }
        while (left.Length > 0);

        Assert.Equal(Enumerable.Range(0, Templates).Select(i => $"template-{i:D4}"), names);
        Assert.Single(revisions);
    }
}
