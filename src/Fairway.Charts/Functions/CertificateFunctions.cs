using System.Net;
using System.Net.Sockets;
using Fairway.Charts.Certificates;
using Fairway.Charts.Generated;
using Fairway.Charts.Values;

namespace Fairway.Charts.Functions;

/// <summary>Sprig's functions of keys and certificates.</summary>
internal static class CertificateFunctions
{
    private const int KeySize = 2048;
    private const int LargeKeySize = 4096;
    private const int SerialBytes = 16;
    private const long NanosecondsADay = 24L * 3600 * 1_000_000_000;

    // What a rendering may take for making one key: some hundred keys are its whole budget.
    private const int KeySteps = 50_000;

    private delegate PrivateKey KeySource(SeededBytes bytes);

    public static void Define(FunctionTable.Add add)
    {
        add("genPrivateKey", "string", (in call) => GoValue.Of(KeyOf(call)));
        add("genCA", "string int", (in call) => Authority(call, FreshKey));
        add("genCAWithKey", "string int string", (in call) => Authority(call, GivenKey(call, 2)));
        add("genSelfSignedCert", "string list list int", (in call) => SelfSigned(call, FreshKey));
        add("genSelfSignedCertWithKey", "string list list int string", (in call) =>
            SelfSigned(call, GivenKey(call, 4)));
        add("genSignedCert", "string list list int certificate", (in call) => Signed(call, FreshKey));
        add("genSignedCertWithKey", "string list list int certificate string", (in call) =>
            Signed(call, GivenKey(call, 5)));
        add("buildCustomCert", "string string", (in call) => Built(call.Text(0), call.Text(1)));
    }

    private static string KeyOf(in FunctionCall call)
    {
        KeySource? source = call.Text(0) switch
        {
            "" or "rsa" => bytes => KeyMaker.Rsa(bytes, LargeKeySize),
            "dsa" => KeyMaker.Dsa,
            "ecdsa" => KeyMaker.Curve,
            "ed25519" => KeyMaker.Edwards,
            _ => null,
        };
        if (source is null)
        {
            return $"Unknown type {call.Text(0)}";
        }

        call.Budget.Step(KeySteps);
        return call.Host.Generation.Make(call, bytes => source(bytes).Write());
    }

    private static PrivateKey FreshKey(SeededBytes bytes) => KeyMaker.Rsa(bytes, KeySize);

    private static KeySource GivenKey(in FunctionCall call, int index)
    {
        try
        {
            var key = PrivateKey.Read(call.Text(index));
            return _ => key;
        }
        catch (GoError fault)
        {
            throw new GoError($"parsing private key: {fault.Message}");
        }
    }

    private static GoValue Authority(in FunctionCall call, KeySource source) =>
        Made(call, Order(call, [], [], call.Integer(1), isAuthority: true), source, null);

    private static GoValue SelfSigned(in FunctionCall call, KeySource source) =>
        Made(call, Order(call, Addresses(call[1]), Names(call[2]), call.Integer(3), isAuthority: false), source, null);

    private static GoValue Signed(in FunctionCall call, KeySource source)
    {
        var authority = (CertificateObject)call[4].Object;
        var signer = ByAuthority(authority);
        return Made(
            call, Order(call, Addresses(call[1]), Names(call[2]), call.Integer(3), isAuthority: false), source, signer);
    }

    private static Signer ByAuthority(CertificateObject authority)
    {
        try
        {
            return Signer.Read(authority.Certificate, authority.Key);
        }
        catch (GoError fault)
        {
            throw new GoError(fault.Message.Replace("decodedCert", "decodedSignerCert", StringComparison.Ordinal));
        }
    }

    private static GoValue Made(in FunctionCall call, CertificateOrder order, KeySource source, Signer? signer)
    {
        call.Budget.Step(KeySteps);
        var (certificate, key) = PemText.Cut(call.Host.Generation.Make(call, bytes =>
        {
            var serial = bytes.Take(SerialBytes);
            var subject = source(bytes);
            return CertificateMaker.Make(order, subject, signer ?? new Signer(subject, null, []), serial)
                + subject.Write();
        }));
        return GoValue.Of(new CertificateObject(certificate, key));
    }

    /// <summary>Go's durations end at 292 years, and then begin again.</summary>
    private static CertificateOrder Order(
        in FunctionCall call, List<byte[]> addresses, List<string> names, long days, bool isAuthority)
    {
        var from = call.Host.CertificatesFrom;
        var valid = TimeSpan.FromTicks(unchecked(days * NanosecondsADay) / 100);
        return new CertificateOrder(
            call.Text(0), addresses, names, from, from + valid, isAuthority, call.Host.Helm);
    }

    private static List<byte[]> Addresses(GoValue list)
    {
        var addresses = new List<byte[]>();
        foreach (var item in Items(list))
        {
            if (item.Kind != GoKind.String)
            {
                throw new GoError($"error parsing ip: {Print(item)} is not a string");
            }

            addresses.Add(Address(item.Text) ?? throw new GoError($"error parsing ip: {item.Text}"));
        }

        return addresses;
    }

    private static List<string> Names(GoValue list)
    {
        var names = new List<string>();
        foreach (var item in Items(list))
        {
            names.Add(item.Kind == GoKind.String
                ? item.Text
                : throw new GoError($"error processing alternate dns name: {Print(item)} is not a string"));
        }

        return names;
    }

    private static ReadOnlySpan<GoValue> Items(GoValue list) => list.IsNil ? [] : list.List.Items;

    private static string Print(GoValue value) => GoFormat.Scalar(value) ?? value.TypeName;

    /// <summary>Four decimal numbers, or an IPv6 address without a zone; an IPv4 address inside one is that
    /// address.</summary>
    private static byte[]? Address(string text)
    {
        var isFour = !text.Contains(':', StringComparison.Ordinal);
        if (isFour && (text.Split('.') is not { Length: 4 } parts || !parts.All(IsNumber)))
        {
            return null;
        }

        return !text.AsSpan().ContainsAny('%', '[', '/') && IPAddress.TryParse(text, out var address)
            ? (address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address).GetAddressBytes()
            : null;
    }

    /// <summary>No sign, and no zero in front.</summary>
    private static bool IsNumber(string part) =>
        part.Length is > 0 and <= 3 && part.All(char.IsAsciiDigit) && (part.Length == 1 || part[0] != '0');

    private static GoValue Built(string certificate, string key)
    {
        var decoded = EncodingFunctions.FromBase64(certificate, out _)
            ?? throw new GoError("unable to decode base64 certificate");
        var decodedKey = EncodingFunctions.FromBase64(key, out _)
            ?? throw new GoError("unable to decode base64 private key");
        var (pem, keyPem) = (ByteText.FromBytes(decoded), ByteText.FromBytes(decodedKey));
        Signer.Parse(pem);
        try
        {
            PrivateKey.Read(keyPem);
        }
        catch (GoError fault)
        {
            throw new GoError($"error parsing private key: {fault.Message}");
        }

        return GoValue.Of(new CertificateObject(pem, keyPem));
    }
}
