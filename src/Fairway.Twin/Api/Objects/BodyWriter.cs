using System.Text.Json.Nodes;
using Fairway.Schema.Json;
using Fairway.Schema.Protobuf;
using Fairway.Schema.Yaml;
using Fairway.Twin.Api.Requests;

namespace Fairway.Twin.Api.Objects;

/// <summary>Writes the bodies of answers.</summary>
internal static class BodyWriter
{
    /// <summary>The object, its kind and version included; for protobuf it must be of a built-in kind.</summary>
    public static byte[] Write(BodyFormat format, JsonObject obj) => format switch
    {
        BodyFormat.Yaml => YamlText.Write(obj),
        BodyFormat.Protobuf => ProtobufWriter.Write(obj),
        _ => JsonText.Write(obj),
    };
}
