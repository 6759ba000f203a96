using System.Text.Json.Nodes;

namespace Fairway.Twin.Api.Admission.Webhooks;

/// <summary>Which webhooks have seen a request, and which of them are to see it again because it has changed
/// since.</summary>
internal sealed class InvokedWebhooks
{
    private readonly HashSet<string> invoked = new(StringComparer.Ordinal);
    private readonly HashSet<string> required = new(StringComparer.Ordinal);
    private JsonNode? left;

    /// <summary>A webhook that wants to be asked again has been asked.</summary>
    public void Add(string id) => invoked.Add(id);

    /// <summary>The object has changed: whoever has seen it is to see it again.</summary>
    public void RequireAgain()
    {
        required.UnionWith(invoked);
        invoked.Clear();
    }

    public bool IsRequired(string id) => required.Contains(id);

    /// <summary>Notes how all webhooks have left the object.</summary>
    public void Leave(JsonObject? obj) => left = obj?.DeepClone();

    /// <summary>Whether somebody else has changed the object since.</summary>
    public bool LeftOtherwise(JsonObject? obj) => !JsonNode.DeepEquals(left, obj);
}
