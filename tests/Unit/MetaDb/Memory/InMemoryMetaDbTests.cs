using Fairway.Delivery.Records;
using Fairway.MetaDb.Memory;
using Fairway.Tests.Twin.Behaviour;
using Xunit;

namespace Fairway.Tests.MetaDb.Memory;

public sealed class InMemoryMetaDbTests : MetaDbContract
{
    [Fact]
    public void On_one_thread_writers_take_turns()
    {
        var loop = new OneThread();
        var db = new InMemoryMetaDb();
        var said = new List<string>();
        loop.Run(async () =>
        {
            await db.PutContentAsync(Sample.Manifest, None);
            await Task.WhenAll(WriteAsync("a"), WriteAsync("b"));
        });

        Assert.Equal(["a asks", "b asks", "a is first", "b is refused"], said);

        async Task WriteAsync(string name)
        {
            said.Add($"{name} asks");
            try
            {
                await db.RecordAsync(Sample.Record(release: name), 0, None);
                said.Add($"{name} is first");
            }
            catch (MetaDbConflictException)
            {
                said.Add($"{name} is refused");
            }
        }
    }

    private protected override Task<IMetaDb> OpenAsync() => Task.FromResult<IMetaDb>(new InMemoryMetaDb());
}
