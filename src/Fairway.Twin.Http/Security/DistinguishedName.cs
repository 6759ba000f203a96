using System.Formats.Asn1;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Fairway.Twin.Http.Security;

/// <summary>Takes distinguished names (RFC 5280, 4.1.2.4) apart; several parts may stand in one set.</summary>
internal static class DistinguishedName
{
    public const string CommonName = "2.5.4.3";
    public const string Organization = "2.5.4.10";

    /// <summary>The parts, by their object identifiers, in order.</summary>
    /// <exception cref="CryptographicException">It is none.</exception>
    public static List<(string Type, string Value)> Parts(X500DistinguishedName name)
    {
        try
        {
            var parts = new List<(string Type, string Value)>();
            var sequence = new AsnReader(name.RawData, AsnEncodingRules.DER).ReadSequence();
            while (sequence.HasData)
            {
                var set = sequence.ReadSetOf(skipSortOrderValidation: true);
                while (set.HasData)
                {
                    var part = set.ReadSequence();
                    var type = part.ReadObjectIdentifier();
                    var tag = (UniversalTagNumber)part.PeekTag().TagValue;
                    parts.Add((type, part.ReadCharacterString(tag)));
                }
            }

            return parts;
        }
        catch (Exception exception) when (exception is AsnContentException or ArgumentException)
        {
            throw new CryptographicException($"a name cannot be read: {exception.Message}", exception);
        }
    }
}
