using System.Buffers.Text;
using System.Numerics;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace Fairway.Twin.Api.Access.Tokens;

/// <summary>
/// The key with which a cluster signs the tokens of its service accounts: ECDSA P-256, ES256. It is derived from a
/// secret that the cluster keeps anyway, so that nothing more is to be kept, and only when it is first used.
/// </summary>
public sealed class TokenKey : IDisposable
{
    private const int CoordinateBytes = 32;

    // 16 bytes more than the order has, so that the remainder is as good as evenly spread (FIPS 186-5, A.2.1).
    private const int SeedBytes = 48;

    private static readonly BigInteger Order = BigInteger.Parse(
        "0FFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551",
        System.Globalization.NumberStyles.AllowHexSpecifier,
        System.Globalization.CultureInfo.InvariantCulture);

    private readonly Lazy<Opened> opened;

    private TokenKey(Func<byte[]> secret) => opened = new Lazy<Opened>(() => Open(secret()));

    /// <summary>The name of the key in headers of tokens and in the key set.</summary>
    public string Id => opened.Value.Id;

    /// <summary>A key that nobody else has, and that is gone with the process.</summary>
    public static TokenKey Create() => new(static () => RandomNumberGenerator.GetBytes(SeedBytes));

    /// <summary>The key that belongs to a secret; always the same.</summary>
    /// <param name="secret">Called once, when the key is first used.</param>
    public static TokenKey From(Func<byte[]> secret) => new(secret);

    /// <summary>The signature: r and s, 32 bytes each.</summary>
    public byte[] Sign(ReadOnlySpan<byte> data) => opened.Value.Key.SignData(data, HashAlgorithmName.SHA256);

    /// <summary>Whether the signature is the key's.</summary>
    public bool Verifies(ReadOnlySpan<byte> data, ReadOnlySpan<byte> signature) =>
        opened.Value.Key.VerifyData(data, signature, HashAlgorithmName.SHA256);

    /// <summary>The public key as a JSON web key (RFC 7517).</summary>
    public JsonObject PublicKey()
    {
        var point = opened.Value.Key.ExportParameters(includePrivateParameters: false).Q;
        return new JsonObject
        {
            ["use"] = "sig",
            ["kty"] = "EC",
            ["kid"] = Id,
            ["crv"] = "P-256",
            ["alg"] = "ES256",
            ["x"] = Base64Url.EncodeToString(point.X),
            ["y"] = Base64Url.EncodeToString(point.Y),
        };
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (opened.IsValueCreated)
        {
            opened.Value.Key.Dispose();
        }
    }

    private static Opened Open(byte[] secret)
    {
        var seed = HKDF.DeriveKey(
            HashAlgorithmName.SHA256, secret, SeedBytes, info: "fairway service account tokens"u8.ToArray());
        var number = (new BigInteger(seed, isUnsigned: true, isBigEndian: true) % (Order - 1)) + 1;
        var bytes = number.ToByteArray(isUnsigned: true, isBigEndian: true);
        var scalar = new byte[CoordinateBytes];
        bytes.CopyTo(scalar, CoordinateBytes - bytes.Length);
        var key = ECDsa.Create(new ECParameters { Curve = ECCurve.NamedCurves.nistP256, D = scalar });
        return new Opened(key, Base64Url.EncodeToString(SHA256.HashData(key.ExportSubjectPublicKeyInfo())));
    }

    private sealed record Opened(ECDsa Key, string Id);
}
