using Fairway.Conformance.Hosts;
using Xunit;

namespace Fairway.Conformance.Upstream;

/// <summary>What test/e2e/apimachinery/discovery.go and server_version.go assert.</summary>
public sealed class DiscoveryTests(FleetFixture fleet)
{
    /// <summary>Discovery should validate PreferredVersion for each APIGroup</summary>
    /// <summary>Discovery should locate the groupVersion and a resource within each APIGroup</summary>
    [Fact]
    public async Task Each_group_prefers_a_version_that_it_has_and_that_has_resources()
    {
        using var cluster = await UpstreamCluster.OfAsync(fleet);
        var list = await cluster.OkAsync("GET", "/apis");

        foreach (var listed in list["groups"]!.AsArray())
        {
            var group = await cluster.OkAsync("GET", $"/apis/{listed!["name"]}");
            var preferred = (string?)group["preferredVersion"]!["groupVersion"];
            var versions = group["versions"]!.AsArray().Select(v => (string?)v!["groupVersion"]).ToArray();

            Assert.Contains(preferred, versions);
            foreach (var version in versions)
            {
                var resources = await cluster.OkAsync("GET", $"/apis/{version}");
                Assert.Equal(version, (string?)resources["groupVersion"]);
                Assert.NotEmpty(resources["resources"]!.AsArray());
            }
        }
    }

    /// <summary>server version should find the server version</summary>
    [Fact]
    public async Task The_version_is_numbers()
    {
        using var cluster = await UpstreamCluster.OfAsync(fleet);

        var version = await cluster.OkAsync("GET", "/version");

        Assert.Matches("^[0-9]+$", (string?)version["major"]);
        Assert.Matches("^[0-9]+$", (string?)version["minor"]);
    }

    /// <summary>Servers with support for Table transformation should return a 406 for a backend which does not
    /// implement metadata</summary>
    [Fact]
    public async Task A_review_is_no_table()
    {
        using var cluster = await UpstreamCluster.OfAsync(fleet);

        var answer = await cluster.SendAsync(
            "POST",
            "/apis/authorization.k8s.io/v1/selfsubjectaccessreviews",
            """{"spec":{"resourceAttributes":{"namespace":"default","verb":"get","resource":"pods"}}}""",
            accept: "application/json;as=Table;g=meta.k8s.io;v=v1");

        Assert.Equal(406, answer.Status);
    }
}
