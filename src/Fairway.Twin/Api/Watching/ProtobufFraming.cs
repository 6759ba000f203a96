using System.Buffers.Binary;
using Fairway.Kube;
using Fairway.Schema.Protobuf;
using Fairway.Twin.Api.Objects;

namespace Fairway.Twin.Api.Watching;

/// <summary>For each event its length in four bytes, the first the highest, then the event's message.</summary>
internal sealed class ProtobufFraming : WatchFraming
{
    public static ProtobufFraming Shared { get; } = new();

    public override void Add(Pieces output, WatchFrame frame)
    {
        var message = ProtobufWriter.WriteEvent(Name(frame.Type), frame.Object.Span);
        var length = new byte[sizeof(int)];
        BinaryPrimitives.WriteInt32BigEndian(length, message.Length);
        output.Add(length);
        output.Add(message);
    }

    private static string Name(WatchEventType type) => type switch
    {
        WatchEventType.Added => "ADDED",
        WatchEventType.Modified => "MODIFIED",
        WatchEventType.Deleted => "DELETED",
        WatchEventType.Bookmark => "BOOKMARK",
        _ => "ERROR",
    };
}
