using System.Collections.Concurrent;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Fairway.Kube.Pods.Objects;

namespace Fairway.Kube.Pods.Running;

/// <summary>Lets a cache keep views: each is read from the object's JSON by its own reader.</summary>
internal static class Projection
{
    private static readonly JsonSerializerOptions Options = new()
    {
        TypeInfoResolver = JsonTypeInfoResolver.Combine(),
    };

    // A cluster has a cache for each resource, and a fleet has hundreds of clusters; there are as many readers as kinds
    // of views.
    private static readonly ConcurrentDictionary<Delegate, JsonTypeInfo> Known = new();

    /// <param name="read">Reads a view: a static method, since it is kept for good.</param>
    public static JsonTypeInfo<T> Of<T>(Func<JsonElement, T> read)
        where T : class, IObjectView => (JsonTypeInfo<T>)Known.GetOrAdd(
            read,
            static key => JsonMetadataServices.CreateValueInfo<T>(
                Options, new ViewConverter<T>((Func<JsonElement, T>)key)));

    private sealed class ViewConverter<T>(Func<JsonElement, T> read) : JsonConverter<T>
    {
        public override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
        {
            using var document = JsonDocument.ParseValue(ref reader);
            return read(document.RootElement);
        }

        public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options) =>
            throw new NotSupportedException("a view is read, never written");
    }
}
