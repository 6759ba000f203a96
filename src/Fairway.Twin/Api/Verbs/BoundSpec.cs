using System.Text.Json;
using System.Text.Json.Nodes;
using Fairway.Schema.Json;

namespace Fairway.Twin.Api.Verbs;

/// <summary>What of a pod's specification a binding looks at, read from its text: a pod is bound once, and nothing else
/// of its specification changes with that.</summary>
/// <param name="Node">The node that the pod has; empty for none.</param>
/// <param name="HasGates">Whether something still holds the pod back from being scheduled.</param>
internal readonly record struct BoundSpec(string Node, bool HasGates)
{
    private const string Field = "nodeName";

    /// <param name="spec">The specification as it is stored; empty where the pod has none.</param>
    public static BoundSpec Of(ReadOnlySpan<byte> spec)
    {
        var (node, gates) = ("", false);
        var reader = new Utf8JsonReader(spec, new JsonReaderOptions { MaxDepth = JsonText.WriterOptions.MaxDepth });
        while (!spec.IsEmpty && reader.Read() && reader.TokenType != JsonTokenType.EndObject)
        {
            if (reader.TokenType != JsonTokenType.PropertyName)
            {
                continue;
            }

            var (isNode, isGates) = (reader.ValueTextEquals("nodeName"u8), reader.ValueTextEquals("schedulingGates"u8));
            reader.Read();
            if (isNode && reader.TokenType == JsonTokenType.String)
            {
                node = reader.GetString()!;
            }
            else if (isGates && reader.TokenType == JsonTokenType.StartArray)
            {
                reader.Read();
                gates = reader.TokenType != JsonTokenType.EndArray;
                SkipList(ref reader);
                continue;
            }

            reader.Skip();
        }

        return new BoundSpec(node, gates);
    }

    /// <summary>The specification with a node. It has none so far, or an empty one.</summary>
    public static byte[] With(ReadOnlySpan<byte> spec, string node)
    {
        var tree = spec.IsEmpty ? [] : JsonNode.Parse(
            spec, documentOptions: new JsonDocumentOptions { MaxDepth = JsonText.WriterOptions.MaxDepth })!.AsObject();
        tree[Field] = node;
        return JsonText.Write(tree);
    }

    // The reader stands on the first item, or on the end.
    private static void SkipList(ref Utf8JsonReader reader)
    {
        while (reader.TokenType != JsonTokenType.EndArray)
        {
            reader.Skip();
            reader.Read();
        }
    }
}
