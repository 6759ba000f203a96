using Fairway.Twin.Api;
using Fairway.Twin.Storage;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace Fairway.Tests.Twin.Api;

public sealed class RestartTests
{
    [Fact]
    public async Task What_was_stored_can_be_selected_by_its_fields_after_a_restart()
    {
        var folder = Directory.CreateTempSubdirectory("fairway-restart-");
        try
        {
            var time = new FakeTimeProvider();
            await using (var twin = new TwinClient(ApiStore.Open(time, SqliteJournal.In(folder.FullName))))
            {
                await twin.NamespaceAsync("a");
            }

            await using var again = new TwinClient(ApiStore.Open(time, SqliteJournal.In(folder.FullName)));
            await again.ConfigMapAsync("x");
            var active = await again.OkAsync("GET", "/api/v1/namespaces?fieldSelector=status.phase%3DActive");
            Assert.Single(active["items"]!.AsArray());
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
