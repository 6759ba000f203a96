using System.Text.Json.Nodes;
using Fairway.Kube;
using Fairway.Tests.Twin.Storage;
using Fairway.Twin.Api;
using Fairway.Twin.Storage;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace Fairway.Tests.Twin.Api;

public sealed class CollectionDeletionTests
{
    private const string Collection = "/api/v1/namespaces/a/configmaps";

    [Fact]
    public async Task A_collection_goes_a_hundred_objects_at_a_time()
    {
        var journal = new HeldJournal();
        journal.LetGo(252);
        await using var twin = new TwinClient(ApiStore.Open(new FakeTimeProvider(), journal));
        await FillAsync(twin, 250);
        for (var group = 0; group < 252; group++)
        {
            await journal.ArriveAsync();
        }

        var all = twin.SendAsync("DELETE", Collection);
        await journal.ArriveAsync();

        Assert.False(all.IsCompleted);
        Assert.Equal(150, Enumerable.Range(0, 250).Count(number => Head(twin, Name(number)) is not null));
        journal.LetGo(250);
        Assert.True((await all).IsSuccess);
        Assert.Empty(await NamesAsync(twin));
        var sizes = journal.Groups.Skip(252).Select(group => group.Count).ToList();
        Assert.Equal(250, sizes.Sum());

        // While the first write was held the rest of its hundred was decided: one more write takes all that it has not.
        Assert.Contains(100, new[] { sizes[0], sizes[0] + sizes[1] });
    }

    [Fact]
    public async Task The_selectors_choose_over_all_groups()
    {
        await using var twin = new TwinClient();
        await FillAsync(twin, 230, number => number % 2 == 0 ? """{"go":"1"}""" : "{}");

        await twin.OkAsync("DELETE", $"{Collection}?fieldSelector=metadata.name%3D{Name(1)}");
        var answer = await twin.OkAsync("DELETE", $"{Collection}?labelSelector=go%3D1");

        Assert.Equal(115, answer["items"]!.AsArray().Count);
        Assert.Equal(
            Enumerable.Range(0, 230).Where(number => number % 2 == 1 && number != 1).Select(Name),
            await NamesAsync(twin));
    }

    [Fact]
    public async Task A_limit_deletes_the_first_page_alone()
    {
        await using var twin = new TwinClient();
        await FillAsync(twin, 5);

        var answer = await twin.OkAsync("DELETE", $"{Collection}?limit=2");

        Assert.Equal([Name(0), Name(1)], Names(answer));
        Assert.Null(answer["metadata"]!["continue"]);
        Assert.Null(answer["metadata"]!["remainingItemCount"]);
        Assert.Equal([Name(2), Name(3), Name(4)], await NamesAsync(twin));
    }

    [Fact]
    public async Task An_object_with_a_finalizer_stays_marked_and_the_others_go()
    {
        await using var twin = new TwinClient();
        await FillAsync(twin, 150);
        await twin.MergeAsync($"{Collection}/{Name(70)}", """{"metadata":{"finalizers":["example.com/hold"]}}""");

        await twin.OkAsync("DELETE", Collection);

        Assert.Equal([Name(70)], await NamesAsync(twin));
        var held = await twin.OkAsync("GET", $"{Collection}/{Name(70)}");
        Assert.NotNull(held["metadata"]!["deletionTimestamp"]);
        await twin.MergeAsync($"{Collection}/{Name(70)}", """{"metadata":{"finalizers":null}}""");
        Assert.Empty(await NamesAsync(twin));
    }

    [Theory]
    [InlineData("?dryRun=All", null)]
    [InlineData("", """{"kind":"DeleteOptions","apiVersion":"v1","dryRun":["All"]}""")]
    public async Task A_dry_run_names_what_would_go_and_deletes_nothing(string query, string? options)
    {
        await using var twin = new TwinClient();
        await FillAsync(twin, 120);
        var revision = twin.Store.Revision;

        var answer = await twin.OkAsync("DELETE", Collection + query, options);

        Assert.Equal(120, answer["items"]!.AsArray().Count);
        Assert.Equal(120, (await NamesAsync(twin)).Count);
        Assert.Equal(revision, twin.Store.Revision);
    }

    [Fact]
    public async Task Options_of_the_wrong_shape_delete_nothing()
    {
        await using var twin = new TwinClient();
        await FillAsync(twin, 3);

        await twin.RefusedAsync(400, "DELETE", Collection, """{"gracePeriodSeconds":"x"}""");
        await twin.RefusedAsync(400, "DELETE", $"{Collection}?labelSelector=%3D%3D");

        Assert.Equal(3, (await NamesAsync(twin)).Count);
    }

    private static string Name(int number) => $"x-{number:D3}";

    private static StoredObject? Head(TwinClient twin, string name) =>
        twin.Store.Head("configmaps", new ObjectKey("a", name));

    private static async Task FillAsync(TwinClient twin, int count, Func<int, string>? labels = null)
    {
        await twin.NamespaceAsync("a");
        for (var number = 0; number < count; number++)
        {
            await twin.ConfigMapAsync(Name(number), labels: labels?.Invoke(number) ?? "{}");
        }
    }

    private static async Task<List<string>> NamesAsync(TwinClient twin) => Names(await twin.OkAsync("GET", Collection));

    private static List<string> Names(JsonObject list) =>
        [.. list["items"]!.AsArray().Select(item => item!["metadata"]!["name"]!.GetValue<string>())];
}
