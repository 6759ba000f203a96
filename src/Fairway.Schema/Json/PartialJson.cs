using System.Text.Json;
using System.Text.Json.Nodes;

namespace Fairway.Schema.Json;

/// <summary>An object that was read but for one member, which stays text.</summary>
/// <param name="Tree">The other members.</param>
/// <param name="Text">Where the value of that member is in the text; empty where the object has none.</param>
/// <param name="At">How many of the other members come before it.</param>
public readonly record struct PartialObject(JsonObject Tree, Range Text, int At);

/// <summary>Reads texts of which a part is not looked at.</summary>
public static class PartialJson
{
    /// <summary>Reads an object that was written by a server: no name comes twice.</summary>
    /// <param name="utf8">The object.</param>
    /// <param name="member">The name of the member that stays text.</param>
    /// <param name="opaque">The name of members anywhere else whose objects are built when somebody looks at them; null
    /// for none.</param>
    /// <exception cref="JsonFormatException">The text is no JSON object.</exception>
    public static PartialObject ReadWithout(
        ReadOnlySpan<byte> utf8, ReadOnlySpan<byte> member, string? opaque = null)
    {
        var limits = JsonReadLimits.Default;
        var reader = new Utf8JsonReader(utf8, new JsonReaderOptions { MaxDepth = limits.MaxDepth });
        var building = new JsonTreeBuilder(limits, opaque);
        var (tree, text, at) = (new JsonObject(), default(Range), 0);
        try
        {
            reader.Read();
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                if (reader.ValueTextEquals(member))
                {
                    reader.Read();
                    var start = (int)reader.TokenStartIndex;
                    reader.Skip();
                    (text, at) = (start..(int)reader.BytesConsumed, tree.Count);
                }
                else
                {
                    var name = KnownNames.Read(ref reader);
                    reader.Read();
                    tree.Add(name, building.Build(ref reader));
                }
            }

            return new PartialObject(tree, text, at);
        }
        catch (Exception fault) when (fault is JsonException or InvalidOperationException)
        {
            throw JsonSyntax.Explain(utf8, limits.MaxDepth, fault);
        }
    }
}
