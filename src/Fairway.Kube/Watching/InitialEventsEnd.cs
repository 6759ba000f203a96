using System.Text.Json;

namespace Fairway.Kube.Watching;

/// <summary>Recognises the bookmark that ends the initial events of a streamed list.</summary>
internal static class InitialEventsEnd
{
    /// <summary>True if <c>metadata.annotations["k8s.io/initial-events-end"]</c> is <c>"true"</c>.</summary>
    public static bool IsOn(ReadOnlySpan<byte> bookmark)
    {
        var reader = new Utf8JsonReader(bookmark);
        return reader.Read()
            && Enter(ref reader, "metadata"u8)
            && Enter(ref reader, "annotations"u8)
            && Enter(ref reader, "k8s.io/initial-events-end"u8)
            && reader.TokenType == JsonTokenType.String
            && reader.ValueTextEquals("true"u8);
    }

    private static bool Enter(ref Utf8JsonReader reader, ReadOnlySpan<byte> name)
    {
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            return false;
        }

        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var found = reader.ValueTextEquals(name);
            reader.Read();
            if (found)
            {
                return true;
            }

            reader.Skip();
        }

        return false;
    }
}
