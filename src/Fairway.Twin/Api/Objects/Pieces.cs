using System.Buffers;

namespace Fairway.Twin.Api.Objects;

/// <summary>Puts pieces of UTF-8 behind each other without copying them.</summary>
internal sealed class Pieces
{
    private Piece? first;
    private Piece? last;

    public void Add(ReadOnlyMemory<byte> bytes)
    {
        last = last is null ? first = new Piece(bytes) : last.Append(bytes);
    }

    public ReadOnlySequence<byte> ToSequence() =>
        first is null ? ReadOnlySequence<byte>.Empty : new ReadOnlySequence<byte>(first, 0, last!, last!.Memory.Length);

    private sealed class Piece : ReadOnlySequenceSegment<byte>
    {
        public Piece(ReadOnlyMemory<byte> memory) => Memory = memory;

        public Piece Append(ReadOnlyMemory<byte> memory)
        {
            var next = new Piece(memory) { RunningIndex = RunningIndex + Memory.Length };
            Next = next;
            return next;
        }
    }
}
