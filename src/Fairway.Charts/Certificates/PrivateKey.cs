using Fairway.Charts.Values;
using Org.BouncyCastle.Asn1;
using Org.BouncyCastle.Asn1.EdEC;
using Org.BouncyCastle.Asn1.Pkcs;
using Org.BouncyCastle.Asn1.Sec;
using Org.BouncyCastle.Asn1.X509;
using Org.BouncyCastle.Crypto;
using Org.BouncyCastle.Crypto.Parameters;
using Org.BouncyCastle.Math;
using Org.BouncyCastle.Security;
using Org.BouncyCastle.X509;

namespace Fairway.Charts.Certificates;

/// <summary>A private key with its public one, in the forms of PEM that Go's programs write.</summary>
internal sealed class PrivateKey
{
    private PrivateKey(AsymmetricKeyParameter secret, AsymmetricKeyParameter open)
    {
        Secret = secret;
        Open = open;
    }

    public AsymmetricKeyParameter Secret { get; }

    public AsymmetricKeyParameter Open { get; }

    /// <summary>The public key as certificates have it.</summary>
    public SubjectPublicKeyInfo OpenInfo => SubjectPublicKeyInfoFactory.CreateSubjectPublicKeyInfo(Open);

    public static PrivateKey Of(AsymmetricCipherKeyPair pair) => new(pair.Private, pair.Public);

    /// <exception cref="GoError">It is no key that is known.</exception>
    public static PrivateKey Read(string pem)
    {
        if (!PemText.TryRead(pem, out var label, out var bytes))
        {
            throw new GoError("no PEM data in input");
        }

        return label switch
        {
            "PRIVATE KEY" => Read("decoding PEM as PKCS#8", () => OfSecret(PrivateKeyFactory.CreateKey(bytes))),
            "RSA PRIVATE KEY" => Read("parsing RSA private key from PEM", () => OfRsa(bytes)),
            "EC PRIVATE KEY" => Read("parsing EC private key from PEM", () => OfCurve(bytes)),
            "DSA PRIVATE KEY" => Read("parsing DSA private key from PEM", () => OfDsa(bytes)),
            _ when label.EndsWith(" PRIVATE KEY", StringComparison.Ordinal) =>
                throw new GoError($"invalid private key type {label}"),
            _ => throw new GoError($"no private key data in PEM block of type {label}"),
        };
    }

    /// <summary>As PEM: the form depends on the kind of key.</summary>
    public string Write() => Secret switch
    {
        RsaPrivateCrtKeyParameters rsa => PemText.Write("RSA PRIVATE KEY", new RsaPrivateKeyStructure(
            rsa.Modulus, rsa.PublicExponent, rsa.Exponent, rsa.P, rsa.Q, rsa.DP, rsa.DQ, rsa.QInv).GetEncoded()),
        DsaPrivateKeyParameters dsa => PemText.Write("DSA PRIVATE KEY", new DerSequence(
            DerInteger.Zero, new DerInteger(dsa.Parameters.P), new DerInteger(dsa.Parameters.Q),
            new DerInteger(dsa.Parameters.G), new DerInteger(((DsaPublicKeyParameters)Open).Y),
            new DerInteger(dsa.X)).GetEncoded()),
        ECPrivateKeyParameters curve => PemText.Write("EC PRIVATE KEY", new ECPrivateKeyStructure(
            curve.Parameters.N.BitLength, curve.D, new DerBitString(OpenInfo.PublicKey.GetBytes()),
            curve.PublicKeyParamSet).GetEncoded()),
        Ed25519PrivateKeyParameters edwards => PemText.Write("PRIVATE KEY", new PrivateKeyInfo(
            new AlgorithmIdentifier(EdECObjectIdentifiers.id_Ed25519),
            new DerOctetString(edwards.GetEncoded())).GetEncoded()),
        _ => "",
    };

    private static PrivateKey Read(string what, Func<PrivateKey> read)
    {
        try
        {
            return read();
        }
        catch (Exception fault) when (fault is ArgumentException or IOException or InvalidCastException
            or SecurityUtilityException or InvalidOperationException or FormatException or IndexOutOfRangeException
            or ArithmeticException or NotSupportedException)
        {
            throw new GoError($"{what}: {ByteText.FromUnicode(fault.Message)}");
        }
    }

    private static PrivateKey OfSecret(AsymmetricKeyParameter secret) => secret switch
    {
        RsaPrivateCrtKeyParameters rsa => new(rsa, new RsaKeyParameters(false, rsa.Modulus, rsa.PublicExponent)),
        ECPrivateKeyParameters { PublicKeyParamSet: not null } curve => new(
            curve,
            new ECPublicKeyParameters(
                curve.AlgorithmName, curve.Parameters.G.Multiply(curve.D), curve.PublicKeyParamSet)),
        Ed25519PrivateKeyParameters edwards => new(edwards, edwards.GeneratePublicKey()),
        _ => throw new NotSupportedException("x509: PKCS#8 wrapping contained private key with unknown algorithm"),
    };

    private static PrivateKey OfRsa(byte[] bytes)
    {
        var parts = RsaPrivateKeyStructure.GetInstance(Asn1Object.FromByteArray(bytes));
        return OfSecret(new RsaPrivateCrtKeyParameters(parts));
    }

    private static PrivateKey OfCurve(byte[] bytes)
    {
        var parts = ECPrivateKeyStructure.GetInstance(Asn1Object.FromByteArray(bytes));
        return parts.Parameters is DerObjectIdentifier curve
            ? OfSecret(new ECPrivateKeyParameters("EC", parts.GetKey(), curve))
            : throw new NotSupportedException("x509: unknown elliptic curve");
    }

    private static PrivateKey OfDsa(byte[] bytes)
    {
        var numbers = Asn1Sequence.GetInstance(bytes);
        BigInteger Number(int index) => DerInteger.GetInstance(numbers[index]).Value;
        var parameters = new DsaParameters(Number(1), Number(2), Number(3));
        return new PrivateKey(
            new DsaPrivateKeyParameters(Number(5), parameters), new DsaPublicKeyParameters(Number(4), parameters));
    }
}
