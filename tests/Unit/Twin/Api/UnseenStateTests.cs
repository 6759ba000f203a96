using Fairway.Kube;
using Fairway.Tests.Twin.Storage;
using Fairway.Twin.Api;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace Fairway.Tests.Twin.Api;

/// <summary>Refusals of writes that rest on a state which no reader is shown yet.</summary>
public sealed class UnseenStateTests
{
    private const string ConfigMap = "/api/v1/namespaces/a/configmaps/x";

    [Theory]
    [InlineData("DELETE", ConfigMap, null)]
    [InlineData("PUT", ConfigMap, """{"metadata":{"name":"x"}}""")]
    public async Task An_object_is_said_to_be_gone_only_when_reads_say_so_too(string method, string path, string? body)
    {
        var journal = new HeldJournal();
        await using var twin = await StartAsync(journal);
        var first = twin.SendAsync("DELETE", ConfigMap);
        await journal.ArriveAsync();

        var second = twin.SendAsync(method, path, body);

        var isEarly = second.IsCompleted;
        var read = await twin.SendAsync("GET", ConfigMap);
        journal.LetGo();
        Assert.False(isEarly, "answered before reads show why");
        Assert.Equal(200, read.Status);
        Assert.Equal(404, (await second).Status);
        await twin.RefusedAsync(404, "GET", ConfigMap);
        Assert.True((await first).IsSuccess);
    }

    [Fact]
    public async Task A_conflict_is_told_only_when_reads_show_the_newer_state()
    {
        var journal = new HeldJournal();
        await using var twin = await StartAsync(journal);
        var before = await twin.OkAsync("GET", ConfigMap);
        var first = twin.SendAsync("PUT", ConfigMap, """{"metadata":{"name":"x"},"data":{"k":"w"}}""");
        await journal.ArriveAsync();

        var second = twin.SendAsync("PUT", ConfigMap, before.ToJsonString());

        var isEarly = second.IsCompleted;
        journal.LetGo();
        Assert.False(isEarly, "answered before reads show why");
        Assert.Equal(409, (await second).Status);
        Assert.NotEqual(TwinClient.Revision(before), TwinClient.Revision(await twin.OkAsync("GET", ConfigMap)));
        Assert.True((await first).IsSuccess);
    }

    [Fact]
    public async Task An_object_whose_deletion_came_to_nothing_was_never_gone()
    {
        var journal = new HeldJournal();
        await using var twin = await StartAsync(journal);
        var first = twin.SendAsync("DELETE", ConfigMap);
        await journal.ArriveAsync();
        var second = twin.SendAsync("DELETE", ConfigMap);

        journal.Refuse();

        Assert.Equal(503, (await first).Status);
        Assert.Equal(503, (await second).Status);
        await twin.OkAsync("GET", ConfigMap);
    }

    [Fact]
    public async Task A_collection_is_gone_only_when_reads_say_so_too()
    {
        var journal = new HeldJournal();
        await using var twin = await StartAsync(journal);
        var first = twin.SendAsync("DELETE", ConfigMap);
        await journal.ArriveAsync();

        var all = twin.SendAsync("DELETE", "/api/v1/namespaces/a/configmaps");

        var isEarly = all.IsCompleted;
        journal.LetGo();
        Assert.False(isEarly, "answered before reads show it");
        Assert.True((await all).IsSuccess);
        await twin.RefusedAsync(404, "GET", ConfigMap);
        Assert.True((await first).IsSuccess);
    }

    private static async Task<TwinClient> StartAsync(HeldJournal journal)
    {
        journal.LetGo(3);
        var twin = new TwinClient(ApiStore.Open(new FakeTimeProvider(), journal));
        await journal.ArriveAsync();
        await twin.NamespaceAsync("a");
        await twin.ConfigMapAsync("x");
        await journal.ArriveAsync();
        await journal.ArriveAsync();
        return twin;
    }
}
