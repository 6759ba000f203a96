using System.Text.Json.Nodes;
using Fairway.Twin.Storage;

namespace Fairway.Twin.Api.Bootstrap;

/// <summary>Writes what a cluster lacks of the objects that it has from its start, as a real server does whenever it
/// starts.</summary>
internal sealed class BootstrapWriter(ApiContext context)
{
    /// <exception cref="StoreUnavailableException">The store takes no writes now; the next call goes on.</exception>
    public Task WriteAsync() =>
        // Decided one after the other, and made durable together.
        Task.WhenAll(BootstrapLines.Shared.Concat(BootstrapLines.Own).Select(Write));

    private Task Write(JsonObject line)
    {
        var (resource, key) = BootstrapDraft.Place(line);
        return context.Store.Head(resource.StorageName, key) is not null
            ? Task.CompletedTask
            : context.Store.CommitAsync(
                new StoreWrite.Create(resource.StorageName, BootstrapDraft.Of(line, context.Kind)),
                CancellationToken.None);
    }
}
