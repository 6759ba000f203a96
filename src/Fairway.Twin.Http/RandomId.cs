using System.Security.Cryptography;

namespace Fairway.Twin.Http;

/// <summary>Identities of requests and failures. They name, they do not decide: no seed need repeat them.</summary>
internal static class RandomId
{
    /// <summary>A random UUID (version 4) as text.</summary>
    public static string Uuid()
    {
        Span<byte> bytes = stackalloc byte[16];
        RandomNumberGenerator.Fill(bytes);
        bytes[6] = (byte)((bytes[6] & 0x0f) | 0x40);
        bytes[8] = (byte)((bytes[8] & 0x3f) | 0x80);
        return new Guid(bytes, bigEndian: true).ToString();
    }

    /// <summary>Twelve hexadecimal digits: short enough to read out.</summary>
    public static string Short() => RandomNumberGenerator.GetHexString(12, lowercase: true);
}
