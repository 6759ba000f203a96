using Fairway.Charts.Generated;
using Org.BouncyCastle.Asn1.Sec;
using Org.BouncyCastle.Crypto;
using Org.BouncyCastle.Crypto.Digests;
using Org.BouncyCastle.Crypto.Generators;
using Org.BouncyCastle.Crypto.Parameters;
using Org.BouncyCastle.Math;

namespace Fairway.Charts.Certificates;

/// <summary>Makes keys of the sizes that Sprig makes. The same bytes give the same key.</summary>
internal static class KeyMaker
{
    // How sure it is that a prime is one: wrong once in two to the power of this.
    private const int Certainty = 100;

    public static PrivateKey Rsa(SeededBytes bytes, int size)
    {
        var maker = new RsaKeyPairGenerator();
        maker.Init(new RsaKeyGenerationParameters(BigInteger.ValueOf(65537), bytes.Random, size, Certainty));
        return PrivateKey.Of(maker.GenerateKeyPair());
    }

    public static PrivateKey Curve(SeededBytes bytes)
    {
        var maker = new ECKeyPairGenerator("ECDSA");
        maker.Init(new ECKeyGenerationParameters(SecObjectIdentifiers.SecP256r1, bytes.Random));
        return PrivateKey.Of(maker.GenerateKeyPair());
    }

    public static PrivateKey Edwards(SeededBytes bytes)
    {
        var secret = new Ed25519PrivateKeyParameters(bytes.Random);
        return PrivateKey.Of(new AsymmetricCipherKeyPair(secret.GeneratePublicKey(), secret));
    }

    public static PrivateKey Dsa(SeededBytes bytes)
    {
        var random = bytes.Random;
        var group = new DsaParametersGenerator(new Sha256Digest());
        group.Init(new DsaParameterGenerationParameters(2048, 256, Certainty, random));
        var maker = new DsaKeyPairGenerator();
        maker.Init(new DsaKeyGenerationParameters(random, group.GenerateParameters()));
        return PrivateKey.Of(maker.GenerateKeyPair());
    }
}
