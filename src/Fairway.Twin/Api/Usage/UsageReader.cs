using System.Globalization;
using System.Text.Json.Nodes;
using Fairway.Kube;
using Fairway.Kube.Usage;
using Fairway.Schema.Json;
using Fairway.Schema.Quantities;
using Fairway.Schema.Resources;
using Fairway.Twin.Api.Errors;
using Fairway.Twin.Api.Objects;
using Fairway.Twin.Api.Requests;
using Fairway.Twin.Api.Verbs;
using Fairway.Twin.Storage;

namespace Fairway.Twin.Api.Usage;

/// <summary>Answers reads of <c>metrics.k8s.io</c>: the objects that are measured, shown as what they use.</summary>
internal sealed class UsageReader(ApiContext context, Listing listing)
{
    /// <exception cref="ApiFailure">404 where nothing is known of the object.</exception>
    public async Task<KubeResponse> HandleAsync(ResourceCall call, CancellationToken cancel)
    {
        if (call.Path.Name is null)
        {
            var options = ListOptions.Read(call.Request, call.Resource, oldWatch: false) with { Watch = false };
            var page = await listing.SelectAsync(call, options, cancel);
            return ListAnswers.Of(call, page with
            {
                Items = [.. page.Items.Select(item => Measured(call.Resource, item)).OfType<StoredObject>()],
            });
        }

        var found = context.Store.Find(call.Resource.StorageName, call.Key);
        return found is not null && Measured(call.Resource, found) is { } shown
            ? Answers.Stored(call, 200, shown)
            : throw Unknown(call, found is not null);
    }

    // As metrics-server words it, which names what it looked for by other names than its paths have.
    private static ApiFailure Unknown(ResourceCall call, bool isThere)
    {
        var row = call.Resource;
        var name = row.Namespaced ? $"{call.Key.Namespace}/{call.Key.Name}" : call.Key.Name;
        return ApiFailure.NotFound(
            isThere ? row with { Plural = row.Kind.ToLowerInvariant() }
            : row with { Group = "", Plural = row.Namespaced ? "pods" : "node" },
            name);
    }

    private StoredObject? Measured(ResourceType row, StoredObject of)
    {
        var reading = row.Namespaced ? context.Meter?.OfPod(of.Key) : context.Meter?.OfNode(of.Key.Name);
        if (reading is null)
        {
            return null;
        }

        var json = JsonText.Write(Tree(row, of, reading));
        return of.Showing(new StoredBytes(json, 0, json.Length));
    }

    private JsonObject Tree(ResourceType row, StoredObject of, UsageReading reading)
    {
        var metadata = new JsonObject { ["name"] = of.Key.Name };
        if (row.Namespaced)
        {
            metadata["namespace"] = of.Key.Namespace;
        }

        metadata["creationTimestamp"] = Text(context.Time.GetUtcNow());
        if (StoredTree.Metadata(of)["labels"] is JsonObject { Count: > 0 } labels)
        {
            metadata["labels"] = labels.DeepClone();
        }

        var tree = new JsonObject
        {
            ["kind"] = row.Kind,
            ["apiVersion"] = row.ApiVersion,
            ["metadata"] = metadata,
            ["timestamp"] = Text(reading.At),
            ["window"] = string.Create(CultureInfo.InvariantCulture, $"{reading.Window.TotalSeconds}s"),
        };
        if (row.Namespaced)
        {
            tree["containers"] = new JsonArray(
                [.. reading.Parts.Select(p => new JsonObject { ["name"] = p.Name, ["usage"] = Amounts(p) })]);
        }
        else
        {
            tree["usage"] = Amounts(reading.Parts[0]);
        }

        return tree;
    }

    private static JsonObject Amounts(UsagePart part) => new()
    {
        ["cpu"] = Amount($"{part.MilliCpu}m"),
        ["memory"] = Amount($"{part.MemoryBytes / 1024}Ki"),
    };

    private static string Amount(FormattableString text) =>
        Quantity.Parse(FormattableString.Invariant(text)).ToString();

    private static string Text(DateTimeOffset time) =>
        time.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);
}
