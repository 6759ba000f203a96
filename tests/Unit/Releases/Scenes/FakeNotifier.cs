using System.Text.Json.Nodes;
using Fairway.Delivery.Tasks;

namespace Fairway.Tests.Releases.Scenes;

/// <summary>Takes what is posted; refuses as often as it is told.</summary>
internal sealed class FakeNotifier : INotifier
{
    public int Refusals { get; set; }

    public List<(string Key, JsonObject Body)> Taken { get; } = [];

    public Task<string?> PostAsync(string url, JsonObject body, string key, CancellationToken cancel)
    {
        if (Refusals > 0)
        {
            Refusals--;
            return Task.FromResult<string?>($"{url} answered 503");
        }

        Taken.Add((key, (JsonObject)body.DeepClone()));
        return Task.FromResult<string?>(null);
    }
}
