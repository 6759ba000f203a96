namespace Fairway.Schema.Protobuf;

/// <summary>
/// The body is no object in Kubernetes' protobuf form. The message says why; the answer is 400 BadRequest.
/// </summary>
public sealed class ProtobufFormatException(string message) : Exception(message);
