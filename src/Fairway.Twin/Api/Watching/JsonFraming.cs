using Fairway.Kube;
using Fairway.Twin.Api.Objects;

namespace Fairway.Twin.Api.Watching;

/// <summary>A line of JSON for each event. The object's own bytes are not copied.</summary>
internal sealed class JsonFraming : WatchFraming
{
    private static readonly byte[] End = "}\n"u8.ToArray();

    private static readonly byte[][] Starts =
    [
        "{\"type\":\"ADDED\",\"object\":"u8.ToArray(),
        "{\"type\":\"MODIFIED\",\"object\":"u8.ToArray(),
        "{\"type\":\"DELETED\",\"object\":"u8.ToArray(),
        "{\"type\":\"BOOKMARK\",\"object\":"u8.ToArray(),
        "{\"type\":\"ERROR\",\"object\":"u8.ToArray(),
    ];

    public static JsonFraming Shared { get; } = new();

    public override void Add(Pieces output, WatchFrame frame)
    {
        output.Add(Starts[(int)frame.Type]);
        output.Add(frame.Object);
        output.Add(End);
    }
}
