using System.Formats.Asn1;
using System.Security.Cryptography;
using Fairway.Charts.Values;
using Org.BouncyCastle.Crypto;
using Org.BouncyCastle.Crypto.Digests;
using Org.BouncyCastle.Crypto.Parameters;
using Org.BouncyCastle.Crypto.Signers;

namespace Fairway.Charts.Certificates;

/// <summary>Writes certificates with the parts, and in the order, of Go's library. Source: RFC 5280, and Go's
/// crypto/x509.</summary>
internal static class CertificateMaker
{
    private const string CommonName = "2.5.4.3";
    private const string SubjectKey = "2.5.29.14";
    private const string KeyUsage = "2.5.29.15";
    private const string AlternativeNames = "2.5.29.17";
    private const string BasicConstraints = "2.5.29.19";
    private const string AuthorityKey = "2.5.29.35";
    private const string ExtendedKeyUsage = "2.5.29.37";

    private static readonly byte[] One = [1];

    /// <summary>A certificate, as PEM.</summary>
    /// <param name="order">What it says.</param>
    /// <param name="subject">Whose key it is for.</param>
    /// <param name="signer">Who signs it.</param>
    /// <param name="serial">Its number: sixteen bytes.</param>
    /// <exception cref="GoError">The key cannot sign, or a name cannot be written.</exception>
    public static string Make(CertificateOrder order, PrivateKey subject, Signer signer, byte[] serial)
    {
        var (algorithm, sign) = Signature(signer.Key.Secret);
        var writer = new AsnWriter(AsnEncodingRules.DER);
        using (writer.PushSequence())
        {
            using (writer.PushSequence(new Asn1Tag(TagClass.ContextSpecific, 0)))
            {
                writer.WriteInteger(2);
            }

            writer.WriteIntegerUnsigned(Positive(serial));
            WriteAlgorithm(writer, algorithm);
            var name = Name(order.CommonName);
            writer.WriteEncodedValue(signer.Subject ?? name);
            using (writer.PushSequence())
            {
                WriteTime(writer, order.From);
                WriteTime(writer, order.Until);
            }

            writer.WriteEncodedValue(name);
            writer.WriteEncodedValue(OpenKey(subject));
            using (writer.PushSequence(new Asn1Tag(TagClass.ContextSpecific, 3)))
            using (writer.PushSequence())
            {
                WriteExtensions(writer, order, subject, signer);
            }
        }

        return PemText.Write("CERTIFICATE", Signed(writer.Encode(), algorithm, sign));
    }

    private static byte[] Signed(byte[] content, string algorithm, ISigner sign)
    {
        var writer = new AsnWriter(AsnEncodingRules.DER);
        using (writer.PushSequence())
        {
            writer.WriteEncodedValue(content);
            WriteAlgorithm(writer, algorithm);
            sign.BlockUpdate(content, 0, content.Length);
            writer.WriteBitString(sign.GenerateSignature());
        }

        return writer.Encode();
    }

    private static void WriteExtensions(AsnWriter writer, CertificateOrder order, PrivateKey subject, Signer signer)
    {
        Write(writer, KeyUsage, true, part => part.WriteNamedBitList(order.IsAuthority
            ? KeyUsages.DigitalSignature | KeyUsages.KeyEncipherment | KeyUsages.Certificates
            : KeyUsages.DigitalSignature | KeyUsages.KeyEncipherment));
        Write(writer, ExtendedKeyUsage, false, part =>
        {
            using var uses = part.PushSequence();
            part.WriteObjectIdentifier("1.3.6.1.5.5.7.3.1");
            part.WriteObjectIdentifier("1.3.6.1.5.5.7.3.2");
        });
        Write(writer, BasicConstraints, true, part =>
        {
            using var constraints = part.PushSequence();
            if (order.IsAuthority)
            {
                part.WriteBoolean(true);
            }
        });
        if (order.IsAuthority)
        {
            var id = KeyId(subject, order.Helm);
            Write(writer, SubjectKey, false, part => part.WriteOctetString(id));
        }

        if (signer.Subject is { } issuer && signer.KeyId.Length > 0
            && !issuer.AsSpan().SequenceEqual(Name(order.CommonName)))
        {
            Write(writer, AuthorityKey, false, part =>
            {
                using var id = part.PushSequence();
                part.WriteOctetString(signer.KeyId, new Asn1Tag(TagClass.ContextSpecific, 0));
            });
        }

        if (order.Names.Count + order.Addresses.Count > 0)
        {
            Write(writer, AlternativeNames, order.CommonName.Length == 0, part => WriteNames(part, order));
        }
    }

    private static void WriteNames(AsnWriter writer, CertificateOrder order)
    {
        using var names = writer.PushSequence();
        foreach (var name in order.Names)
        {
            if (!System.Text.Ascii.IsValid(name))
            {
                throw new GoError(
                    $"error creating certificate: x509: {GoQuote.Quote(name)} cannot be encoded as an IA5String");
            }

            writer.WriteCharacterString(UniversalTagNumber.IA5String, name, new Asn1Tag(TagClass.ContextSpecific, 2));
        }

        foreach (var address in order.Addresses)
        {
            writer.WriteOctetString(address, new Asn1Tag(TagClass.ContextSpecific, 7));
        }
    }

    private static void Write(AsnWriter writer, string id, bool isCritical, Action<AsnWriter> write)
    {
        var value = new AsnWriter(AsnEncodingRules.DER);
        write(value);
        using var extension = writer.PushSequence();
        writer.WriteObjectIdentifier(id);
        if (isCritical)
        {
            writer.WriteBoolean(true);
        }

        writer.WriteOctetString(value.Encode());
    }

    /// <summary>A name of one part, or of none. What is not printable, as ASN.1 means it, is UTF-8.</summary>
    private static byte[] Name(string commonName)
    {
        var writer = new AsnWriter(AsnEncodingRules.DER);
        using (writer.PushSequence())
        {
            if (commonName.Length > 0)
            {
                using var set = writer.PushSetOf();
                using var part = writer.PushSequence();
                writer.WriteObjectIdentifier(CommonName);
                writer.WriteCharacterString(
                    commonName.All(IsPrintable) ? UniversalTagNumber.PrintableString : UniversalTagNumber.UTF8String,
                    ByteText.ToUnicode(commonName));
            }
        }

        return writer.Encode();
    }

    private static bool IsPrintable(char c) => char.IsAsciiLetterOrDigit(c) || " '()+,-./:=?".Contains(c);

    /// <summary>Two digits of the year as long as they are clear.</summary>
    private static void WriteTime(AsnWriter writer, DateTimeOffset time)
    {
        if (time.Year is >= 1950 and < 2050)
        {
            writer.WriteUtcTime(time);
        }
        else
        {
            writer.WriteGeneralizedTime(time, omitFractionalSeconds: true);
        }
    }

    private static byte[] OpenKey(PrivateKey subject) => subject.Open is DsaPublicKeyParameters
        ? throw new GoError("error creating certificate: x509: unsupported public key type: *dsa.PublicKey")
        : subject.OpenInfo.GetEncoded();

    /// <summary>Twenty bytes: since Go 1.25 the first of SHA-256, before it SHA-1.</summary>
    private static byte[] KeyId(PrivateKey key, HelmLine helm)
    {
        var bytes = key.OpenInfo.PublicKey.GetBytes();
        return helm == HelmLine.Four ? SHA256.HashData(bytes)[..SHA1.HashSizeInBytes] : SHA1.HashData(bytes);
    }

    private static void WriteAlgorithm(AsnWriter writer, string algorithm)
    {
        using var parts = writer.PushSequence();
        writer.WriteObjectIdentifier(algorithm);
        if (algorithm == Algorithms.RsaSha256)
        {
            writer.WriteNull();
        }
    }

    private static (string Algorithm, ISigner Sign) Signature(AsymmetricKeyParameter key)
    {
        var (algorithm, sign) = key switch
        {
            RsaKeyParameters => (Algorithms.RsaSha256, new RsaDigestSigner(new Sha256Digest())),
            ECPrivateKeyParameters { Parameters.N.BitLength: > 500 } =>
                Curve(Algorithms.CurveSha512, new Sha512Digest()),
            ECPrivateKeyParameters { Parameters.N.BitLength: > 300 } =>
                Curve(Algorithms.CurveSha384, new Sha384Digest()),
            ECPrivateKeyParameters => Curve(Algorithms.CurveSha256, new Sha256Digest()),
            Ed25519PrivateKeyParameters => (Algorithms.Edwards, (ISigner)new Ed25519Signer()),
            _ => throw new GoError(
                "error creating certificate: x509: certificate private key does not implement crypto.Signer"),
        };
        sign.Init(true, key);
        return (algorithm, sign);
    }

    /// <summary>What a signature draws is made of the key and the content (RFC 6979).</summary>
    private static (string Algorithm, ISigner Sign) Curve(string algorithm, IDigest digest) =>
        (algorithm, new DsaDigestSigner(new ECDsaSigner(new HMacDsaKCalculator(digest)), digest));

    /// <summary>Without zeros in front, which DER forbids.</summary>
    private static ReadOnlySpan<byte> Positive(byte[] serial)
    {
        var bytes = serial.AsSpan().TrimStart((byte)0);
        return bytes.IsEmpty ? One : bytes;
    }

    [Flags]
    private enum KeyUsages
    {
        DigitalSignature = 1 << 0,
        KeyEncipherment = 1 << 2,
        Certificates = 1 << 5,
    }

    private static class Algorithms
    {
        public const string RsaSha256 = "1.2.840.113549.1.1.11";
        public const string CurveSha256 = "1.2.840.10045.4.3.2";
        public const string CurveSha384 = "1.2.840.10045.4.3.3";
        public const string CurveSha512 = "1.2.840.10045.4.3.4";
        public const string Edwards = "1.3.101.112";
    }
}
