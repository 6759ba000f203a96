using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using Fairway.Delivery.Records;

namespace Fairway.Components.Sealing;

/// <summary>
/// Seals texts with AES-256-GCM: <c>sealed:KEY-ID:BASE64</c>. The nonce is made of the text and its place by a key of
/// its own, so that the same target has the same digest whenever it is sealed, and no nonce stands for two texts. Equal
/// texts of one place are seen to be equal, as their keyed hashes in plans are.
/// </summary>
/// <remarks>As RFC 8452 makes its nonces, in principle; the platform has no AES-GCM-SIV.</remarks>
internal sealed class TextSeal(SealKeys keys)
{
    private const string Mark = "sealed:";
    private const int NonceSize = 12;
    private const int TagSize = 16;

    /// <summary>The text, sealed for a place. Opened elsewhere, it is refused.</summary>
    public string Seal(string place, string text)
    {
        var (id, key) = keys.Newest;
        var plain = Encoding.UTF8.GetBytes(text);
        var about = About(id, place);
        var result = new byte[NonceSize + TagSize + plain.Length];
        var nonce = result.AsSpan(0, NonceSize);
        Mac(key, about, plain).AsSpan(0, NonceSize).CopyTo(nonce);
        using var cipher = new AesGcm(Derive(key, "seal"), TagSize);
        cipher.Encrypt(nonce, plain, result.AsSpan(NonceSize + TagSize), result.AsSpan(NonceSize, TagSize), about);
        return $"{Mark}{id}:{Convert.ToBase64String(result)}";
    }

    /// <summary>The text that was sealed for this place.</summary>
    /// <exception cref="MetaDbUnavailableException">It was not, or its key is not here.</exception>
    public string Open(string place, string text)
    {
        var parts = text.Split(':');
        var sealedText = new byte[text.Length];
        if (parts is not [_, var id, var base64] || $"{parts[0]}:" != Mark
            || !Convert.TryFromBase64String(base64, sealedText, out var size) || size < NonceSize + TagSize)
        {
            throw new MetaDbUnavailableException(
                $"what is stored of {place} is not sealed: somebody changed the MetaDB; restore it");
        }

        var key = keys.Find(id) ?? throw new MetaDbUnavailableException(
            $"{place} is sealed with the key {id}, which this manager does not have (it has "
            + $"{string.Join(", ", keys.Ids)}): give it the key back");
        var plain = new byte[size - NonceSize - TagSize];
        try
        {
            using var cipher = new AesGcm(Derive(key, "seal"), TagSize);
            cipher.Decrypt(
                sealedText.AsSpan(0, NonceSize),
                sealedText.AsSpan(NonceSize + TagSize, plain.Length),
                sealedText.AsSpan(NonceSize, TagSize),
                plain,
                About(id, place));
        }
        catch (AuthenticationTagMismatchException e)
        {
            throw new MetaDbUnavailableException(
                $"{place} cannot be opened with the key {id}: it is another key of that id, or somebody changed the "
                + "MetaDB; give the manager the key back, or restore the MetaDB",
                e);
        }

        return Encoding.UTF8.GetString(plain);
    }

    private static byte[] About(string id, string place) => Encoding.UTF8.GetBytes($"{id}\n{place}");

    private static byte[] Mac(ImmutableArray<byte> key, byte[] about, byte[] plain)
    {
        using var mac = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, Derive(key, "nonce"));
        mac.AppendData(BitConverter.GetBytes((long)about.Length));
        mac.AppendData(about);
        mac.AppendData(plain);
        return mac.GetHashAndReset();
    }

    private static byte[] Derive(ImmutableArray<byte> key, string purpose) => HKDF.DeriveKey(
        HashAlgorithmName.SHA256, [.. key], SealKeys.KeySize, info: Encoding.UTF8.GetBytes($"fairway {purpose}"));
}
