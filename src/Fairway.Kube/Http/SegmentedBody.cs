using System.Buffers;

namespace Fairway.Kube.Http;

/// <summary>Reads a whole body into pieces that stay out of the large object heap.</summary>
internal static class SegmentedBody
{
    private const int FirstPiece = 4 * 1024;
    private const int LargestPiece = 64 * 1024;

    public static async Task<ReadOnlySequence<byte>> ReadAsync(Stream stream, long? length, CancellationToken cancel)
    {
        Segment? first = null, last = null;
        for (var piece = FirstPiece; ; piece = Math.Min(2 * piece, LargestPiece))
        {
            var left = length - (last?.End ?? 0);
            if (left == 0)
            {
                break;
            }

            var size = left is { } known && known < LargestPiece ? (int)known : piece;
            var buffer = new byte[size];
            var read = await stream.ReadAtLeastAsync(buffer, size, throwOnEndOfStream: false, cancel);
            if (read > 0)
            {
                last = new Segment(buffer.AsMemory(0, read), last);
                first ??= last;
            }

            if (read < size)
            {
                break;
            }
        }

        return first is null ? default : new ReadOnlySequence<byte>(first, 0, last!, last!.Memory.Length);
    }

    private sealed class Segment : ReadOnlySequenceSegment<byte>
    {
        public Segment(ReadOnlyMemory<byte> memory, Segment? before)
        {
            Memory = memory;
            if (before is not null)
            {
                RunningIndex = before.End;
                before.Next = this;
            }
        }

        public long End => RunningIndex + Memory.Length;
    }
}
