using System.Buffers.Binary;
using System.Text;

namespace Fairway.Schema.Protobuf;

/// <summary>Writes the fields of one message, one after the other, into a buffer that grows.</summary>
internal sealed class WireWriter
{
    private const int LongestVarint = 10;

    private byte[] buffer = new byte[1024];
    private int length;

    /// <summary>All that was written; valid until more is.</summary>
    public ReadOnlySpan<byte> Written => buffer.AsSpan(0, length);

    /// <summary>Bytes that are no field: the mark before an envelope.</summary>
    public void Raw(ReadOnlySpan<byte> bytes)
    {
        bytes.CopyTo(Reserve(bytes.Length));
        length += bytes.Length;
    }

    public void Varint(int number, ulong bits)
    {
        Tag(number, WireType.Varint);
        PutVarint(bits);
    }

    public void Fixed64(int number, ulong bits)
    {
        Tag(number, WireType.Fixed64);
        BinaryPrimitives.WriteUInt64LittleEndian(Reserve(sizeof(ulong)), bits);
        length += sizeof(ulong);
    }

    public void Bytes(int number, ReadOnlySpan<byte> content)
    {
        Tag(number, WireType.Bytes);
        PutVarint((ulong)content.Length);
        Raw(content);
    }

    public void Text(int number, string text)
    {
        Tag(number, WireType.Bytes);
        var size = Encoding.UTF8.GetByteCount(text);
        PutVarint((ulong)size);
        length += Encoding.UTF8.GetBytes(text, Reserve(size));
    }

    /// <summary>Begins a field that is a message, to be closed once the message's own fields are written.</summary>
    public OpenMessage Open(int number)
    {
        var start = length;
        Tag(number, WireType.Bytes);

        // Most messages are shorter than 128 bytes: one byte holds their length, and closing moves nothing.
        PutVarint(0);
        return new OpenMessage(start, length);
    }

    public void Close(OpenMessage message)
    {
        var size = length - message.Content;
        var more = SizeOf((ulong)size) - 1;
        if (more > 0)
        {
            Reserve(more);
            buffer.AsSpan(message.Content, size).CopyTo(buffer.AsSpan(message.Content + more));
        }

        length = message.Content - 1;
        PutVarint((ulong)size);
        length += size;
    }

    /// <summary>The same, but an empty message leaves no field behind.</summary>
    public void CloseUnlessEmpty(OpenMessage message)
    {
        if (length == message.Content)
        {
            length = message.Start;
        }
        else
        {
            Close(message);
        }
    }

    private void Tag(int number, WireType type) => PutVarint(((ulong)number << 3) | (ulong)type);

    private void PutVarint(ulong bits)
    {
        var room = Reserve(LongestVarint);
        var used = 0;
        for (; bits >= 0x80; bits >>= 7)
        {
            room[used++] = (byte)(bits | 0x80);
        }

        room[used++] = (byte)bits;
        length += used;
    }

    private static int SizeOf(ulong bits)
    {
        var size = 1;
        for (; bits >= 0x80; bits >>= 7)
        {
            size++;
        }

        return size;
    }

    private Span<byte> Reserve(int more)
    {
        if (buffer.Length - length < more)
        {
            Array.Resize(ref buffer, checked(Math.Max(buffer.Length * 2, length + more)));
        }

        return buffer.AsSpan(length);
    }

    /// <summary>A message that is being written: where its field starts, and where its content does.</summary>
    internal readonly record struct OpenMessage(int Start, int Content);
}
