using System.Buffers.Binary;

namespace Fairway.Schema.Protobuf;

/// <summary>How a field's value lies on the wire.</summary>
internal enum WireType
{
    /// <summary>A number of variable length.</summary>
    Varint = 0,

    /// <summary>Eight bytes.</summary>
    Fixed64 = 1,

    /// <summary>A length and as many bytes: text, bytes, messages, packed numbers.</summary>
    Bytes = 2,

    /// <summary>Four bytes.</summary>
    Fixed32 = 5,
}

/// <summary>Reads the fields of one message, one after the other.</summary>
internal ref struct WireReader(ReadOnlySpan<byte> message)
{
    private ReadOnlySpan<byte> rest = message;

    /// <summary>Number of the current field.</summary>
    public int Number { get; private set; }

    /// <summary>Form of the current field.</summary>
    public WireType Type { get; private set; }

    /// <summary>Value of the current field if it is a number: its bits.</summary>
    public ulong Bits { get; private set; }

    /// <summary>Value of the current field if it is <see cref="WireType.Bytes"/>.</summary>
    public ReadOnlySpan<byte> Bytes { get; private set; }

    /// <summary>Goes to the next field; false at the end.</summary>
    /// <exception cref="ProtobufFormatException">The bytes are no message.</exception>
    public bool Read()
    {
        if (rest.IsEmpty)
        {
            return false;
        }

        var tag = ReadVarint();
        if (tag >> 3 is 0 or > int.MaxValue)
        {
            throw Broken("a field has no number");
        }

        Number = (int)(tag >> 3);
        Type = (WireType)(tag & 7);
        Bits = 0;
        Bytes = [];
        switch (Type)
        {
            case WireType.Varint:
                Bits = ReadVarint();
                break;
            case WireType.Fixed64:
                Bits = BinaryPrimitives.ReadUInt64LittleEndian(Take(sizeof(ulong)));
                break;
            case WireType.Bytes:
                var length = ReadVarint();
                Bytes = Take(length <= int.MaxValue ? (int)length : int.MaxValue);
                break;
            case WireType.Fixed32:
                Bits = BinaryPrimitives.ReadUInt32LittleEndian(Take(sizeof(uint)));
                break;
            default:
                throw Broken($"field {Number} has the unknown wire type {(int)Type}");
        }

        return true;
    }

    /// <summary>Reads a number where numbers lie packed one after the other.</summary>
    public ulong ReadVarint()
    {
        var value = 0UL;
        for (var shift = 0; shift < 64; shift += 7)
        {
            var next = Take(1)[0];
            value |= (ulong)(next & 0x7f) << shift;
            if (next < 0x80)
            {
                return value;
            }
        }

        throw Broken("a number is longer than ten bytes");
    }

    /// <summary>Whether all was read.</summary>
    public readonly bool AtEnd => rest.IsEmpty;

    private ReadOnlySpan<byte> Take(int count)
    {
        if (count > rest.Length)
        {
            throw Broken("unexpected end of the message");
        }

        var taken = rest[..count];
        rest = rest[count..];
        return taken;
    }

    private static ProtobufFormatException Broken(string why) => new($"proto: {why}");
}
