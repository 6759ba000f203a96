using System.Text;
using System.Text.Json.Nodes;

namespace Fairway.Schema.Protobuf;

/// <summary>
/// Reads objects in Kubernetes' protobuf form, which typed Go clients send for built-in kinds whatever they accept in
/// return: an envelope with the kind, and in it the message of the kind.
/// </summary>
public static class ProtobufReader
{
    /// <summary>The media type of such bodies.</summary>
    public const string MediaType = "application/vnd.kubernetes.protobuf";

    /// <summary>What every body begins with.</summary>
    internal static ReadOnlySpan<byte> Magic => "k8s\0"u8;

    /// <summary>
    /// The object as JSON has it, with its kind and version; empty places are still there
    /// (<see cref="Decoding.SchemaDecoder"/>).
    /// </summary>
    /// <exception cref="ProtobufFormatException">
    /// The body is no such object, or of a kind that is not built in.
    /// </exception>
    public static JsonObject Read(ReadOnlySpan<byte> body)
    {
        if (!body.StartsWith(Magic))
        {
            throw new ProtobufFormatException(
                "provided data does not appear to be a protobuf message, expected prefix [107 56 115 0]");
        }

        var (apiVersion, kind) = ("", "");
        ReadOnlySpan<byte> content = [];
        var envelope = new WireReader(body[Magic.Length..]);
        while (envelope.Read())
        {
            if (envelope.Number == 1)
            {
                (apiVersion, kind) = ReadType(envelope.Bytes);
            }
            else if (envelope.Number == 2)
            {
                content = envelope.Bytes;
            }
        }

        var value = new JsonObject { ["kind"] = kind, ["apiVersion"] = apiVersion };
        var schema = MessageSchemas.Find(apiVersion, kind)
            ?? throw new ProtobufFormatException($"no kind \"{kind}\" is registered for version \"{apiVersion}\"");
        MessageReader.ReadInto(value, content, schema);
        return value;
    }

    private static (string ApiVersion, string Kind) ReadType(ReadOnlySpan<byte> message)
    {
        var (apiVersion, kind) = ("", "");
        var reader = new WireReader(message);
        while (reader.Read())
        {
            if (reader.Number == 1)
            {
                apiVersion = Encoding.UTF8.GetString(reader.Bytes);
            }
            else if (reader.Number == 2)
            {
                kind = Encoding.UTF8.GetString(reader.Bytes);
            }
        }

        return (apiVersion, kind);
    }
}
