using System.Text.Json.Nodes;

namespace Fairway.Delivery.Tasks;

/// <summary>Tells somebody outside something.</summary>
public interface INotifier
{
    /// <summary>Posts JSON; gives up soon. The same key means the same notice: it may come more than once.</summary>
    /// <returns>Null where it was taken; else why it was not, in a sentence.</returns>
    Task<string?> PostAsync(string url, JsonObject body, string key, CancellationToken cancel);
}
