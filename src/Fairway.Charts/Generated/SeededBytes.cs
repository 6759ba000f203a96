using System.Buffers.Binary;
using System.Security.Cryptography;
using Org.BouncyCastle.Crypto.Prng;
using Org.BouncyCastle.Security;

namespace Fairway.Charts.Generated;

/// <summary>An endless row of bytes out of a key: HMAC-SHA-256 of a counter. Who does not know the key cannot tell it
/// from chance, nor one place's bytes from another's.</summary>
internal sealed class SeededBytes(byte[] key) : IRandomGenerator
{
    private readonly byte[] block = new byte[HMACSHA256.HashSizeInBytes];
    private int left;
    private long counter;

    /// <summary>For keys and signatures.</summary>
    public SecureRandom Random => new(this);

    public byte[] Take(int count)
    {
        var bytes = new byte[count];
        NextBytes(bytes.AsSpan());
        return bytes;
    }

    /// <summary>A number below <paramref name="limit"/>, each as likely as any other.</summary>
    public long Below(long limit)
    {
        var bound = (ulong)limit;
        var fair = ulong.MaxValue - (ulong.MaxValue % bound);
        Span<byte> bytes = stackalloc byte[sizeof(ulong)];
        while (true)
        {
            NextBytes(bytes);
            var drawn = BinaryPrimitives.ReadUInt64BigEndian(bytes);
            if (drawn < fair)
            {
                return (long)(drawn % bound);
            }
        }
    }

    public void NextBytes(byte[] bytes) => NextBytes(bytes.AsSpan());

    public void NextBytes(byte[] bytes, int start, int len) => NextBytes(bytes.AsSpan(start, len));

    public void NextBytes(Span<byte> bytes)
    {
        foreach (ref var next in bytes)
        {
            if (left == 0)
            {
                Fill();
            }

            next = block[^left--];
        }
    }

    /// <summary>All that there is to know was in the key.</summary>
    public void AddSeedMaterial(byte[] seed)
    {
    }

    public void AddSeedMaterial(ReadOnlySpan<byte> seed)
    {
    }

    public void AddSeedMaterial(long seed)
    {
    }

    private void Fill()
    {
        Span<byte> number = stackalloc byte[sizeof(long)];
        BinaryPrimitives.WriteInt64BigEndian(number, counter++);
        HMACSHA256.HashData(key, number, block);
        left = block.Length;
    }
}
