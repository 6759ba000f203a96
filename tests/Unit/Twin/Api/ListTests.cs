using System.Text.Json.Nodes;
using Xunit;

namespace Fairway.Tests.Twin.Api;

public sealed class ListTests
{
    private const string ConfigMaps = "/api/v1/namespaces/a/configmaps";

    [Fact]
    public async Task Pages_show_the_state_of_the_first_page_whatever_happens_in_between()
    {
        await using var twin = await FiveAsync();
        var first = await twin.OkAsync("GET", $"{ConfigMaps}?limit=2");
        Assert.Equal(["c0", "c1"], Names(first));
        Assert.Equal(3, first["metadata"]!["remainingItemCount"]!.GetValue<long>());
        await twin.ConfigMapAsync("c2-between");
        await twin.OkAsync("DELETE", $"{ConfigMaps}/c3");
        var second = await twin.OkAsync("GET", $"{ConfigMaps}?limit=2&continue={first["metadata"]!["continue"]}");
        Assert.Equal(["c2", "c3"], Names(second));
        var third = await twin.OkAsync("GET", $"{ConfigMaps}?limit=2&continue={second["metadata"]!["continue"]}");
        Assert.Equal(["c4"], Names(third));
        Assert.Null(third["metadata"]!["continue"]);
        Assert.Equal(
            first["metadata"]!["resourceVersion"]!.ToString(), third["metadata"]!["resourceVersion"]!.ToString());
    }

    [Fact]
    public async Task Pages_over_all_namespaces_go_on_where_the_last_one_stopped()
    {
        await using var twin = await FiveAsync();
        await twin.NamespaceAsync("b");
        await twin.ConfigMapAsync("b0", "b");
        var names = new List<string>();
        for (var token = ""; token is not null;)
        {
            var page = await twin.OkAsync("GET", $"/api/v1/configmaps?limit=1&continue={token}");
            names.AddRange(Names(page));
            token = page["metadata"]!["continue"]?.GetValue<string>();
        }

        Assert.Equal(["c0", "c1", "c2", "c3", "c4", "b0"], names);
    }

    [Fact]
    public async Task An_expired_token_hands_out_one_that_goes_on_at_the_newest_state()
    {
        await using var twin = await FiveAsync();
        var first = await twin.OkAsync("GET", $"{ConfigMaps}?limit=2");
        await twin.ConfigMapAsync("c9");
        twin.Store.Compact(twin.Store.Revision);
        var expired =
            await twin.RefusedAsync(410, "GET", $"{ConfigMaps}?limit=2&continue={first["metadata"]!["continue"]}");
        Assert.Equal("Expired", expired["reason"]!.GetValue<string>());
        var rest = await twin.OkAsync("GET", $"{ConfigMaps}?continue={expired["metadata"]!["continue"]}");
        Assert.Equal(["c2", "c3", "c4", "c9"], Names(rest));
    }

    [Fact]
    public async Task An_exact_revision_shows_just_that_state()
    {
        await using var twin = await FiveAsync();
        var then = twin.Store.Revision;
        await twin.OkAsync("DELETE", $"{ConfigMaps}/c0");
        var list = await twin.OkAsync("GET", $"{ConfigMaps}?resourceVersion={then}&resourceVersionMatch=Exact");
        Assert.Equal(["c0", "c1", "c2", "c3", "c4"], Names(list));
        Assert.Equal(
            ["c1", "c2", "c3", "c4"], Names(await twin.OkAsync("GET", $"{ConfigMaps}?resourceVersion={then}")));
    }

    [Fact]
    public async Task A_revision_that_is_never_reached_times_out()
    {
        await using var twin = new TwinClient();
        var answer = twin.SendAsync("GET", $"{ConfigMaps}?resourceVersion=999999");
        Assert.False(answer.IsCompleted);
        twin.Time.Advance(TimeSpan.FromSeconds(3));
        var response = await answer;
        Assert.Equal(504, response.Status);
        Assert.Equal(1, response.RetryAfterSeconds);
    }

    [Theory]
    [InlineData("nonsense")]
    [InlineData("eyJ2IjoibWV0YS5rOHMuaW8vdjEiLCJydiI6MCwic3RhcnQiOiJhIn0")]
    [InlineData("eyJ2IjoidjIiLCJydiI6MSwic3RhcnQiOiJhIn0")]
    public async Task What_is_no_token_is_refused(string token)
    {
        await using var twin = new TwinClient();
        var status = await twin.RefusedAsync(400, "GET", $"{ConfigMaps}?continue={token}");
        Assert.Equal("BadRequest", status["reason"]!.GetValue<string>());
    }

    [Theory]
    [InlineData("metadata.name=c1", "c1")]
    [InlineData("metadata.name!=c1", "c0,c2,c3,c4")]
    [InlineData("metadata.name=c1,metadata.namespace=a", "c1")]
    [InlineData("metadata.namespace=b", "")]
    public async Task Field_selectors_select_by_name_and_namespace(string selector, string expected)
    {
        await using var twin = await FiveAsync();
        var list = await twin.OkAsync("GET", $"{ConfigMaps}?fieldSelector={Uri.EscapeDataString(selector)}");
        Assert.Equal(expected, string.Join(',', Names(list)));
    }

    [Fact]
    public async Task A_field_that_cannot_be_selected_by_is_refused()
    {
        await using var twin = new TwinClient();
        await twin.RefusedAsync(400, "GET", $"{ConfigMaps}?fieldSelector=data.k%3Dv");
    }

    [Fact]
    public async Task Items_of_a_list_have_neither_kind_nor_version()
    {
        await using var twin = await FiveAsync();
        var list = await twin.OkAsync("GET", ConfigMaps);
        Assert.Equal("ConfigMapList", list["kind"]!.GetValue<string>());
        Assert.All((JsonArray)list["items"]!, i => Assert.False(((JsonObject)i!).ContainsKey("kind")));
    }

    private static async Task<TwinClient> FiveAsync()
    {
        var twin = new TwinClient();
        await twin.NamespaceAsync("a");
        for (var i = 0; i < 5; i++)
        {
            await twin.ConfigMapAsync($"c{i}");
        }

        return twin;
    }

    private static string[] Names(JsonObject list) =>
        [.. ((JsonArray)list["items"]!).Select(i => i!["metadata"]!["name"]!.GetValue<string>())];
}
