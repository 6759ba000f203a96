using Xunit;

namespace Fairway.Tests.Twin.Api;

public sealed class PatchRefusalTests
{
    [Theory]
    [InlineData(
        """{"metadata":{"labels":"x"}}""", "map[metadata:map[labels:x]]", "cannot restore map from string")]
    [InlineData("""{"data":["a"]}""", "map[data:[a]]", "cannot restore map from slice")]
    [InlineData("""{"data":{"k":5}}""", "map[data:map[k:5]]", "cannot convert int64 to string")]
    [InlineData("""{"data":{"k":true}}""", "map[data:map[k:true]]", "unrecognized type: string")]
    [InlineData(
        """{"metadata":{"finalizers":"f"}}""", "map[metadata:map[finalizers:f]]", "cannot restore slice from string")]
    [InlineData("""{"immutable":"no"}""", "map[immutable:no]", "unrecognized type: bool")]
    public async Task A_strategic_merge_that_does_not_fit_is_shown_as_the_patch(string patch, string shown, string why)
    {
        await using var twin = new TwinClient();
        await twin.NamespaceAsync("a");
        await twin.ConfigMapAsync("c");

        var refused = await twin.RefusedAsync(
            422, "PATCH", "/api/v1/namespaces/a/configmaps/c", patch, "application/strategic-merge-patch+json");

        Assert.Equal($" \"\" is invalid: patch: Invalid value: \"{shown}\": {why}", (string?)refused["message"]);
    }

    [Fact]
    public async Task A_merge_that_does_not_fit_is_shown_as_what_it_made()
    {
        await using var twin = new TwinClient();
        await twin.NamespaceAsync("a");
        await twin.ConfigMapAsync("c");

        var refused = await twin.RefusedAsync(
            422, "PATCH", "/api/v1/namespaces/a/configmaps/c", """{"data":{"k":5}}""", "application/merge-patch+json");

        Assert.EndsWith(
            "json: cannot unmarshal number into Go struct field ConfigMap.data of type string",
            (string)refused["message"]!,
            StringComparison.Ordinal);
    }
}
